"""The organisation's own figures as the chair of its staff network may see them: the disclosure profile NETWORK.

Counts under the threshold, and nobody, are withheld, and with them whatever could be worked out of them.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import NotAvailable, Shown, Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.model import Figure, FigureKey, Published, PublishedShare, Release, ShareFigure
from workforce_tui.domain.disclosure.policy import ProfileCode, shipped_policy
from workforce_tui.domain.disclosure.protecting import ReleaseUnsafe, protect
from workforce_tui.domain.ethnicity import EthnicityDefinition, definition_name
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.i18n import _
from workforce_tui.services.figures import Dimension, ReportQuery
from workforce_tui.services.indicators import indicators
from workforce_tui.services.representation import representation_report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.disclosure.model import Verdict
    from workforce_tui.domain.indicators import Indicator
    from workforce_tui.services.figures import ReportRow, RepresentationReport
    from workforce_tui.services.workspace import Workspace

DEFINITION = EthnicityDefinition.EM_EXCL
HEADCOUNT, KNOWN, MINORITY, WHITE, SHARE = "headcount", "known", "minority", "white", "share"
EVENTS = (("P1", "P2"), ("L1", "L2"))
"""The rates shown (promotion, leaving), each with the comparison of the two groups."""
SMALL = "small"


def verdicts_for_chair(release: Release) -> Mapping[FigureKey, Verdict]:
    """What the profile NETWORK shows of a release; nothing at all where the release cannot be made safe."""
    try:
        return protect(release, shipped_policy().profile(ProfileCode.NETWORK)).verdicts
    except ReleaseUnsafe:
        keys = [*(one.key for one in release.figures), *(one.key for one in release.shares)]
        return dict.fromkeys(keys, Withheld(SMALL))


def cell_of(verdict: Verdict) -> Cell:
    """A verdict as a cell: the count, the percentage, or withheld."""
    match verdict:
        case Published(value):
            return Shown(value)
        case PublishedShare(percent):
            return Shown(f"{percent:f}%")
        case _:
            return verdict


def pipeline_for_chair(ws: Workspace, organisation: str) -> Table | None:
    """Staff by level as the chair may see them, everyone last; None where nothing is held.

    Raises:
        WorkforceError: there is no such organisation.
    """
    report = representation_report(ws, ReportQuery(organisation, None, Dimension.LEVEL, DEFINITION))
    if report.total is None or report.as_at is None:
        return None
    rows = [*report.rows, report.total]
    shown = _without_lone(report, rows, verdicts_for_chair(_pipeline_release(report, rows)))
    columns = (
        Column(HEADCOUNT, _("Headcount")),
        Column(KNOWN, _("Known")),
        Column(MINORITY, _("Ethnic minority")),
        Column(SHARE, _("Share of known"), unit="%"),
    )
    return Table(
        _("From entry to executive: {organisation}").format(organisation=_name(report)),
        _("Level"),
        columns,
        tuple(Row(row.label, _pipeline_cells(report, row, shown), row.key) for row in rows),
        (*profile_notes(), *report.notes),
        _("Staff records imported from the organisation."),
        report.as_at,
        DEFINITION,
    )


def _name(report: RepresentationReport) -> str:
    return report.organisation.name if report.organisation else ""


def profile_notes() -> tuple[str, ...]:
    """What is said under every table of the organisation's figures."""
    return (
        _("Definition: {name}. Shares are of staff whose ethnicity is known.").format(name=definition_name(DEFINITION)),
        _("Profile NETWORK: {what}").format(what=shipped_policy().profile(ProfileCode.NETWORK).description),
    )


def _pipeline_release(report: RepresentationReport, rows: Sequence[ReportRow]) -> Release:
    """The counts of each level, and of everyone as their sum."""
    cells: list[Count] = []
    figures: list[Figure] = []
    shares: list[ShareFigure] = []
    places: dict[str, list[int]] = {HEADCOUNT: [], KNOWN: [], MINORITY: []}
    for row in rows:
        total = row is report.total
        own = _row_cells(row)
        start = len(cells)
        within = {measure: [start + n for n in some] for measure, some in own[1].items()}
        if not total:
            cells += own[0]
            for measure, some in within.items():
                places[measure] += some
        used = places if total else within
        figures += [
            Figure(_key(report, row, measure), tuple(used[measure]), truth)
            for measure, truth in _truths(row).items()
            if truth is not None
        ]
        if row.figures.share is not None:
            keys = [_key(report, row, measure) for measure in (SHARE, MINORITY, KNOWN)]
            shares.append(ShareFigure(keys[0], keys[1], keys[2]))
    return Release(tuple(cells), tuple(figures), tuple(shares))


def _without_lone(
    report: RepresentationReport, rows: Sequence[ReportRow], shown: Mapping[FigureKey, Verdict]
) -> Mapping[FigureKey, Verdict]:
    """The verdicts with the total withheld too where one level alone is: the total would give it away."""
    lone = [row for row in rows if isinstance(shown.get(_key(report, row, MINORITY)), Withheld)]
    if len(lone) != 1:
        return shown
    total = (_key(report, rows[-1], measure) for measure in (MINORITY, SHARE))
    return {**shown, **{key: Withheld(SMALL) for key in total if key in shown}}


def _row_cells(row: ReportRow) -> tuple[list[Count], dict[str, list[int]]]:
    """The base cells of a row (minority, other known, not known) and which of them each measure adds up."""
    figures = row.figures
    minority = figures.minority if figures.minority is not None else figures.known
    rest = Count(max(figures.known.low - minority.high, 0), max(figures.known.high - minority.low, 0))
    others = Count(
        max(figures.headcount.low - figures.known.high, 0), max(figures.headcount.high - figures.known.low, 0)
    )
    return [minority, rest, others], {MINORITY: [0], KNOWN: [0, 1], HEADCOUNT: [0, 1, 2]}


def _truths(row: ReportRow) -> dict[str, Count | None]:
    figures = row.figures
    known = figures.known if figures.has_ethnicity else None
    return {HEADCOUNT: figures.headcount, KNOWN: known, MINORITY: figures.minority}


def _key(report: RepresentationReport, row: ReportRow, measure: str) -> FigureKey:
    code = report.organisation.code if report.organisation else ""
    area = str(report.organisation.area) if report.organisation else ""
    total = row is report.total
    defined = str(DEFINITION) if measure in (MINORITY, SHARE) else ""
    place = ("", "") if total else (str(Dimension.LEVEL), row.key)
    return FigureKey(code, area, report.as_at or date.min, *place, measure, defined)


def _pipeline_cells(
    report: RepresentationReport, row: ReportRow, shown: Mapping[FigureKey, Verdict]
) -> tuple[Cell, ...]:
    missing = NotAvailable(row.note or _("not available"))
    found = (shown.get(_key(report, row, measure)) for measure in (HEADCOUNT, KNOWN, MINORITY, SHARE))
    return tuple(missing if one is None else cell_of(one) for one in found)


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
        shown = verdicts_for_chair(_event_release(report.organisation.code, one, year))
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
        (*said, *profile_notes(), *report.notes[1:]),
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
        found = (
            shown.get(_event_key(organisation, one, year, group, measure)) for measure in ("events", "base", SHARE)
        )
        cells = tuple(missing if verdict is None else cell_of(verdict) for verdict in found)
        yield Row(f"{one.name}: {name}", cells, f"{one.id}-{group}")
