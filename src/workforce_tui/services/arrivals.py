"""What arrives in files, one or a whole folder of them: returns, and queries or replies about returns.

Every file is taken in by itself, whole or not at all; what became of each is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain.disparity_steps import signed
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.returns import RETURN_FILES, STATE_NAMES
from workforce_tui.i18n import _
from workforce_tui.services.edition_import import HELD, IMPORTED, REFUSED, ImportedEdition, import_editions
from workforce_tui.services.return_queries import QUERY_FIELDS, TakenQueries, take_queries
from workforce_tui.services.returns import said_again

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from workforce_tui.services.workspace import Workspace

_FIRST_LINE = 1_000


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of one file: a return (`edition`), or queries and replies (`queries`; None where refused)."""

    name: str
    status: str
    edition: ImportedEdition | None = None
    queries: TakenQueries | None = None
    message: str = ""
    hint: str = ""


def files_in(folder: Path) -> tuple[Path, ...]:
    """The files of a folder that may be returns or queries, by name; none of its folders, no locks of open files.

    Raises:
        WorkforceError: there is none, or the folder cannot be read.
    """
    try:
        found = sorted(one for one in folder.iterdir() if _may_be_one(one) and one.is_file())
    except OSError as error:
        raise WorkforceError(
            _("The folder {folder} cannot be read.").format(folder=folder), error.strerror or ""
        ) from None
    if not found:
        raise WorkforceError(
            _("There is no CSV or workbook in the folder {folder}.").format(folder=folder),
            _("Choose the folder that the returns were saved in. Folders within it are not looked at."),
        )
    return tuple(found)


def _may_be_one(path: Path) -> bool:
    return path.suffix.lower() in RETURN_FILES and not path.name.startswith((".", "~$"))


def is_queries(path: Path) -> bool:
    """Whether a file begins as one of queries does."""
    try:
        with path.open("rb") as stream:
            first = stream.readline(_FIRST_LINE)
    except OSError:
        return False
    return first.decode("utf-8-sig", "replace").strip() == ",".join(QUERY_FIELDS)


def take_in(
    ws: Workspace, paths: Sequence[Path], by: str, tell: Callable[[int], None] = lambda _number: None
) -> tuple[Arrival, ...]:
    """Take several files in: returns first, earlier versions before later ones, then what is asked and answered.

    *tell* is told how many files have been read, from the thread this is called in.

    Raises:
        WorkforceError: nobody is named.
    """
    name = signed(by)
    asked = {path for path in paths if is_queries(path)}
    returns = [path for path in paths if path not in asked]
    editions = dict(zip(returns, import_editions(ws, returns, name, tell), strict=True)) if returns else {}
    done = {path: _arrival(one) for path, one in editions.items()}
    for path in paths:
        if path in asked:
            done[path] = _queries(ws, path, name)
            tell(len(done))
    return tuple(done[path] for path in paths)


def _arrival(one: ImportedEdition) -> Arrival:
    return Arrival(one.name, one.status, one, message=one.message, hint=one.hint)


def _queries(ws: Workspace, path: Path, by: str) -> Arrival:
    try:
        taken = take_queries(ws, path, by)
    except WorkforceError as error:
        return Arrival(path.name, REFUSED, message=error.message, hint=error.hint)
    new = taken.asked or taken.replied or taken.again
    return Arrival(path.name, IMPORTED if new else HELD, queries=taken)


def arrival_lines(one: Arrival) -> list[str]:
    """What became of a file, in lines; why it was refused."""
    if one.status == REFUSED:
        return [*one.message.split("\n"), *filter(None, [one.hint])]
    if one.queries is not None:
        return queries_lines(one.queries)
    return [edition_line(one.edition)] if one.edition else []


def queries_lines(taken: TakenQueries) -> list[str]:
    """What became of a file of queries, in lines."""
    said = _("New queries: {asked}. New replies: {replied}. Held already: {held}.")
    lines = [said.format(asked=taken.asked, replied=taken.replied, held=taken.held)]
    return [*lines, said_again(taken.again)] if taken.again else lines


def edition_line(one: ImportedEdition) -> str:
    """What became of the file of a return that was not refused."""
    said = (
        _("{file}: version {version} of the return of {organisation} for {year} was held already.")
        if one.status == HELD
        else _("{file}: version {version} of the return of {organisation} for {year} is received ({state}).")
    )
    state = _(STATE_NAMES[one.state]) if one.state else ""
    words = {"file": one.name, "version": one.version, "organisation": one.whose, "year": one.year}
    return said.format(state=state, **words)


def arrivals_text(done: Sequence[Arrival]) -> list[str]:
    """What became of a folder of files: how many of each, then what was refused and why, then the rest."""
    number = {status: sum(one.status == status for one in done) for status in (IMPORTED, HELD, REFUSED)}
    lines = [
        _("Received: {new}. Held already: {held}. Refused: {refused}.").format(
            new=number[IMPORTED], held=number[HELD], refused=number[REFUSED]
        )
    ]
    for status, heading in (
        (REFUSED, _("Refused: nothing of these files was taken in")),
        (IMPORTED, _("Received")),
        (HELD, _("Held already: nothing was changed")),
    ):
        found = [one for one in done if one.status == status]
        lines += ["", heading] if found else []
        for one in found:
            lines += _indented(one)
    return lines


def _indented(one: Arrival) -> list[str]:
    """The lines of a file below the heading; its name first where they do not begin with it."""
    lines = arrival_lines(one)
    named = bool(lines) and lines[0].startswith(one.name)
    first = [] if named else [f"  {one.name}"]
    return [*first, *(f"  {line}" if place == 0 and named else f"    {line}" for place, line in enumerate(lines))]
