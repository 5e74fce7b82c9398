"""The pipeline from entry to executive: both groups at each level, and where the minority share drops most."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import NotAvailable, Shown
from workforce_tui.domain.counts import ZERO
from workforce_tui.domain.disparity_rules import DEFAULTS
from workforce_tui.domain.ethnicity import EthnicityDefinition, definition_name
from workforce_tui.domain.exact import fisher_p
from workforce_tui.domain.formatting import count_text, percent, percent_interval, points
from workforce_tui.domain.indicator_catalogue import LEVELS, level_place
from workforce_tui.domain.indicator_measures import too_few
from workforce_tui.domain.indicator_text import p_text
from workforce_tui.domain.indicators import Rate
from workforce_tui.domain.levels import Level
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.domain.targets import TOO_FEW_KNOWN
from workforce_tui.i18n import _
from workforce_tui.services.figures import Dimension, ReportQuery
from workforce_tui.services.organisations import get_organisation
from workforce_tui.services.representation import representation_report, snapshot_dates

if TYPE_CHECKING:
    from datetime import date

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.counts import Count
    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.domain.representation import Representation
    from workforce_tui.domain.shares import Share
    from workforce_tui.services.workspace import Workspace

NONE = "–"


@dataclass(frozen=True, slots=True)
class PipelineStep:
    """One level. `figures` is None where nobody is mapped to it.

    `of_minority` is what part of all minority staff with a level is at this one, `of_white` of all White staff: side by
    side they show where each group is. None where the counts are intervals or not available.
    """

    level: Level
    name: str
    figures: Representation | None
    of_minority: Fraction | None = None
    of_white: Fraction | None = None

    @property
    def share(self) -> Share | None:
        """The minority's share of those known at the level."""
        return None if self.figures is None else self.figures.share


@dataclass(frozen=True, slots=True)
class LargestDrop:
    """The step up at which the minority's share falls most: `change` is negative, a difference of shares (0 to 1)."""

    lower: PipelineStep
    upper: PipelineStep
    change: Fraction

    @property
    def p_value(self) -> float | None:
        """What the exact test says of the two shares; worked out when it is asked for, as that may load scipy."""
        upper, lower = self.upper.share, self.lower.share
        if upper is None or lower is None:
            return None
        return fisher_p(upper.part.low, upper.denominator.low, lower.part.low, lower.denominator.low)


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The levels of an organisation's workforce, entry first; `drop` is None where `reason` says why.

    `unmapped` is how many staff are in grades without a level; they are in no step.
    """

    organisation: Organisation
    as_at: date | None
    definition: EthnicityDefinition
    steps: tuple[PipelineStep, ...]
    unmapped: Count
    drop: LargestDrop | None
    reason: str
    notes: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Where the largest drop is and what the exact test says of it, or why nobody can say."""
        return self.told(_test_text(self.drop.p_value) if self.drop else "")

    def told(self, test: str = "") -> str:
        """Where the largest drop is, with the words for its *test*, or why nobody can say."""
        if self.drop is None:
            return self.reason
        lower, upper = self.drop.lower.share, self.drop.upper.share
        assert lower is not None and upper is not None  # noqa: S101, PT018 - a drop has both
        text = _(
            "The largest drop is between {lower} and {upper}: from {from_share} to {to_share}, {change} points. {test}"
        )
        return text.format(
            lower=self.drop.lower.name,
            upper=self.drop.upper.name,
            from_share=percent(lower.low or 0),
            to_share=percent(upper.low or 0),
            change=points(self.drop.change),
            test=test,
        ).strip()


def _test_text(p: float | None) -> str:
    """What the exact test says of a fall; that it may be chance, where it may."""
    if p is None:
        return ""
    return p_text(p) if p < DEFAULTS.p else f"{p_text(p)} {_('So large a fall may be chance.')}"


def pipeline(
    ws: Workspace,
    *,
    organisation: str,
    as_at: date | None = None,
    definition: EthnicityDefinition = EthnicityDefinition.EM_EXCL,
) -> Pipeline:
    """The pipeline on a date, or at the latest snapshot.

    Raises:
        WorkforceError: there is no such organisation.
    """
    chosen = get_organisation(ws, organisation)
    day = as_at or next(iter(snapshot_dates(ws, chosen.code)), None)
    report = representation_report(ws, ReportQuery(chosen.code, day, Dimension.LEVEL, definition))
    by_level = {row.key: row.figures for row in report.rows}
    steps = _steps(by_level)
    drop, reason = _largest_drop(steps)
    unmapped = by_level[Level.L0].headcount if Level.L0 in by_level else ZERO
    return Pipeline(chosen, report.as_at, definition, steps, unmapped, drop, reason, report.notes)


def _steps(by_level: dict[str, Representation]) -> tuple[PipelineStep, ...]:
    mapped = [by_level[level] for level in LEVELS if level in by_level]
    minority = _sum([one.minority for one in mapped])
    white = _sum([one.white for one in mapped])
    return tuple(
        PipelineStep(
            level,
            level_place(level),
            by_level.get(level),
            _part(by_level[level].minority, minority) if level in by_level else None,
            _part(by_level[level].white, white) if level in by_level else None,
        )
        for level in LEVELS
    )


def _sum(numbers: list[Count | None]) -> int | None:
    """All of them together; None where one is an interval or not available."""
    exact = [one.low for one in numbers if one is not None and one.is_exact]
    return sum(exact) if len(exact) == len(numbers) else None


def _part(count: Count | None, whole: int | None) -> Fraction | None:
    return Fraction(count.low, whole) if count is not None and whole else None


def _largest_drop(steps: tuple[PipelineStep, ...]) -> tuple[LargestDrop | None, str]:
    """The step between two levels that have staff where the share falls most, among those with enough people."""
    held = [step for step in steps if step.share is not None and step.share.denominator.high]
    if len(held) < 2:
        return None, _("There are not two levels with known ethnicity to compare.")
    compared = [drop for lower, upper in pairwise(held) if (drop := _drop(lower, upper)) is not None]
    if not compared:
        return None, _("Too few to say where the largest drop is.")
    largest = min(compared, key=lambda drop: drop.change)
    if largest.change >= 0:
        return None, _("The share falls at no step that has enough people to say.")
    return largest, ""


def _drop(lower: PipelineStep, upper: PipelineStep) -> LargestDrop | None:
    """The change of the share at one step; None where the counts are intervals or too few."""
    below, above = lower.share, upper.share
    if below is None or above is None or not (below.is_exact and above.is_exact):
        return None
    one, other = Rate(above.part, above.denominator), Rate(below.part, below.denominator)
    if min(one.base.low, other.base.low) < TOO_FEW_KNOWN or too_few(one, other):
        return None
    change = Fraction(one.events.low, one.base.low) - Fraction(other.events.low, other.base.low)
    return LargestDrop(lower, upper, change)


def pipeline_table(one: Pipeline) -> Table:
    """The pipeline as a table, entry first."""
    notes = [
        _("Definition: {name}. Shares are of staff whose ethnicity is known.").format(
            name=definition_name(one.definition)
        ),
        one.sentence,
        *one.notes,
    ]
    if one.unmapped.high:
        text = _("Staff in grades without a level, left out: {number}.")
        notes.append(text.format(number=count_text(one.unmapped)))
    return Table(
        title=_("From entry to executive: {organisation}").format(organisation=one.organisation.name),
        row_heading=_("Level"),
        columns=(
            Column("known", _("Known")),
            Column("minority", _("Ethnic minority")),
            Column("white", _("White")),
            Column("share", _("Share of known"), unit="%"),
            Column("interval", _("Interval (95%)"), unit="%", essential=False),
            Column("of_minority", _("Of all ethnic minority staff"), unit="%"),
            Column("of_white", _("Of all White staff"), unit="%"),
            Column("change", _("Change from the level below"), unit=_("points")),
        ),
        rows=tuple(_row(one, place) for place in range(len(one.steps))),
        notes=tuple(notes),
        source=_("Staff records imported from the organisation."),
        as_at=one.as_at,
        definition=one.definition,
    )


def change_at(steps: tuple[PipelineStep, ...], place: int) -> Fraction | None:
    """The share at a step minus that of the nearest level below with known staff; None without two exact shares."""
    here = steps[place].share
    below = next((one.share for one in reversed(steps[:place]) if one.share and one.share.denominator.high), None)
    if here is None or below is None or not (here.is_exact and below.is_exact):
        return None
    return None if here.low is None or below.low is None else here.low - below.low


def _row(one: Pipeline, place: int) -> Row:
    step = one.steps[place]
    if step.figures is None:
        return Row(step.name, tuple(Shown(NONE) for _column in range(8)), str(step.level))
    figures, missing = step.figures, NotAvailable(step.figures.note or _("not available"))
    interval, change = figures.interval, change_at(one.steps, place)
    cells: tuple[Cell, ...] = (
        Shown(figures.known),
        missing if figures.minority is None else Shown(figures.minority),
        missing if figures.white is None else Shown(figures.white),
        missing if figures.share is None else Shown(figures.share),
        missing if interval is None else Shown(percent_interval(interval.low, interval.high)),
        missing if step.of_minority is None else Shown(percent(step.of_minority)),
        missing if step.of_white is None else Shown(percent(step.of_white)),
        Shown(NONE if change is None else points(change)),
    )
    return Row(step.name, cells, str(step.level))
