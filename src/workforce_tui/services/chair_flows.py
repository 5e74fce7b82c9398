"""Flows as the chair of a staff network may see them: both groups and everybody, over the latest or another year.

They are protected together with the events of the same year (`chair_events`). Flows are shown of years alone, from the
staff a reporting year begins with to those it ends with, and only where everyone and both groups are shown on both
days: then who came and went tells nothing of the staff that the two days do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain.cell_text import cell_text
from workforce_tui.domain.cells import Shown, Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.model import Reason
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import EthnicityDefinition, Membership, definition_name
from workforce_tui.domain.formatting import long_date
from workforce_tui.domain.reporting_years import year_of_snapshot
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.i18n import _
from workforce_tui.services.chair_events import ALL, FOLLOWED, GROUPS, shown_year
from workforce_tui.services.chair_figures import DEFINITION, network_profile
from workforce_tui.services.flow_tables import group_name, measure_name
from workforce_tui.services.flows import flow_dates
from workforce_tui.services.gate import why
from workforce_tui.services.indicator_sources import load_sources
from workforce_tui.services.organisations import get_organisation
from workforce_tui.services.policy import check_scope
from workforce_tui.services.seen_under import finished
from workforce_tui.services.year_moves import year_pair

if TYPE_CHECKING:
    from datetime import date

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.services.chair_events import ShownYear
    from workforce_tui.services.workspace import Workspace

MEASURES = ("start", "joined", "left", "end", "stayed", "promoted")
"""The figures shown, by the names flows have; the others are of too few people."""
_ROWS = {"minority": Membership.MINORITY, "white": Membership.WHITE}
_AT_ENDS = {"start": 0, "end": -1}


@dataclass(frozen=True, slots=True)
class ChairFlows:
    """The flows of a year as far as they are shown, with the periods that can be chosen, newest first."""

    organisation: Organisation
    periods: tuple[tuple[date, date], ...]
    period: tuple[date, date]
    table: Table

    @property
    def sentence(self) -> str:
        """The flows of both groups, in words to read aloud."""
        texts = {row.key: [cell_text(cell) for cell in row.cells] for row in self.table.rows}
        said = []
        for row in self.table.rows:
            start, joined, left, end, stayed, promoted = texts[row.key]
            text = _(
                "{group}: in post at the start {start}, stayed {stayed}, of whom promoted {promoted}; left {left}, "
                "joined {joined}, in post at the end {end}."
            )
            said.append(
                text.format(
                    group=row.label, start=start, joined=joined, left=left, end=end, stayed=stayed, promoted=promoted
                )
            )
        return " ".join(said)


def flows_for_chair(
    ws: Workspace,
    organisation: str,
    *,
    start: date | None = None,
    end: date | None = None,
    definition: EthnicityDefinition = DEFINITION,
) -> ChairFlows:
    """The flows between two dates that are those of a reporting year; of the latest year where none are given.

    Raises:
        WorkforceError: there is no such organisation, the network of another one asks, its staff cannot be shown, or
            the dates are not those of a year.
    """
    asked = ("flows of a chair", organisation, start, end, definition)
    return finished(ws, asked, lambda seen: _flows(seen, organisation, (start, end), definition))


def _flows(
    ws: Workspace, organisation: str, days: tuple[date | None, date | None], definition: EthnicityDefinition
) -> ChairFlows:
    start, end = days
    chosen = get_organisation(ws, organisation)
    check_scope(str(network_profile(ws).code), chosen.code)
    _check_definition(definition)
    periods = flow_periods(ws, chosen.code)
    found = [one for one in periods if start in (None, one[0]) and end in (None, one[1])]
    if not found:
        raise _no_such_year(periods)
    shown = shown_year(ws, chosen.code, year_of_snapshot(found[0][1]))
    return ChairFlows(chosen, periods, found[0], _table(ws, chosen, found[0], shown))


def flow_periods(ws: Workspace, organisation: str) -> tuple[tuple[date, date], ...]:
    """The years people are followed over, as the days of the staff each begins and ends with, newest first."""
    years = sorted({year_of_snapshot(day) for day in flow_dates(ws, organisation)}, reverse=True)
    if not years:
        return ()
    sources = load_sources(ws, organisation, years, ())
    held = {*flow_dates(ws, organisation)}
    pairs = (year_pair(sources, year) for year in years)
    return tuple(pair for pair in pairs if pair is not None and held.issuperset(pair))


def _check_definition(definition: EthnicityDefinition) -> None:
    if definition is not DEFINITION:
        raise WorkforceError(
            _("A network sees flows under the definition “{name}” only.").format(name=definition_name(DEFINITION)),
            _("Beside another definition they would tell of the few people between the two."),
        )


def _no_such_year(periods: tuple[tuple[date, date], ...]) -> WorkforceError:
    said = "; ".join(f"{start.isoformat()} - {end.isoformat()}" for start, end in periods)
    hint = _("Years that can be shown: {periods}.").format(periods=said)
    if not periods:
        hint = _("People are followed only between two dates with a row for each person, about a year apart.")
    return WorkforceError(_("A network sees flows of reporting years, and those dates are not of one."), hint)


def _table(ws: Workspace, organisation: Organisation, period: tuple[date, date], shown: ShownYear) -> Table:
    rows = [Row(group_name(_ROWS[group]), _cells(shown, group), _ROWS[group].value) for group in GROUPS]
    profile = network_profile(ws)
    notes = [
        _("Definition: {name}.").format(name=definition_name(DEFINITION)),
        _("People are followed by staff number. Those at the start and at the end are the staff of the day."),
        _("Profile NETWORK: {what}").format(what=profile.description),
    ]
    if shown.followed is None:
        notes.append(_("The staff of both days are not all shown, so neither are the flows between them."))
    elif any(isinstance(cell, Withheld) for row in rows for cell in row.cells):
        notes.append(why(profile, ""))
    return Table(
        title=_("Flows of staff: {organisation}, {start} to {end}").format(
            organisation=organisation.name, start=long_date(period[0]), end=long_date(period[1])
        ),
        row_heading=_("Group"),
        columns=tuple(Column(name, measure_name(name)) for name in MEASURES),
        rows=(*rows, Row(_("All staff"), _cells(shown, ALL), ALL)),
        notes=tuple(notes),
        source=_("Staff records imported from the organisation."),
        as_at=period[1],
        definition=DEFINITION,
    )


def _cells(shown: ShownYear, group: str) -> tuple[Cell, ...]:
    return tuple(_cell(shown, group, name) for name in MEASURES)


def _cell(shown: ShownYear, group: str, name: str) -> Cell:
    """A figure of people followed; at the ends, the staff of the day as they are counted everywhere else."""
    number = shown.get(group, FOLLOWED + name)
    if name in _AT_ENDS and shown.followed is not None:
        day = shown.followed[_AT_ENDS[name]]
        staff = next(one for one in shown.staff if one.as_at == day)
        number = staff.get("headcount" if group == ALL else group)
    return Withheld(Reason.COMPLEMENT) if number is None else Shown(Count.exact(number))
