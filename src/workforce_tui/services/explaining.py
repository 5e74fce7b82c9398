"""A row of figures as sentences anybody can read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.ethnicity import definition_name
from workforce_tui.domain.formatting import count_text, long_date, number, percent, points, share_text
from workforce_tui.domain.targets import TargetProgress, TargetStatus
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from fractions import Fraction

    from workforce_tui.domain.representation import Representation
    from workforce_tui.services.figures import BenchmarkGap, ReportRow

STATUS_NAMES = {
    TargetStatus.MET: N_("met"),
    TargetStatus.ON_TRACK: N_("on track"),
    TargetStatus.CLOSE: N_("close"),
    TargetStatus.BEHIND: N_("behind"),
    TargetStatus.TOO_FEW: N_("too few to say"),
    TargetStatus.NOT_SET: N_("no target set"),
    TargetStatus.NOT_AVAILABLE: N_("not available"),
}
STATUS_SYMBOLS = {
    TargetStatus.MET: "●",
    TargetStatus.ON_TRACK: "◆",
    TargetStatus.CLOSE: "▲",
    TargetStatus.BEHIND: "■",
    TargetStatus.TOO_FEW: "·",
    TargetStatus.NOT_SET: "–",
    TargetStatus.NOT_AVAILABLE: "–",
}


def status_name(status: TargetStatus) -> str:
    """The word for a status in the language in use."""
    return _(STATUS_NAMES[status])


def explain(row: ReportRow) -> str:
    """The whole sentence for a row: share, counts, who is not known, interval, target and population."""
    figures = row.figures
    parts = [_share_sentence(row), _known_sentence(figures)]
    if figures.share is not None and row.note:
        parts.append(row.note)
    if figures.interval is not None and figures.share is not None:
        low, high = percent(figures.interval.low), percent(figures.interval.high)
        parts.append(_("Interval of the share (95%): {low} to {high}.").format(low=low, high=high))
    if figures.bounds is not None:
        text = _("If everyone not known were White it would be {low}, if all were from ethnic minorities {high}.")
        parts.append(text.format(low=percent(figures.bounds.low), high=percent(figures.bounds.high)))
    if row.progress is not None:
        parts.append(_target_sentence(row.progress))
    if row.benchmark is not None:
        parts.append(_benchmark_sentence(row.benchmark))
    return " ".join(part for part in parts if part)


def _share_sentence(row: ReportRow) -> str:
    figures = row.figures
    if figures.share is None or figures.minority is None:
        return _("{label}: the share is not available. {reason}").format(label=row.label, reason=row.note)
    text = _("{label}: ethnic minority {minority} of {known} staff whose ethnicity is known, {share}.")
    sentence = text.format(
        label=row.label,
        minority=count_text(figures.share.part),
        known=count_text(figures.share.denominator),
        share=share_text(figures.share),
    )
    when = _("As at {date}.").format(date=long_date(row.as_at)) if row.as_at else ""
    return " ".join(part for part in (sentence, when, definition_name(figures.definition) + ".") if part)


def _known_sentence(figures: Representation) -> str:
    if not figures.has_ethnicity:
        return _("Headcount {headcount}; ethnicity not available.").format(headcount=count_text(figures.headcount))
    return _("Headcount {headcount}; {undeclared} undeclared and {unknown} unknown; declaration rate {rate}.").format(
        headcount=count_text(figures.headcount),
        undeclared=count_text(figures.undeclared),
        unknown=count_text(figures.unknown),
        rate=share_text(figures.declaration),
    )


def _target_sentence(progress: TargetProgress) -> str:
    status = status_name(progress.status)
    if progress.wanted is None or progress.gap is None or progress.persons_short is None:
        reason = progress.target.not_set_reason
        return _("Target: {status}. {reason}").format(status=status, reason=reason).strip()
    due = long_date(progress.target.due) if progress.target.due else _("no date")
    return _("Target {wanted} by {due}: {status}; gap {gap} points; people short: {people}.").format(
        wanted=percent(progress.wanted),
        due=due,
        status=status,
        gap=gap_text(progress.gap),
        people=people_text(progress.persons_short),
    )


def _benchmark_sentence(gap: BenchmarkGap) -> str:
    text = _("Population of the area: {share} (Census 2021, all ages); gap {gap} points; people from parity: {people}.")
    return text.format(share=percent(gap.share), gap=gap_text(gap.gap), people=people_text(gap.persons))


def gap_text(gap: tuple[Fraction, Fraction]) -> str:
    """A gap in percentage points, or both ends of it."""
    low, high = gap
    if low == high:
        return points(low)
    return _("{low} to {high}").format(low=points(low), high=points(high))


def people_text(people: tuple[int, int]) -> str:
    """A number of people, or both ends of it."""
    low, high = people
    if low == high:
        return number(low)
    return _("{low} to {high}").format(low=number(low), high=number(high))
