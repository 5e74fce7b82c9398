"""The pipeline: how each group is spread over the levels, and the step where its share drops most."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import on, work
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from workforce_tui.domain import formatting
from workforce_tui.i18n import N_, _
from workforce_tui.tui import display, progression_reading
from workforce_tui.tui.safe import plain
from workforce_tui.tui.screens.progression_views.view import Nothing, ProgressionView, Shown
from workforce_tui.tui.widgets.pipeline_bars import PipelineBars
from workforce_tui.tui.widgets.pipeline_layout import Side, Stage
from workforce_tui.tui.words import NO_VALUE

if TYPE_CHECKING:
    from fractions import Fraction

    from textual.app import ComposeResult

    from workforce_tui.domain.counts import Count
    from workforce_tui.services.pipeline import Pipeline, PipelineStep
    from workforce_tui.tui.page import Fetcher

SENTENCES = 1_500


class Tested(Message):
    """What the exact test says of the largest fall of a pipeline, in a sentence."""

    def __init__(self, found: Pipeline, sentence: str) -> None:
        super().__init__()
        self.found, self.sentence = found, sentence


class PipelineView(ProgressionView):
    """Two bars for each level over the sentence about the one under the cursor."""

    CODE = "pipeline"
    TERM = "level"
    TITLE = N_("Pipeline")
    KEY = "p"
    WHEN = N_("Snapshot")

    DEFAULT_CSS = """
    PipelineView #stages { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    PipelineView #largest-drop { height: auto; padding: 0 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.found: Pipeline | None = None
        self.notes: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """The levels, the largest drop, and the details."""
        with VerticalScroll(id="stages", can_focus=False):
            yield PipelineBars()
        yield Static(id="largest-drop", markup=False)
        with VerticalScroll(id="pipeline-detail", classes="detail"):
            yield Static(id="stage-sentence", markup=False)

    def fetcher(self) -> Fetcher:
        """The levels of the organisation."""
        return progression_reading.pipeline

    def draw(self, result: object) -> Nothing | Shown:
        """Show the levels, or that none is known."""
        found = cast("Pipeline", result)
        if all(step.figures is None for step in found.steps):
            return _no_levels(found)
        dropped = found.drop.upper if found.drop else None
        self.query_one(PipelineBars).show([_stage(step, step is dropped) for step in found.steps])
        self.found, self.notes = found, _notes(found)
        said = progression_reading.largest_drop_at_once(found)
        self._say_drop(found.told() if said is None else said)
        if said is None:
            self.call_after_refresh(self._test, found)
        return Shown(found.as_at)

    def _say_drop(self, sentence: str) -> None:
        """Where the share falls most, or why nobody can say."""
        said = (plain(sentence, SENTENCES), "bold")
        fallen = self.found is not None and self.found.drop is not None
        self.query_one("#largest-drop", Static).update(
            Content.assemble(("▼ ", "$status-below bold"), said) if fallen else Content.assemble(said)
        )

    @work(thread=True, group="test", exit_on_error=False)
    def _test(self, found: Pipeline) -> None:
        """Work out what the exact test says of the fall, once the levels are painted."""
        self.post_message(Tested(found, progression_reading.largest_drop(found)))

    @on(Tested)
    def tell_test(self, message: Tested) -> None:
        """Say it, unless other figures are shown by now."""
        message.stop()
        if message.found is self.found:
            self._say_drop(message.sentence)

    def take_focus(self) -> None:
        """The levels take the keys."""
        self.query_one(PipelineBars).focus()

    @on(PipelineBars.Moved)
    def tell(self, event: PipelineBars.Moved) -> None:
        """Say the sentence of the level under the cursor."""
        self.query_one("#stage-sentence", Static).update(
            Content.assemble(event.stage.sentence, *((f"\n{note}", "$muted") for note in self.notes))
        )


def _no_levels(found: Pipeline) -> Nothing:
    if found.as_at is None:
        return Nothing(
            _("No figures of this organisation"), _("Nothing has been imported for it, or not for this date.")
        )
    return Nothing(
        _("No grade has a common level"),
        _("The pipeline goes from level to level. Say which level each grade is of: workforce-tui levels set."),
    )


def _notes(found: Pipeline) -> tuple[str, ...]:
    left_out = _("Staff in grades without a level, left out: {number}.")
    said = (left_out.format(number=formatting.count_text(found.unmapped)),) if found.unmapped.high else ()
    return tuple(plain(note, SENTENCES) for note in (*said, *found.notes))


def _stage(step: PipelineStep, dropped: bool) -> Stage:
    figures = step.figures
    if figures is None:
        nobody = Side(None, NO_VALUE, NO_VALUE)
        said = _("{level}: nobody is at this level.").format(level=plain(step.name))
        return Stage(str(step.level), plain(step.name), nobody, nobody, NO_VALUE, sentence=said)
    return Stage(
        str(step.level),
        plain(step.name),
        _side(step.of_minority, figures.minority),
        _side(step.of_white, figures.white),
        display.share(figures),
        dropped,
        _sentence(step),
    )


def _side(part: Fraction | None, people: Count | None) -> Side:
    counted = NO_VALUE if people is None else formatting.count_text(people)
    if part is None:
        return Side(None, NO_VALUE, counted)
    return Side((float(part), float(part)), formatting.percent(part), counted)


def _sentence(step: PipelineStep) -> str:
    """The level in words: its share with the counts, and where each group is."""
    figures = step.figures
    if figures is None or figures.share is None:
        reason = figures.note if figures is not None else ""
        return plain(
            _("{label}: the share is not available. {reason}").format(label=step.name, reason=reason), SENTENCES
        )
    said = _("{label}: ethnic minority {minority} of {known} staff whose ethnicity is known, {share}.")
    parts = [
        said.format(
            label=step.name,
            minority=formatting.count_text(figures.share.part),
            known=formatting.count_text(figures.share.denominator),
            share=formatting.share_text(figures.share),
        )
    ]
    if step.of_minority is not None and step.of_white is not None:
        text = _("At this level are {minority} of all ethnic minority staff and {white} of all White staff.")
        parts.append(
            text.format(minority=formatting.percent(step.of_minority), white=formatting.percent(step.of_white))
        )
    parts.append(_("Interval of the share (95%): {interval}.").format(interval=display.interval(figures)))
    return plain(" ".join(parts), SENTENCES)
