"""Write the sample spreadsheets and their manifest. Every person in them is invented.

    python imports/samples/make_samples.py                    # all of them, beside this script
    python imports/samples/make_samples.py --out FOLDER --organisation yjb-cymru

The same code writes the same bytes every time. Needs XlsxWriter and xlwt.
"""

from __future__ import annotations

import argparse
import csv
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from maker import justice, local, police
from maker.ethnicity import is_minority
from maker.events import event_files
from maker.mentoring import HORIZONS, mentoring_files
from maker.model import OUTSIDE_WORKFORCE, Answer, Person, Shape, snapshot_date
from maker.people import follow
from maker.sheets import Facts
from maker.writers import write

if TYPE_CHECKING:
    from maker.plan import Sender

SENDERS = (*police.SENDERS, *justice.SENDERS, *local.SENDERS)
MANIFEST_COLUMNS = (
    "file",
    "organisation",
    "as_at",
    "rows",
    "headcount",
    "known",
    "minority_em_excl",
    "undeclared",
    "unknown",
)
EVENT_COLUMNS = ("file", "organisation", "dataset", "period_start", "period_end", "rows")
MENTORING_COLUMNS = (
    *EVENT_COLUMNS,
    "started",
    "completed",
    *(f"{name}_{horizon}" for horizon in HORIZONS for name in ("followed", "in_post", "promoted")),
)


def make(folder: Path, senders: tuple[Sender, ...] = SENDERS) -> list[dict[str, str | int]]:
    """Write every file of the senders, then the lists of what was written; return the rows of the manifest."""
    rows = [row for sender in senders for row in _make_sender(folder, sender)]
    _list(folder / "manifest.csv", MANIFEST_COLUMNS, rows)
    events = [row for sender in senders for row in _make_events(folder, sender)]
    if events:
        _list(folder / "events.csv", EVENT_COLUMNS, events)
    mentoring = [row for sender in senders for row in _make_mentoring(folder, sender)]
    if mentoring:
        _list(folder / "mentoring.csv", MENTORING_COLUMNS, mentoring)
    return rows


def _list(path: Path, columns: tuple[str, ...], rows: list[dict[str, str | int]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _make_events(folder: Path, sender: Sender) -> list[dict[str, str | int]]:
    rows: list[dict[str, str | int]] = []
    for one in event_files(sender):
        name = f"{sender.shape.code}/events/{one.year}-{one.dataset}.csv"
        write(folder / name, [one.sheet])
        rows.append(
            {
                "file": name,
                "organisation": sender.shape.code,
                "dataset": one.dataset,
                "period_start": (snapshot_date(one.year - 1) + timedelta(days=1)).isoformat(),
                "period_end": snapshot_date(one.year).isoformat(),
                "rows": one.sheet.data_rows,
            }
        )
    return rows


def _make_mentoring(folder: Path, sender: Sender) -> list[dict[str, str | int]]:
    rows: list[dict[str, str | int]] = []
    for one in mentoring_files(sender):
        name = f"{sender.shape.code}/mentoring/{one.name}"
        write(folder / name, [one.sheet])
        start, end = one.period
        described: dict[str, str | int] = {
            "file": name,
            "organisation": sender.shape.code,
            "dataset": one.dataset,
            "period_start": start.isoformat(),
            "period_end": end.isoformat(),
            "rows": one.sheet.data_rows,
        }
        rows.append(described | one.truth)
    return rows


def _make_sender(folder: Path, sender: Sender) -> list[dict[str, str | int]]:
    rows = []
    for year, people in follow(sender.shape):
        facts = Facts(sender.shape, snapshot_date(year))
        sheets = sender.draw(people, facts)
        name = f"{sender.shape.code}/{year}{sender.suffix}"
        write(folder / name, sheets, encoding=sender.encoding, delimiter=sender.delimiter)
        described: dict[str, str | int] = {
            "file": name,
            "organisation": sender.shape.code,
            "as_at": facts.as_at.isoformat(),
            "rows": next(sheet.data_rows for sheet in sheets if not sheet.hidden),
        }
        rows.append(described | truth(people, sender.shape))
    return rows


def truth(people: list[Person], shape: Shape) -> dict[str, str | int]:
    """Count the people themselves, not the file: what a correct import must find in the workforce."""
    workforce = [one for one in people if shape.groups[one.group].worker not in OUTSIDE_WORKFORCE]
    known = [one for one in workforce if one.answer is Answer.DECLARED]
    return {
        "headcount": len(workforce),
        "known": len(known),
        "minority_em_excl": sum(is_minority(one.ethnicity) for one in known),
        "undeclared": sum(one.answer is Answer.UNDECLARED for one in workforce),
        "unknown": sum(one.answer is Answer.UNKNOWN for one in workforce),
    }


def main(arguments: list[str]) -> int:
    """Run from the command line; return the exit status."""
    parser = argparse.ArgumentParser(description="Write the synthetic sample spreadsheets.")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, help="folder to write into")
    parser.add_argument("--organisation", action="append", help="code of one organisation (may be repeated)")
    options = parser.parse_args(arguments)
    wanted = set(options.organisation or ())
    unknown = wanted - {sender.shape.code for sender in SENDERS}
    if unknown:
        parser.error(f"no such organisation: {', '.join(sorted(unknown))}")
    chosen = tuple(sender for sender in SENDERS if not wanted or sender.shape.code in wanted)
    options.out.mkdir(parents=True, exist_ok=True)
    rows = make(options.out, chosen)
    print(f"{len(rows)} files, {sum(int(row['rows']) for row in rows):,} rows, in {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
