"""The chair's own page: what the network has, what it asked for and what came of it, and the organisation's figures.

Figures of staff are as the disclosure profile NETWORK shows them. What the network states of itself is shown as it was
stated, but for a percentage of a survey that too few answered.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import Withheld
from workforce_tui.domain.disclosure.model import Reason
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.networks import whole
from workforce_tui.domain.reporting_years import year_of_snapshot
from workforce_tui.i18n import N_, _
from workforce_tui.services import network_tables as tables
from workforce_tui.services.chair_figures import DEFINITION, network_profile, pipeline_for_chair
from workforce_tui.services.chair_rates import events_for_chair, mentoring_for_chair
from workforce_tui.services.networks import attention, network_view, said
from workforce_tui.services.seen_under import seen_under
from workforce_tui.storage.remembering import is_remembered, remembered

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from workforce_tui.domain.ethnicity import EthnicityDefinition
    from workforce_tui.domain.table import Table
    from workforce_tui.services.networks import NetworkView
    from workforce_tui.services.workspace import Workspace

HAS, ASKED, STAFF, EXPERIENCE = "has", "asked", "staff", "experience"
_TITLES = {
    HAS: N_("What the network has"),
    ASKED: N_("What it asked for, and what came of it"),
    STAFF: N_("Staff of the organisation"),
    EXPERIENCE: N_("What members say"),
}
SURVEY = "survey_heard"


@dataclass(frozen=True, slots=True)
class Told:
    """A text under a heading, as somebody typed it."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page: `code` for programs, its heading, its tables and texts."""

    code: str
    title: str
    tables: tuple[Table, ...]
    texts: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class ChairPage:
    """The whole page, in the language in use."""

    view: NetworkView
    organisations: tuple[str, ...]
    attention: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table of the page, in order."""
        return tuple(table for part in self.parts for table in part.tables)


def chair_page(ws: Workspace, number: int, *, today: date | None = None) -> ChairPage:
    """The page of a network.

    Raises:
        WorkforceError: there is no such record, or it is no network.
    """
    view = network_view(ws, number, today=today)
    parts = (
        _part(HAS, _has(ws, view)),
        _part(ASKED, _asked(view)),
        _part(STAFF, *_staff(ws, view)),
        _part(EXPERIENCE, (), tuple(_experience(view))),
    )
    held = tuple(one for one in parts if one.tables or one.texts)
    return ChairPage(view, _names(ws, view), attention(view), held)


def _part(code: str, found: Iterator[Table] | tuple[Table, ...], texts: tuple[Told, ...] = ()) -> Part:
    return Part(code, _(_TITLES[code]), tuple(found), texts)


def _names(ws: Workspace, view: NetworkView) -> tuple[str, ...]:
    from workforce_tui.services.organisations import get_organisation

    return tuple(get_organisation(ws, code).name for code in view.network.organisations)


def _has(ws: Workspace, view: NetworkView) -> Iterator[Table]:
    if view.years:
        yield tables.profile_table(view)
        yield without_small_surveys(view, tables.year_table(view), network_profile(ws).percent_base_at_least)
    yield tables.posts_table(view)
    if view.meetings:
        yield tables.meetings_table(view)


def _asked(view: NetworkView) -> Iterator[Table]:
    if view.issues:
        yield tables.issues_table(view)
    if view.consultations:
        yield tables.consultations_table(view)
    if view.reviews:
        yield tables.reviews_table([view], by_year=True)


def _staff(ws: Workspace, view: NetworkView) -> tuple[tuple[Table, ...], tuple[Told, ...]]:
    """The figures of each organisation the network is of, and why there are none of one."""
    found: list[Table] = []
    refused: list[Told] = []
    for code, name in zip(view.network.organisations, _names(ws, view), strict=True):
        try:
            found += staff_tables(ws, code)
        except WorkforceError as error:
            refused.append(Told(name, error.message))
    return tuple(found), tuple(refused)


def staff_of(
    ws: Workspace,
    code: str,
    *,
    definition: EthnicityDefinition = DEFINITION,
    as_at: date | None = None,
) -> Iterator[Table]:
    """An organisation's staff by level, promotion and leaving, and mentoring, as the chair of its network may see them.

    On a day, or at the latest snapshot. Staff by level are counted under *definition*, the rest under the headline.

    Raises:
        WorkforceError: there is no such organisation, the network of another one asks, or the figures are not safe.
    """
    pipeline = pipeline_for_chair(ws, code, definition=definition, as_at=as_at)
    if pipeline is not None and pipeline.as_at is not None:
        yield pipeline
        yield events_for_chair(ws, code, year_of_snapshot(pipeline.as_at))
    headline = pipeline if definition is DEFINITION and as_at is None else pipeline_for_chair(ws, code)
    mentoring = mentoring_for_chair(ws, code, headline)
    if mentoring is not None:
        yield mentoring


def staff_tables(
    ws: Workspace, code: str, *, definition: EthnicityDefinition = DEFINITION, as_at: date | None = None
) -> tuple[Table, ...]:
    """Every table of `staff_of`, as `staff_in_parts` has them in the end.

    Raises:
        WorkforceError: as `staff_of`.
    """
    *_parts, tables = staff_in_parts(ws, code, definition=definition, as_at=as_at)
    return tables


def staff_in_parts(
    ws: Workspace, code: str, *, definition: EthnicityDefinition = DEFINITION, as_at: date | None = None
) -> Iterator[tuple[Table, ...]]:
    """The tables of `staff_of` that are finished, the first as soon as it is, and then all of them.

    They are of one state of the database, and remembered while it, the rules and who looks stay what they are.

    Raises:
        WorkforceError: as `staff_of`.
    """
    with seen_under(ws, ("staff as a chair sees it", code, definition, as_at)) as (seen, session, asked):
        if not is_remembered(session, asked):
            made: list[Table] = []
            for table in staff_of(seen, code, definition=definition, as_at=as_at):
                made.append(table)
                if len(made) == 1:
                    yield tuple(made)
            remembered(session, asked, lambda: tuple(made))
            yield tuple(made)
            return
        yield remembered(session, asked, tuple)


def _experience(view: NetworkView) -> Iterator[Told]:
    """Lived experience and what was brought to the All-Wales network, of the latest year."""
    values = view.latest.values if view.latest else {}
    for key, heading in (
        ("experience", _("Themes of lived experience")),
        ("all_wales_fed_in", _("What it brought to the All-Wales network")),
    ):
        text = said(values, key)
        if text:
            yield Told(heading, text)


def without_small_surveys(view: NetworkView, table: Table, least: int) -> Table:
    """The table of a network's years, without the percentage of a survey that fewer than *least* members answered."""
    answered = {
        str(year): whole(record.values.get("survey_answers")) or 0
        for year, record in view.years.items()
        if record.values.get(SURVEY) is not None
    }
    few = {year for year, number in answered.items() if number < least}
    rows = tuple(
        replace(
            row,
            cells=tuple(
                Withheld(Reason.BASE) if column.key in few else cell
                for column, cell in zip(table.columns, row.cells, strict=True)
            ),
        )
        if row.key == SURVEY
        else row
        for row in table.rows
    )
    return replace(table, rows=rows)
