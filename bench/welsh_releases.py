"""What it takes to hand out every Welsh return and the all-Wales update, year by year, and what is lost by it.

The sample data is imported into a database of its own. Then each release is protected, written, audited as written
together with all that was handed out before, and entered in the ledger, as the command does it. Printed for each
release and each year: seconds and processor seconds, counts, what part is withheld, what part of the counts of five or
more (and of those the profile's threshold allows) is still published, the smallest interval, what the audit found, and
why a release was refused. The ledger grows from release to release, so the order is part of what is measured.

    python bench/welsh_releases.py                                     all five years, oldest first, PUBLIC
    python bench/welsh_releases.py --years 2026 --organisations gwent-police wales
    python bench/welsh_releases.py --years 2025 --keep welsh.db        continues with the ledger of that database
    python bench/welsh_releases.py --policy mine.toml                  under another policy
    python bench/welsh_releases.py --profile TASKFORCE --with sex      with the tables by sex
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from workforce_tui.domain.disclosure.policy import POLICY_FILE, ProfileCode
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.reporting_years import year_of_snapshot
from workforce_tui.services.demo import load_samples, samples, samples_folder
from workforce_tui.services.ledger import list_publications
from workforce_tui.services.organisations import list_organisations
from workforce_tui.services.policy import policy_in_force
from workforce_tui.services.publication_files import FORMATS
from workforce_tui.services.publishing import ExportRequest, export
from workforce_tui.services.release_source import ReleaseScope
from workforce_tui.services.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.services.publishing import Exported

WALES = "wales"
"""What the all-Wales update is called among the organisations."""


@dataclass(slots=True)
class Stopwatch:
    """Seconds and processor seconds since it was made, and how many of the seconds each step took."""

    started: float = field(default_factory=time.perf_counter)
    worked: float = field(default_factory=time.process_time)
    steps: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    _now: tuple[str, float] = ("", 0.0)

    def step(self, name: str) -> None:
        """The next step begins; an empty name ends the last."""
        before, since = self._now
        if before:
            self.steps[before] += time.perf_counter() - since
        self._now = name, time.perf_counter()

    def read(self) -> tuple[float, float]:
        """Seconds and processor seconds up to now."""
        return time.perf_counter() - self.started, time.process_time() - self.worked


@dataclass(frozen=True, slots=True)
class Release:
    """One release as it went: handed out, or refused for a reason."""

    name: str
    seconds: float
    worked: float
    steps: dict[str, float]
    done: Exported | None
    refused: str = ""


def main() -> None:
    """Read the options, import the sample data and hand everything out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--years", type=int, nargs="+", help="years of the 31 March; all when left out")
    parser.add_argument("--organisations", nargs="+", help=f"codes, and {WALES} for the update; all when left out")
    parser.add_argument("--profile", default="PUBLIC", choices=list(ProfileCode))
    parser.add_argument("--formats", nargs="+", default=FORMATS, choices=FORMATS)
    parser.add_argument("--policy", type=Path, metavar="TOML", help="a policy file in place of the one shipped")
    parser.add_argument("--with", dest="second", default="", choices=("sex",), help="tables by this as well")
    parser.add_argument("--keep", type=Path, metavar="DB", help="keep the database here, with its ledger")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="welsh-releases-") as folder:
        ws = open_workspace(str(options.keep or Path(folder) / "sample.db"))
        try:
            if options.policy:
                with (ws.paths.data_dir / POLICY_FILE).open("x", encoding="utf-8") as file:
                    file.write(options.policy.read_text("utf-8"))
                policy_in_force(ws)
            if not list_publications(ws):
                _import(ws)
            _years(ws, options, Path(folder))
        finally:
            ws.close()


def _import(ws: Workspace) -> None:
    watch = Stopwatch()
    files = 0
    for progress in load_samples(ws):
        files = progress.total
    seconds, worked = watch.read()
    print(f"{files} sample files imported: {seconds:.1f} s ({worked:.1f} s of the processor)", flush=True)


def _years(ws: Workspace, options: argparse.Namespace, folder: Path) -> None:
    """Hand out one year after the other, and set the processor seconds of each beside those of the first."""
    first = 0.0
    for year, names in _wanted(ws, options.years, options.organisations).items():
        print(f"\n{year}, {options.profile}, {', '.join(options.formats)}; ledger: {len(list_publications(ws))}")
        released = []
        for name in names:
            target = folder / f"{year}-{name}"
            scope = ReleaseScope(None if name == WALES else name, (year,), second=options.second)
            request = ExportRequest(
                scope, options.profile, target, "Bench", "Bench", tuple(options.formats), reason="Bench"
            )
            released.append(_released(ws, name, request))
            _say(released[-1])
        worked = sum(one.worked for one in released)
        first = first or worked
        _say_year(year, released, worked / first)


def _wanted(
    ws: Workspace, years: Sequence[int] | None, organisations: Sequence[str] | None
) -> dict[int, tuple[str, ...]]:
    """The organisations of Wales that have sample figures of each year asked for, then all Wales; oldest year first."""
    welsh = [one.organisation.code for one in list_organisations(ws, in_wales_only=True)]
    held: dict[int, set[str]] = defaultdict(set)
    for one in samples(samples_folder()):
        if one.as_at is not None:
            held[year_of_snapshot(one.as_at)].add(one.organisation)
    return {
        year: tuple(
            name
            for name in (*(code for code in welsh if code in held[year]), WALES)
            if organisations is None or name in organisations
        )
        for year in sorted(held)
        if years is None or year in years
    }


def _released(ws: Workspace, name: str, request: ExportRequest) -> Release:
    """Hand out one release, or say why it was refused."""
    watch = Stopwatch()
    done, refused = None, ""
    try:
        done = export(ws, request, watch.step)
    except WorkforceError as error:
        refused = f"{error.message} {error.hint}"
    watch.step("")
    return Release(name, *watch.read(), dict(watch.steps), done, refused)


def _say(one: Release) -> None:
    """A release in a few lines."""
    print(f"{one.name}: {one.seconds:.1f} s ({one.worked:.1f} s of the processor)", end="; ")
    if one.done is None:
        print(f"REFUSED: {one.refused}")
    else:
        lost, audit = one.done.prepared.protection.statistics, one.done.audit
        left_out = ", ".join(one.done.prepared.scope.without)
        print(
            f"{lost.counts:,} counts, {lost.withheld_share:.1%} withheld, published {lost.large_share:.1%} of 5 or "
            f"more and {lost.allowed_share:.1%} of those allowed; smallest interval {lost.smallest_interval}"
            f"{f'; left out: {left_out}' if left_out else ''}"
        )
        print(f"    audit {audit.rounds}, smallest interval {audit.smallest}: {audit.line()}")
    print("    " + ", ".join(f"{step} {seconds:.1f} s" for step, seconds in one.steps.items()), flush=True)


def _say_year(year: int, released: Sequence[Release], ratio: float) -> None:
    """A year in a few lines: the counts of all its releases together."""
    done = [one.done for one in released if one.done is not None]
    lost = [one.prepared.protection.statistics for one in done]
    counts, large, allowed = (sum(getattr(one, name) for one in lost) for name in ("counts", "large", "allowed"))
    narrowest = min((one.smallest_interval for one in lost if one.smallest_interval is not None), default=None)
    audited = min((one.audit.smallest for one in done if one.audit.smallest is not None), default=None)
    print(
        f"{year}, {len(done)} of {len(released)} releases: {sum(one.seconds for one in released):.0f} s "
        f"({sum(one.worked for one in released):.0f} s of the processor, x {ratio:.2f} of the first year), slowest "
        f"{max((one.seconds, one.name) for one in released)[1]}; {counts:,} counts, "
        f"{sum(one.withheld for one in lost) / max(counts, 1):.1%} withheld, published "
        f"{sum(one.large_published for one in lost) / max(large, 1):.1%} of 5 or more and "
        f"{sum(one.allowed_published for one in lost) / max(allowed, 1):.1%} of those allowed; smallest interval "
        f"{narrowest}, by the audit {audited}; refused: {', '.join(o.name for o in released if o.refused) or 'none'}",
        flush=True,
    )


if __name__ == "__main__":
    main()
