"""The organisation's own figures as the chair of its staff network may see them: the disclosure profile NETWORK.

Staff by level pass the gate. Promotion and leaving are counts of events, which are in no release: each rate is
protected by itself, and the two groups are compared only where every count of it may be shown.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import NotAvailable, Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.model import Figure, FigureKey, Release, ShareFigure
from workforce_tui.domain.disclosure.policy import ProfileCode
from workforce_tui.domain.disclosure.protecting import ReleaseUnsafe, protect
from workforce_tui.domain.ethnicity import EthnicityDefinition, definition_name
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.i18n import _
from workforce_tui.services.figures import Dimension, ReportQuery
from workforce_tui.services.gate import gated_report
from workforce_tui.services.gate_cells import drawn
from workforce_tui.services.gate_tables import gated_table
from workforce_tui.services.indicators import indicators
from workforce_tui.services.organisations import get_organisation
from workforce_tui.services.policy import policy_in_force
from workforce_tui.services.publication_building import cell_of
from workforce_tui.services.representation import snapshot_dates

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workforce_tui.domain.disclosure.model import Verdict
    from workforce_tui.domain.disclosure.policy import Profile
    from workforce_tui.domain.indicators import Indicator
    from workforce_tui.services.workspace import Workspace

DEFINITION = EthnicityDefinition.EM_EXCL
MINORITY, WHITE, SHARE = "minority", "white", "share"
SHOWN = ("headcount", "known", MINORITY, SHARE)
"""The columns of the staff by level; the rest of the table of a report is for those who analyse."""
EVENTS = (("P1", "P2"), ("L1", "L2"))
"""The rates shown (promotion, leaving), each with the comparison of the two groups."""
SMALL = "small"


def network_profile(ws: Workspace) -> Profile:
    """The profile NETWORK of the policy in force."""
    return policy_in_force(ws).profile(ProfileCode.NETWORK)


def pipeline_for_chair(ws: Workspace, organisation: str) -> Table | None:
    """Staff by level as the chair may see them, everyone last; None where nothing is held.

    Raises:
        WorkforceError: there is no such organisation, the network of another organisation asks, or the figures cannot
            be made safe.
    """
    if not snapshot_dates(ws, get_organisation(ws, organisation).code):
        return None
    query = ReportQuery(organisation, None, Dimension.LEVEL, DEFINITION)
    report = gated_report(ws, query, ProfileCode.NETWORK)
    table = gated_table(report)
    kept = [place for place, column in enumerate(table.columns) if column.key in SHOWN]
    title = _("From entry to executive: {organisation}")
    return replace(
        table,
        title=title.format(organisation=report.organisation.name if report.organisation else organisation),
        columns=tuple(replace(table.columns[place], essential=True) for place in kept),
        rows=tuple(replace(row, cells=tuple(row.cells[place] for place in kept)) for row in table.rows),
        notes=(*profile_notes(ws), _("Common levels compare organisations; they are not pay-equivalent.")),
        source=_("Staff records imported from the organisation."),
    )


def profile_notes(ws: Workspace) -> tuple[str, ...]:
    """What is said under every table of the organisation's figures."""
    return (
        _("Definition: {name}. Shares are of staff whose ethnicity is known.").format(name=definition_name(DEFINITION)),
        _("Profile NETWORK: {what}").format(what=network_profile(ws).description),
    )


def verdicts_for_chair(ws: Workspace, release: Release) -> Mapping[FigureKey, Verdict]:
    """What the profile NETWORK shows of a release; nothing at all where the release cannot be made safe."""
    try:
        return protect(release, network_profile(ws)).verdicts
    except ReleaseUnsafe:
        keys = [*(one.key for one in release.figures), *(one.key for one in release.shares)]
        return dict.fromkeys(keys, Withheld(SMALL))


def events_for_chair(ws: Workspace, organisation: str, year: int) -> Table:
    """Promotion and leaving of both groups in a reporting year, as the chair may see them.

    The comparison of the two groups is said only where every count it is made of may be shown.

    Raises:
        WorkforceError: there is no such organisation.
    """
    report = indicators(ws, organisation=organisation, year=year, definition=DEFINITION)
    by_id = {one.id: one for one in report.indicators}
    rows: list[Row] = []
    said: list[str] = []
    for rate, ratio in EVENTS:
        one = by_id[rate]
        shown = verdicts_for_chair(ws, _event_release(report.organisation.code, one, year))
        rows += _event_rows(one, report.organisation.code, year, shown)
        if shown and not any(isinstance(verdict, Withheld) for verdict in shown.values()):
            said.append(by_id[ratio].sentence)
    columns = (Column("number", _("Number")), Column("of", _("of")), Column("rate", _("Rate"), unit="%"))
    title = _("Promotion and leaving: {organisation}, year to 31 March {year}")
    return Table(
        title.format(organisation=report.organisation.name, year=year),
        _("Group"),
        columns,
        tuple(rows),
        (*said, *profile_notes(ws), *report.notes[1:]),
        _("Staff records and events imported from the organisation."),
        definition=DEFINITION,
    )


def _event_key(organisation: str, one: Indicator, year: int, group: str, measure: str) -> FigureKey:
    return FigureKey(organisation, "", date(year, 3, 31), one.id, group, measure, str(DEFINITION))


def _sides(one: Indicator) -> Iterator[tuple[str, str, Count | None, Count | None]]:
    yield MINORITY, _("ethnic minority"), one.numerator, one.denominator
    yield WHITE, _("White"), one.comparator_numerator, one.comparator_denominator


def _event_release(organisation: str, one: Indicator, year: int) -> Release:
    """Both groups' events and the people they could happen to."""
    cells: list[Count] = []
    figures: list[Figure] = []
    shares: list[ShareFigure] = []
    for group, _name, events, base in _sides(one):
        if events is None or base is None:
            continue
        start, nested = len(cells), events.high <= base.low
        cells += [events, Count(base.low - events.high, base.high - events.low) if nested else base]
        keys = [_event_key(organisation, one, year, group, measure) for measure in ("events", "base", SHARE)]
        figures += [
            Figure(keys[0], (start,), events),
            Figure(keys[1], (start, start + 1) if nested else (start + 1,), base),
        ]
        shares.append(ShareFigure(keys[2], keys[0], keys[1]))
    return Release(tuple(cells), tuple(figures), tuple(shares))


def _event_rows(one: Indicator, organisation: str, year: int, shown: Mapping[FigureKey, Verdict]) -> Iterator[Row]:
    missing = NotAvailable(one.note or _("not available"))
    for group, name, _events, _base in _sides(one):
        keys = (_event_key(organisation, one, year, group, measure) for measure in ("events", "base", SHARE))
        cells = tuple(drawn(key.measure, cell_of(shown[key])) if key in shown else missing for key in keys)
        yield Row(f"{one.name}: {name}", cells, f"{one.id}-{group}")
