"""What threads run for annual returns and grids of counts. The services are loaded here, and only when called."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from workforce_tui.domain.count_grid import CountGrid, Place
    from workforce_tui.domain.counts import Count
    from workforce_tui.domain.datasets import Dataset
    from workforce_tui.domain.edition import Edition
    from workforce_tui.domain.ethnicity import Scheme
    from workforce_tui.domain.frozen_tables import Moved
    from workforce_tui.domain.returns import AnnualReturn, Check
    from workforce_tui.domain.table import Table
    from workforce_tui.services.return_board import Absent, BoardLine
    from workforce_tui.services.typed_counts import TypedCell
    from workforce_tui.services.typed_plan import TypedPlan
    from workforce_tui.services.workspace import Workspace

BETWEEN = "|"
"""Between the parts of a cell's place in a draft: no code has it."""


@dataclass(frozen=True, slots=True)
class GridData:
    """A grid and what stands in it; `draft_at` is when that was typed and not saved, "" for what is held."""

    grid: CountGrid
    texts: dict[Place, str] = field(default_factory=dict)
    draft_at: str = ""


def read_cell(text: str) -> TypedCell:
    """What a typed cell says."""
    from workforce_tui.services import typed_counts

    return typed_counts.read_cell(text)


def counts_of(texts: Mapping[Place, str]) -> dict[Place, Count]:
    """The cells that say a number."""
    from workforce_tui.services import typed_plan

    return typed_plan.counts_of(texts)


def grid_data(
    ws: Workspace, organisation: str, year: int, dataset: Dataset, scheme: Scheme | None = None, *, drafts: bool = True
) -> GridData:
    """A grid with what is held in it, or with what was typed before and not saved."""
    from workforce_tui.services.record_drafts import draft_of
    from workforce_tui.services.record_lists import when_text
    from workforce_tui.services.typed_counts import cell_text_of, grid_of, scheme_of

    grid = grid_of(ws, organisation, year, dataset, scheme)
    draft = draft_of(ws, grid.form) if drafts and scheme is None else None
    if draft is not None and draft.raw.get("scheme"):
        grid = grid_of(ws, organisation, year, dataset, scheme_of(draft.raw["scheme"]))
        texts = {tuple(key.split(BETWEEN)): text for key, text in draft.raw.items() if key.count(BETWEEN) == 2}
        return GridData(grid, texts, when_text(draft.at))  # type: ignore[arg-type]
    return GridData(grid, {place: cell_text_of(count) for place, count in grid.shown.items()})


def keep_grid(ws: Workspace, grid: CountGrid, texts: Mapping[Place, str]) -> None:
    """Keep what stands in a grid that is not saved yet."""
    from workforce_tui.services.record_drafts import Draft, keep_draft

    raw = {BETWEEN.join(place): text for place, text in texts.items() if text}
    keep_draft(ws, Draft(grid.form, None, None, {**raw, "scheme": str(grid.scheme)}, (grid.organisation,)))


def drop_grid(ws: Workspace, grid: CountGrid) -> bool:
    """Keep nothing of a grid any more; returns whether that could be done."""
    from workforce_tui.services.record_drafts import drop_draft

    return drop_draft(ws, grid.form)


def planned(ws: Workspace, grid: CountGrid, texts: Mapping[Place, str], blanks: str) -> tuple[TypedPlan, list[str]]:
    """What saving a grid would come to, and that in words.

    Raises:
        WorkforceError: a cell cannot be read, or what is held stands in the way.
    """
    from workforce_tui.services.typed_plan import plan_typed
    from workforce_tui.services.typed_text import plan_lines

    plan = plan_typed(grid, texts, blanks=blanks)
    return plan, plan_lines(plan)


def save_grid(ws: Workspace, plan: TypedPlan) -> int:
    """Write a grid, and keep its draft no more; returns the number of the import.

    Raises:
        WorkforceError: see `typed_plan.save_typed`; the draft stays.
    """
    from workforce_tui.services.typed_plan import save_typed

    batch = save_typed(ws, plan).batch
    drop_grid(ws, plan.grid)
    return batch or 0


@dataclass(frozen=True, slots=True)
class BoardData:
    """The board of returns: its lines, who sent nothing for the year shown, the table they make, and the years.

    `year` is the year that is shown; None for every one.
    """

    lines: tuple[BoardLine, ...]
    absent: tuple[Absent, ...]
    table: Table
    years: tuple[int, ...]
    year: int | None = None


@dataclass(frozen=True, slots=True)
class ReturnData:
    """A return as a window shows it.

    `tables` are those of the database now while the return is open for changes, else those that were signed;
    `shown` is the number of that version, 0 for the database. `moved` is what differs between the version signed
    last and the database.
    """

    found: AnnualReturn
    name: str
    checks: tuple[Check, ...]
    tables: Mapping[str, tuple[Table, ...]]
    shown: int
    moved: tuple[Moved, ...]
    last_name: str
    overdue: bool
    is_raw: bool = True
    """Whether figures are shown before disclosure control."""

    def check(self, section: str) -> Check | None:
        """The line of the checklist about a section; None for one that is made from the others."""
        return next((one for one in self.checks if one.section.code == section), None)


def board_data(ws: Workspace, year: int | None, *, raw: bool, latest: bool = False) -> BoardData:
    """Every return, of one year or of all, or of the *latest* year there is a return of.

    Figures before disclosure control are there only where they are shown (*raw*).
    """
    from workforce_tui.services.return_board import board, not_sent
    from workforce_tui.services.return_board_table import board_table
    from workforce_tui.services.returns import list_returns

    years = sorted({one.year for one in list_returns(ws)}, reverse=True)
    which = max(years, default=None) if latest else year
    lines = board(ws, which, raw=raw)
    absent = () if which is None else not_sent(ws, which)
    return BoardData(lines, absent, board_table(lines, absent), tuple(years), which)


def reminded(
    ws: Workspace, year: int, by: str, organisations: tuple[str, ...], folder: Path | None
) -> tuple[int, list[str]]:
    """The texts that remind organisations of a year, all that are late where none is named, and how many there are.

    They are written into *folder* where there is one.

    Raises:
        WorkforceError: see `services.reminding`.
    """
    from workforce_tui.services.reminding import reminders, write_reminders

    found = reminders(ws, year, by, organisations=organisations)
    written = [str(path) for path in write_reminders(found, folder)] if folder else []
    lines = [line for one in found for line in (*one.text.split("\n"), "")]
    return len(found), [*written, *([""] if written else []), *lines]


def wales_lines(ws: Workspace, year: int) -> tuple[str, ...]:
    """All Wales in the year, in sentences for the taskforce.

    Raises:
        WorkforceError: an edition is not as it was received.
    """
    from workforce_tui.services.update_glance import wales_at_a_glance

    return wales_at_a_glance(ws, year)


def return_data(ws: Workspace, organisation: str, year: int, *, raw: bool = True) -> ReturnData:
    """One return with everything the window of it shows; without figures unless *raw*.

    Raises:
        WorkforceError: there is no such return.
    """
    from workforce_tui.domain.returns import OPEN, is_overdue
    from workforce_tui.services.clock import today_here
    from workforce_tui.services.last_names import last_name
    from workforce_tui.services.organisations import get_organisation
    from workforce_tui.services.received import checks_of, received_edition
    from workforce_tui.services.return_freezing import moved_since, tables_of
    from workforce_tui.services.returns import get_return

    found = get_return(ws, organisation, year)
    if (sent := received_edition(ws, found, raw=raw)) is not None:
        checks, live = checks_of(sent), _tables_of(sent)
    else:
        checks, live = _made_here(ws, found, raw=raw)
        sent = None if raw else _handed_out(ws, found)
    signed = tables_of(found.latest) if found.latest else {}
    frozen = found.latest is not None and found.state not in OPEN
    return ReturnData(
        found,
        get_organisation(ws, found.organisation).name,
        tuple(checks),
        _tables_of(sent) if sent else (signed if frozen else live) if raw else {},
        sent.version if sent else found.latest.number if frozen and found.latest else 0,
        moved_since(signed, live) if signed and raw else (),
        last_name(ws),
        is_overdue(found, year, today_here()),
        raw,
    )


def _handed_out(ws: Workspace, found: AnnualReturn) -> Edition | None:
    """The edition for the taskforce of the latest version of a return made here; None where none was handed out."""
    from workforce_tui.domain.edition import Audience, EditionKind
    from workforce_tui.i18n import language
    from workforce_tui.services.editions import held_editions

    held = held_editions(
        ws, found.year, kind=EditionKind.RETURN, organisation=found.organisation, audience=Audience.INTERNAL,
        language=language(),
    )  # fmt: skip
    return max((one.edition for one in held), key=lambda one: one.version, default=None)


def _tables_of(edition: Edition) -> dict[str, tuple[Table, ...]]:
    """The tables of an edition by section."""
    return {one.code: tuple(each.table for each in one.tables) for one in edition.sections}


def _made_here(ws: Workspace, found: AnnualReturn, *, raw: bool) -> tuple[list[Check], dict[str, tuple[Table, ...]]]:
    """The checklist and the tables of a return that is made from the database; no numbers of its texts unless *raw*."""
    from workforce_tui.services.return_contents import return_contents
    from workforce_tui.services.returns import checks_of_contents

    contents = return_contents(ws, found.organisation, found.year)
    checks = checks_of_contents(ws, found, contents)
    if not raw:
        checks = [replace(check, look="") for check in checks]
    return checks, {code: one.tables for code, one in contents.items() if one.tables}


def verified(ws: Workspace, organisation: str, year: int, *, raw: bool = True) -> list[str]:
    """Whether the version signed last is as it was signed, in words; without figures unless *raw*.

    Raises:
        WorkforceError: nothing is signed.
    """
    from workforce_tui.services.return_signing import verify
    from workforce_tui.services.return_text import verified_lines

    return verified_lines(verify(ws, organisation, year))[: None if raw else 1]


def kept_texts(ws: Workspace, form: str) -> tuple[str, str, str] | None:
    """What was typed into a form of two texts and not saved: English, Welsh, translation."""
    from workforce_tui.services.record_drafts import draft_of

    draft = draft_of(ws, form)
    if draft is None:
        return None
    return draft.raw.get("en", ""), draft.raw.get("cy", ""), draft.raw.get("translation", "")


def keep_texts(ws: Workspace, form: str, texts: tuple[str, str, str]) -> None:
    """Keep what stands in a form of two texts.

    Raises:
        WorkforceError: the draft cannot be written.
    """
    from workforce_tui.services.record_drafts import Draft, keep_draft

    keep_draft(ws, Draft(form, None, None, dict(zip(("en", "cy", "translation"), texts, strict=True))))


def drop_texts(ws: Workspace, form: str) -> bool:
    """Keep nothing of a form of two texts any more; returns whether that could be done."""
    from workforce_tui.services.record_drafts import drop_draft

    return drop_draft(ws, form)


def today() -> date:
    """The day it is."""
    from workforce_tui.services.clock import today_here

    return today_here()


def this_year() -> int:
    """The latest reporting year that has ended."""
    from workforce_tui.domain.collection import year_to_collect
    from workforce_tui.services.clock import today_here

    return year_to_collect(today_here())


def begin(ws: Workspace, *, organisation: str, year: str, by: str) -> tuple[str, int]:
    """Begin a return; answers with the organisation's code and the year.

    Raises:
        WorkforceError: the year is none, nobody is named, or there is such a return.
    """
    from workforce_tui.domain.errors import WorkforceError
    from workforce_tui.i18n import _
    from workforce_tui.services.returns import open_return

    if not (year.isascii() and year.isdigit() and len(year) <= 4):
        raise WorkforceError(_("Type the year the period ends in, such as 2026."))
    found = open_return(ws, organisation, int(year), by=by)
    return found.organisation, found.year
