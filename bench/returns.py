"""How long it takes to compile, sign and hand out every Welsh return, and to take them in again elsewhere.

The sample data is imported into a database of its own. Then the return of every Welsh organisation is opened,
answered, signed and handed out in the editions and formats asked for, and the internal editions are imported into an
empty database, of which the all-Wales update is compiled. Of the smallest and of the largest return the first edition
is then written in each format once more. Printed for each step and for the whole: seconds and processor seconds, of
other programs that were started too; for each return: its editions, what is withheld, and why one was refused. Every
return is handed out by `export_returns`, several at a time; those of organisations that are named one after the
other, and the seconds of the audit stand apart from those of the rest.

    python bench/returns.py                                     all, internal and public, four formats, English
    python bench/returns.py --organisations gwent-police --languages en cy
    python bench/returns.py --keep returns.db                   goes on with that database
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from workforce_tui.domain.edition import Audience
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.return_sections import SECTIONS
from workforce_tui.exporting.editions import write_edition
from workforce_tui.services.edition_exporting import EditionRequest, ExportedEditions, export_editions
from workforce_tui.services.edition_import import IMPORTED, import_editions
from workforce_tui.services.return_compiling import Answers, Compiled, compile_returns
from workforce_tui.services.return_handing import export_returns
from workforce_tui.services.return_signing import sign
from workforce_tui.services.update_export import preview_update
from workforce_tui.services.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WHO = "Bench"
AUDIT = "Auditing what was written"
ANSWERS = Answers(
    texts={"actions": {"en": "What the sample data shows.", "cy": "Yr hyn y mae'r data sampl yn ei ddangos.",
                       "translation": "draft"},
           "outcomes": {"en": "None are recorded yet.", "cy": "Nid oes rhai wedi'u cofnodi eto."}},
    nothing={one.code: "The sample data has none." for one in SECTIONS if one.needed and one.code != "narrative"},
)  # fmt: skip
"""What every sample return answers: a section that has figures keeps them."""


@contextmanager
def timed(name: str) -> Iterator[None]:
    """Print the seconds and processor seconds of a step."""
    started, worked = time.perf_counter(), sum(os.times()[:4])
    yield
    print(f"{name}: {time.perf_counter() - started:.1f} s ({sum(os.times()[:4]) - worked:.1f} s of the processor)")


def main() -> None:
    """Read the options and take every step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--year", type=int, default=2026)
    parser.add_argument("--organisations", nargs="*", default=[])
    parser.add_argument("--editions", nargs="*", default=["internal", "public"], choices=list(Audience))
    parser.add_argument("--formats", nargs="*", default=["xlsx", "csv", "docx", "html"])
    parser.add_argument("--languages", nargs="*", default=["en"])
    parser.add_argument("--keep", default="", metavar="DATABASE")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="workforce-tui-bench-") as name:
        folder = Path(name)
        is_new = not options.keep or not Path(options.keep).exists()
        ws = open_workspace(options.keep or str(folder / "bench.db"))
        if is_new:
            from workforce_tui.services.demo import load_samples  # not in every program this one starts

            with timed("sample data"):
                for _progress in load_samples(ws):
                    pass
        with timed("the whole"):
            take_steps(ws, options, folder)
        ws.close()


def take_steps(ws: Workspace, options: argparse.Namespace, folder: Path) -> None:
    """Compile, sign, hand out, and take in elsewhere."""
    with timed("compiled"):
        compiled = compile_returns(
            ws, options.year, by=WHO, organisations=options.organisations, answers=ANSWERS
        )  # fmt: skip
    with timed(f"signed {len(compiled)}"):
        for one in compiled:
            sign_one(ws, one)
    with timed("handed out"):
        done = hand_out_all(ws, compiled, options, folder)
        end_other_programs()
    with timed("imported into an empty database"):
        taken = import_all(done, folder)
    write_again(folder, done)
    with timed("the all-Wales update compiled, internal and public"):
        compile_update(options.year, folder)
    print(f"{len(done)} of {len(compiled)} returns handed out, {taken} files imported")


def sign_one(ws: Workspace, one: Compiled) -> None:
    """Sign a return that lacks nothing and is not signed."""
    if one.missing:
        print(f"  {one.found.organisation}: missing {', '.join(check.section.code for check in one.missing)}")
    elif not one.found.versions:
        whose = f"{one.found.organisation} {one.found.year}"
        sign(ws, one.found.organisation, one.found.year, name=WHO, post="Chief officer", confirmation=whose)


def hand_out_all(
    ws: Workspace, compiled: Sequence[Compiled], options: argparse.Namespace, folder: Path
) -> list[ExportedEditions]:
    """Hand out every return, or one after the other those that are named."""
    if options.organisations:
        return [found for one in compiled if (found := hand_out(ws, one, options, folder)) is not None]
    done: list[ExportedEditions] = []
    for each in export_returns(ws, request_of("", folder / "out", options)):
        if each.done is None:
            print(f"  {each.organisation}: refused. {each.refused.message if each.refused else ''}")
            continue
        done.append(each.done)
        print(f"  {each.organisation}: {said(each.done)}")
    return done


def end_other_programs() -> None:
    """End the program that others are doubled from, so that the time they took is counted."""
    from multiprocessing import forkserver

    forkserver._forkserver._stop()  # type: ignore[attr-defined]


def request_of(organisation: str, folder: Path, options: argparse.Namespace) -> EditionRequest:
    """What is asked for."""
    return EditionRequest(
        organisation, options.year, tuple(map(Audience, options.editions)), folder, "The taskforce", WHO,
        formats=tuple(options.formats), languages=tuple(options.languages), reason="Bench",
    )  # fmt: skip


def hand_out(ws: Workspace, one: Compiled, options: argparse.Namespace, folder: Path) -> ExportedEditions | None:
    """Hand one return out; print its seconds, those of the audit apart."""
    steps: dict[str, float] = defaultdict(float)
    started = time.perf_counter()
    now = ("", started)

    def step(name: str) -> None:
        nonlocal now
        moment = time.perf_counter()
        steps[now[0]] += moment - now[1]
        now = name, moment

    step("checking")
    code = one.found.organisation
    request = request_of(code, folder / code, options)
    try:
        done = export_editions(ws, request, step)
    except WorkforceError as error:
        print(f"  {code}: refused. {error.message}")
        return None
    step("")
    whole = time.perf_counter() - started
    print(f"  {code}: {whole:.1f} s, {steps[AUDIT]:.1f} s of it audits. {said(done)}", flush=True)
    return done


def said(done: ExportedEditions) -> str:
    """What was withheld of each edition."""
    return "; ".join(
        f"{one.audience} {one.entry.withheld}/{one.entry.figures} withheld, round {one.audit.rounds}"
        for one in done.audiences
    )


def import_all(done: list[ExportedEditions], folder: Path) -> int:
    """Import every internal tidy file into an empty database; returns how many."""
    ws = open_workspace(str(folder / "taskforce.db"))
    taken = import_editions(ws, [path for one in done for path in sorted(one.folder.glob("*_internal_*.csv"))], WHO)
    ws.close()
    return sum(one.status == IMPORTED for one in taken)


def write_again(folder: Path, done: list[ExportedEditions]) -> None:
    """Write one edition of the smallest and of the largest return in every format, as one return's export does."""
    by_size = sorted(done, key=lambda one: sum(path.stat().st_size for path in one.folder.iterdir()))
    for one in dict.fromkeys((by_size[0].folder, by_size[-1].folder)) if by_size else ():
        edition = next(each.audiences[0].editions[0] for each in by_size if each.folder == one)
        seconds = {}
        for form in ("xlsx", "csv", "docx", "html"):
            began = time.process_time()
            with (folder / f"again.{form}").open("wb") as stream:
                write_edition(form, edition, stream)
            seconds[form] = time.process_time() - began
        said = ", ".join(f"{form} {taken:.2f}" for form, taken in seconds.items())
        print(f"  {edition.organisation}, one edition in four formats: {sum(seconds.values()):.2f} s ({said})")


def compile_update(year: int, folder: Path) -> None:
    """Compile the all-Wales update out of what was imported."""
    ws = open_workspace(str(folder / "taskforce.db"))
    for audience in (Audience.INTERNAL, Audience.PUBLIC):
        try:
            edition = preview_update(ws, year, audience, "en")
        except WorkforceError as error:
            print(f"  {audience}: refused. {error.message}")
        else:
            print(f"  {audience}: {sum(1 for _table in edition.tables())} tables")
    ws.close()


if __name__ == "__main__":
    main()
