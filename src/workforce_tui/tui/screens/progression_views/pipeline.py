"""The pipeline: how each group is spread over the levels, and the step where its share drops most."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, cast

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from workforce_tui.domain import formatting
from workforce_tui.domain.counts import ZERO, Count, total
from workforce_tui.domain.levels import Level
from workforce_tui.domain.shares import Share
from workforce_tui.domain.targets import TOO_FEW_KNOWN
from workforce_tui.i18n import N_, _
from workforce_tui.tui import display, progression_reading
from workforce_tui.tui.safe import plain
from workforce_tui.tui.screens.progression_views.view import Nothing, ProgressionView, Shown
from workforce_tui.tui.widgets.pipeline_bars import PipelineBars
from workforce_tui.tui.widgets.pipeline_layout import Side, Stage
from workforce_tui.tui.words import NO_VALUE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

    from textual.app import ComposeResult

    from workforce_tui.services.figures import ReportRow, RepresentationReport
    from workforce_tui.tui.page import Fetcher

SENTENCES = 1_500


class PipelineView(ProgressionView):
    """Two bars for each level over the sentence about the one under the cursor."""

    CODE = "pipeline"
    TITLE = N_("Pipeline")
    KEY = "p"
    WHEN = N_("Snapshot")
    NEEDS_ONE = False

    DEFAULT_CSS = """
    PipelineView #stages { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    PipelineView #largest-drop { height: auto; padding: 0 1; }
    """

    def compose(self) -> ComposeResult:
        """The levels, the largest drop, and the details."""
        with VerticalScroll(id="stages", can_focus=False):
            yield PipelineBars()
        yield Static(id="largest-drop", markup=False)
        with VerticalScroll(id="pipeline-detail", classes="detail"):
            yield Static(id="stage-sentence", markup=False)

    def fetcher(self) -> Fetcher:
        """Representation by level."""
        return progression_reading.levels_report

    def draw(self, result: object) -> Nothing | Shown:
        """Show the levels, or that none is known."""
        report = cast("RepresentationReport", result)
        rows = [row for row in report.rows if row.key != Level.L0]
        if not rows:
            return _no_levels(report)
        drop = largest_drop(rows)
        self.query_one(PipelineBars).show(stages_of(rows, drop[1] if drop else None))
        self.query_one("#largest-drop", Static).update(_drop_said(drop))
        return Shown(report.as_at)

    def take_focus(self) -> None:
        """The levels take the keys."""
        self.query_one(PipelineBars).focus()

    @on(PipelineBars.Moved)
    def tell(self, event: PipelineBars.Moved) -> None:
        """Say the sentence of the level under the cursor."""
        self.query_one("#stage-sentence", Static).update(Content(event.stage.sentence))


def _no_levels(report: RepresentationReport) -> Nothing:
    if report.total is None:
        return Nothing(
            _("No figures of this organisation"), _("Nothing has been imported for it, or not for this date.")
        )
    return Nothing(
        _("No grade has a common level"),
        _("The pipeline goes from level to level. Say which level each grade is of: workforce-tui levels set."),
    )


def stages_of(rows: Sequence[ReportRow], dropped: ReportRow | None) -> list[Stage]:
    """The levels as they are drawn; a group that is not available has no bar."""
    minority = total(row.figures.minority or ZERO for row in rows)
    white = total(row.figures.white or ZERO for row in rows)
    return [
        Stage(
            row.key,
            plain(f"{row.key} {row.label}"),
            _side(row.figures.minority, minority),
            _side(row.figures.white, white),
            display.share(row.figures),
            row is dropped,
            _sentence(row),
        )
        for row in rows
    ]


def _side(here: Count | None, whole: Count) -> Side:
    if here is None:
        return Side(None, NO_VALUE, NO_VALUE)
    # The rest of a group is known only as an interval where the whole is.
    spread = Share(here, _without(whole, here))
    if spread.low is None or spread.high is None:
        return Side(None, NO_VALUE, formatting.count_text(here))
    return Side((float(spread.low), float(spread.high)), formatting.share_text(spread), formatting.count_text(here))


def _without(whole: Count, part: Count) -> Count:
    return Count(whole.low - part.low, whole.high - part.high)


def largest_drop(rows: Iterable[ReportRow]) -> tuple[ReportRow, ReportRow, Fraction] | None:
    """The step up at which the share certainly falls most: from, to, and by how much; None where it never does."""
    enough = [row for row in rows if row.figures.share is not None and row.figures.known.low >= TOO_FEW_KNOWN]
    found: tuple[ReportRow, ReportRow, Fraction] | None = None
    for lower, upper in pairwise(enough):
        below, above = lower.figures.share, upper.figures.share
        if below is None or above is None or below.low is None or above.high is None:
            continue
        fall = below.low - above.high
        if fall > 0 and (found is None or fall > found[2]):
            found = lower, upper, fall
    return found


def _drop_said(drop: tuple[ReportRow, ReportRow, Fraction] | None) -> Content:
    if drop is None:
        return Content(_("The ethnic minority share does not fall between two levels with enough people to say."))
    lower, upper, fall = drop
    text = _("Largest drop in the share: from {lower} ({before}) to {upper} ({after}), {points} points.").format(
        lower=lower.key,
        upper=upper.key,
        before=display.share(lower.figures),
        after=display.share(upper.figures),
        points=formatting.points(-fall),
    )
    return Content.assemble(("▼ ", "$status-below bold"), (text, "bold"))


def _sentence(row: ReportRow) -> str:
    from workforce_tui.services.explaining import explain

    return plain(explain(row), SENTENCES)
