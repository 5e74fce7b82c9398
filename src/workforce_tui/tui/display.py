"""How figures are worded on the screens. Nothing is calculated here beyond the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain import formatting
from workforce_tui.i18n import _
from workforce_tui.tui.words import NO_VALUE

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from workforce_tui.domain.representation import Representation
    from workforce_tui.domain.targets import Target, TargetProgress
    from workforce_tui.services.figures import ReportRow


def share(figures: Representation) -> str:
    """The share of known staff: "4.6%", a range, or "not available"."""
    found = figures.share
    if found is None or found.low is None or found.high is None:
        return _("not available")
    low, high = formatting.percent(found.low), formatting.percent(found.high)
    return low if low == high else formatting.percent_range(found.low, found.high)


def share_of_known(figures: Representation) -> str:
    """The numerator and denominator behind a share: "79 of 3,069 known"."""
    if not figures.has_ethnicity:
        return _("no ethnicity in the file")
    if figures.share is None:
        return _("{known} known").format(known=formatting.count_text(figures.known))
    return _("{part} of {known} known").format(
        part=formatting.count_text(figures.share.part), known=formatting.count_text(figures.known)
    )


def counts(figures: Representation) -> str:
    """The part and the known it is a share of, for a column: "79/3,069"."""
    if not figures.has_ethnicity:
        return NO_VALUE
    part = NO_VALUE if figures.share is None else formatting.count_text(figures.share.part)
    return f"{part}/{formatting.count_text(figures.known)}"


def missing(figures: Representation) -> str:
    """Undeclared and unknown, for a column: "120/182". They are never added up."""
    if not figures.has_ethnicity:
        return NO_VALUE
    return f"{formatting.count_text(figures.undeclared)}/{formatting.count_text(figures.unknown)}"


def not_known(figures: Representation) -> str:
    """Undeclared and unknown in words."""
    if not figures.has_ethnicity:
        return _("ethnicity not available")
    return _("{undeclared} undeclared, {unknown} unknown").format(
        undeclared=formatting.count_text(figures.undeclared), unknown=formatting.count_text(figures.unknown)
    )


def persons(ends: tuple[int, int]) -> str:
    """A number of people that may be a range."""
    low, high = sorted(ends)
    if low == high:
        return formatting.number(low)
    return _("{low} to {high}").format(low=formatting.number(low), high=formatting.number(high))


def points(ends: tuple[Fraction, Fraction]) -> str:
    """A gap in percentage points that may be a range."""
    low, high = (formatting.points(end) for end in sorted(ends))
    return low if low == high else _("{low} to {high}").format(low=low, high=high)


def short_of_target(progress: TargetProgress | None) -> str:
    """How many more people the target would take, in a few words; empty where it cannot be said."""
    if progress is None or progress.persons_short is None:
        return ""
    if max(progress.persons_short) == 0:
        return _("nobody short")
    return _("{people} short").format(people=persons(progress.persons_short))


def interval(figures: Representation) -> str:
    """The 95% interval as a range; "not available" with the reason."""
    if figures.interval is None:
        return _not_available(figures)
    return formatting.percent_range(figures.interval.low, figures.interval.high)


def bounds(figures: Representation) -> str:
    """What the share would be if everybody not known were White, or from an ethnic minority."""
    if figures.bounds is None:
        return _not_available(figures)
    if figures.undeclared.high + figures.unknown.high + figures.not_given.high == 0:
        return _("Everybody's ethnicity is known.")
    return _(
        "If nobody whose ethnicity is not known were from an ethnic minority, the share would be {low}; "
        "if all of them were, {high}."
    ).format(low=formatting.percent(figures.bounds.low), high=formatting.percent(figures.bounds.high))


def benchmark_gap(row: ReportRow) -> str:
    """The population's share and how far away it is."""
    if row.benchmark is None:
        return _("no population figure")
    gap = row.benchmark
    return _("population {share}: {points} points, {people} more for parity").format(
        share=formatting.percent(gap.share), points=points(gap.gap), people=persons(gap.persons)
    )


def day(value: date | None) -> str:
    """A date in words, or a dash."""
    return NO_VALUE if value is None else formatting.long_date(value)


def short_day(value: date | None) -> str:
    """A date for a column: "31/03/2026"."""
    return NO_VALUE if value is None else value.strftime("%d/%m/%Y")


def target_value(target: Target, value: Fraction | None) -> str:
    """A value of a target in the target's own unit."""
    if value is None:
        return NO_VALUE
    if target.kind == "headcount":
        return formatting.number(int(value))
    return formatting.percent(value)


def _not_available(figures: Representation) -> str:
    return _("not available: {reason}").format(reason=figures.note) if figures.note else _("not available")
