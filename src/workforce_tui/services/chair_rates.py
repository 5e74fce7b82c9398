"""Promotion, leaving and mentoring as the chair of a staff network may see them: the disclosure profile NETWORK.

They are counts of events and of mentees, which are in no release. Those of events are protected together with all that
happened in their year (`chair_events`), each rate of mentoring with those of its base it did not happen to, and with
those of another that are of much the same people (`mentees_apart`).
A base that is staff is shown only where the gate shows just that number of the same staff on the same day:
it would undo what is withheld there. Two groups are compared only where every count of both may be shown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import NotAvailable, Shown, Withheld
from workforce_tui.domain.counts import Count, total
from workforce_tui.domain.disclosure.model import Figure, FigureKey, Reason, Release, ShareFigure
from workforce_tui.domain.disclosure.percentages import percentage
from workforce_tui.domain.disclosure.protecting import ReleaseUnsafe, protect
from workforce_tui.domain.ethnicity import Membership
from workforce_tui.domain.formatting import long_date
from workforce_tui.domain.ledger import known_to
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.domain.uncounted import without_counts
from workforce_tui.i18n import N_, _
from workforce_tui.services.chair_events import EVENTS, GROUPS, MINORITY, shown_year
from workforce_tui.services.chair_figures import DEFINITION, network_profile, profile_notes
from workforce_tui.services.chair_indicators import indicators_for_chair
from workforce_tui.services.gate_cells import drawn
from workforce_tui.services.indicators import indicators
from workforce_tui.services.mentees_apart import told_by_others
from workforce_tui.services.mentoring import mentoring_report
from workforce_tui.services.mentoring_rates import mentoring_handed_out, mentoring_parts
from workforce_tui.services.mentoring_record_tables import not_offered_notes
from workforce_tui.services.publication_building import cell_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.disclosure.model import Verdict
    from workforce_tui.domain.disclosure.policy import Profile
    from workforce_tui.domain.indicators import Indicator
    from workforce_tui.domain.return_parts import MentoringParts
    from workforce_tui.services.chair_events import ShownYear
    from workforce_tui.services.mentoring import MentoringReport
    from workforce_tui.services.workspace import Workspace

    IsShown = Callable[[str, tuple[str, ...], Count], bool]

RATES = {"P1": "P2", "L1": "L2"}
"""The rates shown (promotion, leaving), each with the comparison of the two groups."""
PART, BASE, REST, SHARE = "part", "base", "rest", "share"


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate to protect: its key and label, its counts (None where not held), and why one is not held.

    `open_base`: what it is of may be shown as far as the gate goes.
    """

    key: str
    label: str
    part: Count | None
    base: Count | None
    reason: str = ""
    open_base: bool = True


def columns() -> tuple[Column, ...]:
    """The columns of a table of protected rates."""
    return (Column("number", _("Number")), Column("of", _("of")), Column("rate", _("Rate"), unit="%"))


def protected(profile: Profile, rate: Rate) -> Row:
    """A rate as a row: the number, what it is of, and the percentage, each shown or withheld."""
    if rate.part is None or rate.base is None:
        missing = NotAvailable(rate.reason or _("not available"))
        return Row(rate.label, (missing,) * 3, rate.key)
    if not rate.open_base:
        part = Figure(_key(rate.key, PART), (0,), rate.part)
        shown = _verdicts(profile, Release((rate.part,), (part,)))
        hidden = Withheld(Reason.COMPLEMENT)
        return Row(rate.label, (_cell(shown, rate.key, PART), hidden, hidden), rate.key)
    release = _release(rate.key, rate.part, rate.base, profile.threshold)
    shown = _verdicts(profile, release)
    cells = tuple(_cell(shown, rate.key, measure) for measure in (PART, BASE, SHARE))
    return Row(rate.label, cells, rate.key)


def rate_verdicts(profile: Profile, rate: Rate) -> Mapping[str, Verdict]:
    """What may be shown of the counts of a rate that has them, without its percentage: its part, and an open base."""
    assert rate.part is not None  # noqa: S101 - asked of rates that are held
    assert rate.base is not None  # noqa: S101
    if not rate.open_base:
        release = Release((rate.part,), (Figure(_key(rate.key, PART), (0,), rate.part),))
    else:
        release = replace(_release(rate.key, rate.part, rate.base, profile.threshold), shares=())
    shown = _verdicts(profile, release)
    return {measure: shown[key] for measure in (PART, BASE) if (key := _key(rate.key, measure)) in shown}


def _cell(shown: Mapping[FigureKey, Verdict], key: str, measure: str) -> Cell:
    return drawn(measure, cell_of(shown[_key(key, measure)]))


def _key(key: str, measure: str) -> FigureKey:
    return FigureKey("", "", date.min, "rate", key, measure)


def _release(key: str, part: Count, base: Count, threshold: int) -> Release:
    """The counts of a rate; where those it did not happen to are few, with them, so that they are not given away."""
    measures = {measure: _key(key, measure) for measure in (PART, BASE, REST, SHARE)}
    share = ShareFigure(measures[SHARE], measures[PART], measures[BASE])
    happened = Figure(measures[PART], (0,), part)
    if part.high > base.low:
        return Release((part, base), (happened, Figure(measures[BASE], (1,), base)), (share,))
    rest = Count(base.low - part.high, base.high - part.low)
    figures = (happened, Figure(measures[BASE], (0, 1), base))
    few = (Figure(measures[REST], (1,), rest),) if rest.low < threshold else ()
    return Release((part, rest), (*figures, *few), (share,))


def _verdicts(profile: Profile, release: Release) -> Mapping[FigureKey, Verdict]:
    """What the profile shows; nothing at all where the release cannot be made safe.

    Of a number and what it is of, the number is withheld: what it is of stands elsewhere, among the staff.
    """
    keep = frozenset(one.key for one in release.figures if one.key.measure == BASE)
    try:
        return protect(release, profile, keep=keep).verdicts
    except ReleaseUnsafe:
        keys = [*(one.key for one in release.figures), *(one.key for one in release.shares)]
        return dict.fromkeys(keys, Withheld(Reason.COMPLEMENT))


def events_for_chair(ws: Workspace, organisation: str, year: int) -> Table:
    """Promotion and leaving of both groups in a reporting year.

    Raises:
        WorkforceError: there is no such organisation, the network of another one asks, or its staff cannot be shown.
    """
    report = indicators(ws, organisation=organisation, year=year, definition=DEFINITION)
    by_id = {one.id: one for one in report.indicators}
    shown = shown_year(ws, organisation, year)
    rows = [_row(ws, shown, by_id[rate], group) for rate in RATES for group in GROUPS]
    again = {one.id: one for one in indicators_for_chair(ws, organisation, year).indicators}
    said = [again[ratio].sentence for ratio in RATES.values() if again[ratio].value is not None]
    days = {one.as_at for one in shown.staff}
    title = _("Promotion and leaving: {organisation}, year to 31 March {year}")
    return Table(
        title.format(organisation=report.organisation.name, year=year),
        _("Group"),
        columns(),
        tuple(rows),
        (*said, *profile_notes(ws), *_based_on(min(days, default=None)), *report.notes[-1:]),
        _("Staff records and events imported from the organisation."),
        definition=DEFINITION,
    )


def _row(ws: Workspace, shown: ShownYear, one: Indicator, group: str) -> Row:
    """One group of a rate: its number, the staff it is of, and the percentage, where both counts are shown."""
    minority = group == MINORITY
    name = _("ethnic minority") if minority else _("White")
    part, base = (
        (one.numerator, one.denominator) if minority else (one.comparator_numerator, one.comparator_denominator)
    )
    label, key = f"{one.name}: {name}", f"{one.id}-{group}"
    if part is None or base is None:
        return Row(label, (NotAvailable(without_counts(one.note) or _("not available")),) * 3, key)
    number, of = shown.get(group, EVENTS[one.id][0]), shown.base(group, base.low) if base.is_exact else None
    hidden = Withheld(Reason.COMPLEMENT)
    if number is None or of is None:
        return Row(label, (hidden, hidden if of is None else Shown(Count.exact(of)), hidden), key)
    places = network_profile(ws).places(of)
    rate = Withheld(Reason.BASE) if places is None else drawn(SHARE, Shown(percentage(number, of, places)))
    return Row(label, (Shown(Count.exact(number)), Shown(Count.exact(of)), rate), key)


def _based_on(day: date | None) -> tuple[str, ...]:
    return () if day is None else (_("Base: staff in post on {date}.").format(date=long_date(day)),)


def mentoring_for_chair(ws: Workspace, organisation: str, pipeline: Table | None) -> Table | None:
    """Mentoring of the organisation: coverage, reach of reverse mentoring, completion; None where no scheme is held.

    *pipeline* is the staff by level as the chair sees them.

    Raises:
        WorkforceError: there is no such organisation.
    """
    report = mentoring_report(ws, organisation, definition=DEFINITION)
    if not report.schemes and not report.cohorts:
        return None
    profile = network_profile(ws)
    parts, why = mentoring_parts(report), _reasons(report)
    held = protected_parts(parts, lambda measure, keys, base: base in _staff(pipeline, measure, keys))
    rates = tuple(replace(one, reason=why[one.key]) for one in held)
    day = None if pipeline is None else pipeline.as_at
    handed_out = mentoring_handed_out(ws, report.scope.organisations[0], known_to(str(profile.code)), day)
    told = told_by_others(profile, {one.key: one for one in rates}, handed_out)
    return Table(
        _("Mentoring: {organisation}").format(organisation=report.scope.name),
        _("Figure"),
        columns(),
        tuple(without(protected(profile, one), told.get(one.key, frozenset())) for one in rates),
        (
            _("All cohorts together. Schemes on record: {number}.").format(number=parts.schemes),
            *not_offered_notes(report),
            *(f"{one.label}: {one.reason}" for one in rates if one.part is None and one.reason),
            *profile_notes(ws),
        ),
        _("Records of mentoring and staff records of the organisation."),
        definition=DEFINITION,
    )


def without(row: Row, measures: Collection[str]) -> Row:
    """A row without some of its counts, and then without its percentage."""
    hidden = {*measures, *((SHARE,) if measures else ())}
    cells = (
        Withheld(Reason.COMPLEMENT) if name in hidden and isinstance(cell, Shown) else cell
        for name, cell in zip((PART, BASE, SHARE), row.cells, strict=True)
    )
    return replace(row, cells=tuple(cells))


def _reasons(report: MentoringReport) -> Mapping[str, str]:
    """Why a rate is not held."""
    completed = next(one.delivery.completed for one in report.groups if one.member is Membership.MINORITY)
    return {"M1": report.coverage.total.value.note, "M2": report.reach.value.note, "M3": completed.note}


MENTORING = {
    "M1": N_("M1 Ethnic minority staff who were mentored"),
    "M2": N_("M2 Senior managers with an ethnic minority mentor"),
    "M3": N_("M3 Ethnic minority mentees who completed, of those who started"),
}


def protected_parts(parts: MentoringParts, is_shown: IsShown) -> Iterator[Rate]:
    """The rates to protect.

    *is_shown* says whether readers are shown a measure of the staff of some levels ("" for everyone), which is so many.
    """
    for one in parts.rates:
        is_open = not one.levels or (one.of is not None and is_shown(one.measure, one.levels, one.of))
        yield Rate(one.key, _(MENTORING[one.key]), one.part, one.base, open_base=is_open)


def scheme_notes(parts: MentoringParts) -> Iterator[str]:
    """How many schemes there are; a kind of mentoring that is not offered is none."""
    yield _("Schemes on record: {number}.").format(number=parts.schemes)
    if parts.not_offered:
        yield _("Kinds of mentoring on record as not offered: {number}.").format(number=parts.not_offered)


def _staff(pipeline: Table | None, measure: str, keys: tuple[str, ...]) -> tuple[Count, ...]:
    """The sum of a column over some rows, where every one of them is shown; nothing where one is not."""
    if pipeline is None:
        return ()
    place = [column.key for column in pipeline.columns].index(measure)
    cells = [row.cells[place] for row in pipeline.rows if row.key in keys]
    counts = [cell.value for cell in cells if isinstance(cell, Shown) and isinstance(cell.value, Count)]
    return (total(counts),) if counts and len(counts) == len(cells) else ()
