"""The register of disparities: what is proposed, what is held, what is overdue. Nothing here writes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from workforce_tui.domain.disparities import Disparity, Status
from workforce_tui.domain.disparity_rules import DEFAULTS, Finding, Tag, Thresholds, Untested, judge
from workforce_tui.domain.disparity_steps import (
    EXPLAINED,
    NOT_EXPLAINED_YET,
    REFORMING,
    Overdue,
    explanation_due,
    overdue,
    with_deadline,
)
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.indicator_catalogue import family
from workforce_tui.i18n import _
from workforce_tui.services.breaks import BreakCode
from workforce_tui.services.clock import today_here
from workforce_tui.services.organisations import organisation_in
from workforce_tui.storage import disparities as store
from workforce_tui.storage.settings import set_setting, setting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from sqlmodel import Session

    from workforce_tui.domain.disparities import Measured, Subject
    from workforce_tui.services.disparity_source import Source, Value
    from workforce_tui.services.workspace import Workspace

THRESHOLD = "register."
"""Stands before the name of a threshold in the settings."""

BREAKING = frozenset({BreakCode.SCHEME, BreakCode.WORKERS, BreakCode.HEADCOUNT})
"""The breaks in a series that matter to every comparison; a grade mapped anew matters to those of levels and tiers."""

_TAG_ORDER = (Tag.PROPOSED, Tag.BELOW, Tag.TOO_SMALL)


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A record as it stands today: the deadline applied, what is overdue, and when an explanation is due.

    `explanation_due` is None once the deadline no longer runs.
    """

    record: Disparity
    overdue: tuple[Overdue, ...]
    explanation_due: date | None


@dataclass(frozen=True, slots=True)
class RegisterCounts:
    """Indicator X1: how many records are open, and of those how many are explained, under reform and overdue."""

    open: int
    explained: int
    under_reform: int
    overdue: int
    closed: int


def list_disparities(
    ws: Workspace,
    organisation: str | None = None,
    *,
    statuses: Sequence[Status] = (),
    only_overdue: bool = False,
    today: date | None = None,
) -> tuple[RegisterLine, ...]:
    """The records of one organisation or all, those with something overdue first, closed ones last.

    Raises:
        WorkforceError: there is no such organisation.
    """
    day = today or today_here()
    with ws.reading() as session:
        code = None if organisation is None else organisation_in(session, organisation).code
        rules = thresholds_in(session)
        lines = [_line(one, day, rules) for one in store.disparities(session, organisation=code)]
    kept = [
        one for one in lines if (not statuses or one.record.status in statuses) and (one.overdue or not only_overdue)
    ]
    return tuple(sorted(kept, key=_order))


def get_disparity(ws: Workspace, number: int, *, today: date | None = None) -> RegisterLine:
    """One record by its number.

    Raises:
        WorkforceError: there is none with that number.
    """
    with ws.reading() as session:
        return _line(record_in(session, number), today or today_here(), thresholds_in(session))


def count_disparities(ws: Workspace, organisation: str | None = None, *, today: date | None = None) -> RegisterCounts:
    """How many records there are of each kind (indicator X1).

    Raises:
        WorkforceError: there is no such organisation.
    """
    return counts_of(list_disparities(ws, organisation, today=today))


def counts_of(lines: Sequence[RegisterLine]) -> RegisterCounts:
    """How many of these records there are of each kind."""
    statuses = Counter(one.record.status for one in lines)
    closed = statuses[Status.CLOSED]
    return RegisterCounts(
        open=len(lines) - closed,
        explained=sum(statuses[one] for one in EXPLAINED),
        under_reform=sum(statuses[one] for one in REFORMING),
        overdue=sum(bool(one.overdue) for one in lines),
        closed=closed,
    )


@dataclass(frozen=True, slots=True)
class Differences:
    """What is worse for the group, the proposed ones first; and what cannot be tested because a count is a range."""

    findings: tuple[Finding, ...]
    untested: tuple[Untested, ...]


def differences(
    ws: Workspace,
    organisation: str,
    *,
    year: int | None = None,
    definition: EthnicityDefinition = EthnicityDefinition.EM_EXCL,
    source: Source | None = None,
) -> Differences:
    """The differences to the disadvantage of the group in a reporting year (the latest for None).

    Proposed ones come first; those the rules do not speak of are there too, tagged, and so are those the register has
    a record of already. Comparisons with a count that is a range stand apart, where the group may be worse off.

    Raises:
        WorkforceError: there is no such organisation, or no figures of that year.
    """
    with ws.reading() as session:
        code = organisation_in(session, organisation).code
        rules = thresholds_in(session)
        open_records = {
            one.subject.key: one.id
            for one in store.disparities(session, organisation=code)
            if one.status is not Status.CLOSED
        }
    asked = _years_of(ws, source or indicator_source(), code, year, definition, rules.periods)
    marked = (replace(one, record=open_records.get(one.subject.key)) for one in _judged(asked, rules))
    findings = sorted(marked, key=lambda one: (_TAG_ORDER.index(one.tag), one.too_small, -len(one.reasons)))
    unknown = (one.untested for one in asked.values[-1] if one.proposes and one.untested is not None)
    return Differences(tuple(findings), tuple(one for one in unknown if one.may_be_adverse))


def history_of(
    ws: Workspace, source: Source, organisation: str, year: int | None, definition: EthnicityDefinition, periods: int
) -> tuple[tuple[Value, ...], ...]:
    """The indicators of *periods* reporting years up to the one asked for, the latest last; none for a year without.

    Raises:
        WorkforceError: there are no figures, or none of that year.
    """
    return _years_of(ws, source, organisation, year, definition, periods).values


@dataclass(frozen=True, slots=True)
class _Years:
    """The indicators of some reporting years, the latest last, with the breaks between each and the year before."""

    values: tuple[tuple[Value, ...], ...]
    breaks: tuple[frozenset[BreakCode], ...]


def _years_of(
    ws: Workspace, source: Source, organisation: str, year: int | None, definition: EthnicityDefinition, periods: int
) -> _Years:
    found = source.history(ws, organisation, definition, year=year, periods=periods)
    if not found.years:
        text = _("There are no figures of {organisation} to look for disparities in.")
    elif year is not None and year not in found.years:
        text = _("There are no figures of {organisation} for the year to 31 March {year}.")
    else:
        last = max(found.years) if year is None else year
        span = range(last - periods + 1, last + 1)
        return _Years(
            tuple(found.values.get(one, ()) for one in span),
            tuple(found.breaks.get(one, frozenset()) for one in span),
        )
    raise WorkforceError(text.format(organisation=organisation, year=year), _("Import them, or choose another year."))


def value_of(values: Sequence[Value], key: tuple[str, ...]) -> Measured | None:
    """The value of one subject among the indicators of a year; None where there is none."""
    return next((one.measured for one in values if one.subject.key == key), None)


def indicator_source() -> Source:
    """The indicators of this database."""
    from workforce_tui.services.disparity_values import IndicatorSource

    return IndicatorSource()


def group_source() -> Source:
    """The indicators of this database, of each of the five ethnic groups as well."""
    from workforce_tui.services.disparity_values import IndicatorSource

    return IndicatorSource(groups=True)


def thresholds(ws: Workspace) -> Thresholds:
    """The thresholds of this database."""
    with ws.reading() as session:
        return thresholds_in(session)


def set_thresholds(ws: Workspace, given: Mapping[str, str]) -> Thresholds:
    """Set thresholds by name, as text; the others stay. Returns all of them.

    Raises:
        WorkforceError: one is not a number, or makes no sense; nothing is changed.
    """
    with ws.writing() as session:
        for name, text in given.items():
            set_setting(session, name=THRESHOLD + name, value=text)
        try:
            return thresholds_in(session)
        except (ValueError, ZeroDivisionError) as error:
            raise WorkforceError(
                _("That is no threshold."),
                _("Give a ratio such as 4/5, a level such as 0.05, and whole numbers of at least 1."),
            ) from error


def thresholds_in(session: Session) -> Thresholds:
    """The thresholds of this database: the shipped ones, but for those that were set."""
    given = {name: setting(session, name=THRESHOLD + name) for name in Thresholds.__dataclass_fields__}
    chosen = {name: _as_threshold(name, text) for name, text in given.items() if text is not None}
    return replace(DEFAULTS, **chosen) if chosen else DEFAULTS  # type: ignore[arg-type]


def record_in(session: Session, number: int) -> Disparity:
    """A record by its number.

    Raises:
        WorkforceError: there is none with that number.
    """
    found = store.disparity(session, number=number)
    if found is None:
        raise WorkforceError(
            _("There is no disparity number {number} in the register.").format(number=number),
            _("See `workforce-tui disparity list` for the numbers."),
        )
    return found


def _as_threshold(name: str, text: str) -> Fraction | float | int:
    if name == "ratio":
        return Fraction(text)
    return float(text) if name == "p" else int(text)


def _line(record: Disparity, today: date, rules: Thresholds) -> RegisterLine:
    now = with_deadline(record, today, rules)
    due = explanation_due(now, rules) if now.status in NOT_EXPLAINED_YET else None
    return RegisterLine(now, overdue(now, today), due)


def _order(line: RegisterLine) -> tuple[bool, bool, int]:
    return (line.record.status is Status.CLOSED, not line.overdue, line.record.id or 0)


def _source_changed(asked: _Years, subject: Subject) -> int:
    """The place of the last year whose figure is from a file of events and the one before was not, or the reverse."""
    found, before = 0, None
    for place, values in enumerate(asked.values):
        here = next((one for one in values if one.subject.key == subject.key and one.measured is not None), None)
        if here is None or here.from_events is None:
            continue
        if before is not None and here.from_events is not before:
            found = place
        before = here.from_events
    return found


def _judged(asked: _Years, rules: Thresholds) -> Iterator[Finding]:
    for value in asked.values[-1]:
        if value.proposes:
            finding = judge(value.subject, _history(asked, value.subject), rules)
            if finding is not None:
                yield finding


def _history(asked: _Years, subject: Subject) -> list[Measured | None]:
    """The values of one subject, the latest last; none from before the last break in the series that matters to it."""
    matters = BREAKING | ({BreakCode.GRADES} if subject.level or family(subject.indicator) == "R4" else set())
    broken = max((place for place, some in enumerate(asked.breaks) if some & matters), default=0)
    broken = max(broken, _source_changed(asked, subject))
    return [value_of(values, subject.key) if place >= broken else None for place, values in enumerate(asked.values)]
