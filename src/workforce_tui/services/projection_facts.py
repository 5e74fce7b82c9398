"""What the database says that a projection is made from: the figures of a scope, its aim, its trend and its rates."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.formatting import long_date, percent, percent_range
from workforce_tui.domain.targets import LEAST_DECLARATION, TOO_FEW_KNOWN, TargetKind
from workforce_tui.domain.trend_line import LEAST_SNAPSHOTS, Observed, date_reached, fit
from workforce_tui.i18n import _
from workforce_tui.services.breaks import BreakCode
from workforce_tui.services.figures import Dimension
from workforce_tui.services.organisations import get_organisation
from workforce_tui.services.projection_figures import WORKFORCE, Aim, ProjectionFacts, Trend
from workforce_tui.services.projection_rates import rates_of
from workforce_tui.services.representation import snapshot_dates, trend
from workforce_tui.services.targets import benchmark_name, scope_choices, scope_label, target_text
from workforce_tui.services.trend import snapshot_breaks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from workforce_tui.domain.ethnicity import EthnicityDefinition
    from workforce_tui.domain.targets import Target, TargetProgress
    from workforce_tui.services.figures import ReportRow
    from workforce_tui.services.projection_rates import Rates
    from workforce_tui.services.workspace import Workspace

DIMENSIONS = {
    "worker": Dimension.WORKER,
    "tier": Dimension.TIER,
    "level": Dimension.LEVEL,
    "grade": Dimension.GRADE,
}
BREAKING = {
    WORKFORCE: (BreakCode.SCHEME, BreakCode.WORKERS, BreakCode.HEADCOUNT),
    "worker": (BreakCode.SCHEME,),
    "tier": (BreakCode.SCHEME, BreakCode.GRADES),
    "level": (BreakCode.SCHEME, BreakCode.GRADES),
    "grade": (BreakCode.SCHEME,),
}
"""The breaks that matter to each kind of scope: no other changes who is in it or how they are counted."""
MUCH = Fraction(10, 100)
"""A change of the declaration rate that may by itself move a share."""
NO_TREND = Trend((), (), None, None)


def projection_facts(
    ws: Workspace,
    *,
    organisation: str,
    definition: EthnicityDefinition,
    scope: str = WORKFORCE,
    as_at: date | None = None,
) -> ProjectionFacts:
    """Everything held that a projection of *scope* needs, as at the latest snapshot, or the latest up to *as_at*.

    What came after *as_at* is left out of everything: the share of today, the trend and the rates.

    Raises:
        WorkforceError: there is no such organisation or scope.
    """
    chosen = get_organisation(ws, organisation)
    name = scope_name(ws, chosen.code, scope)
    dates = [day for day in snapshot_dates(ws, chosen.code) if as_at is None or day <= as_at]
    rows = [row for row in rows_of(ws, chosen.code, scope, definition) if as_at is None or _day(row) <= as_at]
    latest = rows[-1] if rows and dates and rows[-1].as_at == dates[0] else None
    found = rates_of(ws, chosen.code, definition, scope, latest.figures if latest else None, up_to=as_at)
    empty = ProjectionFacts(
        chosen, definition, scope, name, dates[0] if dates else None, None, None, found.leaver, found.joiner, NO_TREND
    )
    return facts_of(empty, rows, breaks_of(ws, chosen.code, scope), found)


def facts_of(
    empty: ProjectionFacts, rows: Sequence[ReportRow], breaks: Mapping[date, str], found: Rates
) -> ProjectionFacts:
    """The facts of the staff *empty* names: those of their *rows*, oldest first, with the breaks and rates given."""
    latest = rows[-1] if rows and rows[-1].as_at == empty.as_at else None
    aim = None if latest is None else _aim(latest, empty.scope)
    return replace(
        empty,
        figures=latest.figures if latest else None,
        aim=aim,
        leaver=found.leaver,
        joiner=found.joiner,
        trend=_trend(rows, breaks, aim.wanted if aim else None),
        promoted=found.promoted,
        outside_share=found.outside_share,
        notes=(*found.notes, *_row_notes(latest)),
    )


def scope_name(ws: Workspace, organisation: str, scope: str) -> str:
    """The name of a scope.

    Raises:
        WorkforceError: there is no such scope.
    """
    known = dict(scope_choices(ws, organisation))
    if scope in known:
        return known[scope]
    raise WorkforceError(
        _("{scope} is not something a target can be set for.").format(scope=scope),
        _("Use workforce, worker:officer, tier:upper, level:L5 or grade:SERGEANT."),
    )


def rows_of(ws: Workspace, organisation: str, scope: str, definition: EthnicityDefinition) -> tuple[ReportRow, ...]:
    """The figures of the scope at every snapshot, oldest first."""
    kind, _separator, key = scope.partition(":")
    if kind == WORKFORCE:
        return trend(ws, organisation, definition=definition, by=Dimension.TIER)
    return trend(ws, organisation, definition=definition, key=key, by=DIMENSIONS[kind])


def _row_notes(row: ReportRow | None) -> tuple[str, ...]:
    return (row.note,) if row is not None and row.note and row.figures.share is not None else ()


def _aim(row: ReportRow, scope: str) -> Aim | None:
    """The target for the row; where none is set, the population of the area as an aim to consider."""
    progress = row.progress
    target = progress.target if progress else None
    if progress is None or progress.wanted is None or target is None or target.kind is TargetKind.NOT_SET:
        return _population(row, target)
    return Aim(
        wanted=progress.wanted,
        said=_target_said(target, progress, scope),
        target=target,
        due=target.due,
        people=target.value if target.kind is TargetKind.HEADCOUNT else None,
        persons_short=progress.persons_short,
        is_target=True,
    )


def _target_said(target: Target, progress: TargetProgress, scope: str) -> str:
    text = target_text(target)
    if target.kind is not TargetKind.PERCENT and progress.wanted is not None:
        text = f"{text} ({percent(progress.wanted)})"
    if target.scope != scope:
        text = _("{target}, set for {scope}").format(target=text, scope=scope_label(target.scope))
    if target.due is None:
        return text
    return _("{target} by {date}").format(target=text, date=long_date(target.due))


def _population(row: ReportRow, target: Target | None) -> Aim | None:
    gap = row.benchmark
    if gap is None:
        return None
    why = _("No target is set.")
    if target is not None and target.not_set_reason:
        why = _("No target is set: {reason}").format(reason=target.not_set_reason).rstrip(".") + "."
    text = _("The population of {area} (Census 2021, all ages), {share}, is shown as an aim to consider.")
    said = f"{why} {text.format(area=benchmark_name(gap.geography), share=percent(gap.share))}"
    return Aim(wanted=gap.share, said=said, target=target, persons_short=gap.persons)


def breaks_of(ws: Workspace, organisation: str, scope: str) -> dict[date, str]:
    """The snapshots whose share cannot be compared with the one before, and why."""
    found: dict[date, str] = {}
    for day, breaks in snapshot_breaks(ws, organisation).items():
        said = " ".join(one.text for one in breaks if one.code in BREAKING[scope.partition(":")[0]])
        if said:
            found[day] = _("The series breaks on {date}. {why}").format(date=long_date(day), why=said)
    return found


def _trend(rows: Sequence[ReportRow], breaks: Mapping[date, str], wanted: Fraction | None) -> Trend:
    """The line through the snapshots since the last break that can be judged, and when it comes to the aim."""
    shares = tuple((_day(row), row.figures.share) for row in rows if row.figures.share is not None)
    last_break = max((day for day in breaks if rows and day <= _day(rows[-1])), default=None)
    since = [row for row in rows if last_break is None or _day(row) >= last_break]
    used = tuple(_observed(row) for row in since if _exact(row) and _judged(row))
    line = fit(used)
    notes = [breaks[last_break]] if last_break is not None else []
    notes += _left_out(since, len(used))
    if line is None:
        text = _("Too few to say when the trend would come to it. Snapshots it takes: {least}; held: {number}.")
        notes.append(text.format(number=len(used), least=LEAST_SNAPSHOTS))
    notes += _declaration_note([row for row in since if _exact(row) and _judged(row)])
    return Trend(shares, used, line, None if wanted is None else date_reached(line, wanted), tuple(notes))


def _day(row: ReportRow) -> date:
    assert row.as_at is not None  # noqa: S101 - a row of one snapshot
    return row.as_at


def _exact(row: ReportRow) -> bool:
    share = row.figures.share
    return share is not None and share.is_exact and share.denominator.low > 0


def _judged(row: ReportRow) -> bool:
    """As for targets: enough people known, enough of them declared, and all of them asked."""
    figures = row.figures
    declared = figures.declaration.low
    enough = declared is not None and declared > LEAST_DECLARATION and figures.known.low >= TOO_FEW_KNOWN
    return enough and figures.not_given.high == 0


def _observed(row: ReportRow) -> Observed:
    share = row.figures.share
    assert share is not None  # noqa: S101 - the caller has looked
    return Observed(_day(row), share.part.low, share.denominator.low)


def _left_out(rows: Sequence[ReportRow], used: int) -> list[str]:
    if len(rows) == used:
        return []
    text = _(
        "Snapshots left out of the trend: {number} (fewer than {least} people known, {rate} or fewer declared, counts "
        "that are intervals, or no share)."
    )
    return [text.format(number=len(rows) - used, least=TOO_FEW_KNOWN, rate=percent(LEAST_DECLARATION, 0))]


def _declaration_note(rows: Sequence[ReportRow]) -> list[str]:
    """A share can change because more people say what they are."""
    rates = [rate for row in rows if (rate := row.figures.declaration.low) is not None]
    if len(rates) < LEAST_SNAPSHOTS or max(rates) - min(rates) < MUCH:
        return []
    text = _("Declaration rates went from {rates}: part of the change in the share may be who has answered.")
    return [text.format(rates=percent_range(rates[0], rates[-1]))]
