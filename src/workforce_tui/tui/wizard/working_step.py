"""The page shown while a file is read or written, and the page after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import ProgressBar, Static

from workforce_tui.domain import formatting
from workforce_tui.domain.datasets import Dataset, dataset_name
from workforce_tui.i18n import N_, _
from workforce_tui.services.import_text import batch_lines
from workforce_tui.tui.safe import plain
from workforce_tui.tui.translation import WordButton
from workforce_tui.tui.wizard.draft import StepName
from workforce_tui.tui.wizard.step import Import, Step

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from workforce_tui.services.imports import ImportOutcome, Progress

STAGES = {
    "opening": N_("Opening the file"),
    "parsing": N_("Reading the file"),
    "reading": N_("Reading rows"),
    "checking": N_("Checking"),
    "writing": N_("Writing; all of it is kept or none"),
    "done": N_("Done"),
}


class WorkingStep(Step):
    """A bar, and a way to stop."""

    NAME = StepName.WORKING
    TITLE = N_("Working")

    def compose(self) -> ComposeResult:
        """The sentence, the bar, the button."""
        yield Static(id="stage", markup=False)
        yield ProgressBar(show_eta=False, id="reading-bar")
        yield WordButton(N_("Stop"), id="stop")

    def show(self, work: Import) -> None:
        """Start at nothing."""
        self.tell("opening", 0, None)

    def begin(self) -> None:
        """Start at the way out."""
        self.query_one("#stop").focus()

    def progress(self, progress: Progress) -> None:
        """Say how far it is."""
        self.tell(progress.stage, progress.done, progress.total)

    def tell(self, stage: str, done: int, total: int | None) -> None:
        """Draw the stage and the bar."""
        said = _(STAGES[stage]) if stage in STAGES else stage
        number = _seconds(done) if stage == "parsing" else f"  {formatting.number(done)}" if done else ""
        self.query_one("#stage", Static).update(Content(f"{said}{number}"))
        self.query_one(ProgressBar).update(total=total, progress=done)


def _seconds(milliseconds: int) -> str:
    """How long the parser has been at it: nobody knows how much is left."""
    return "  " + _("{seconds} s").format(seconds=formatting.half_up(milliseconds / 1000, 1))


class ResultStep(Step):
    """What was written, and where to go now."""

    NAME = StepName.RESULT
    TITLE = N_("Done")

    def compose(self) -> ComposeResult:
        """The sentence and the ways on."""
        yield Static(id="result-text", markup=False)
        with Horizontal(classes="result-buttons"):
            yield WordButton(N_("See representation"), id="see")
            yield WordButton(N_("Import another file"), id="another")

    def show(self, work: Import) -> None:
        """Nothing to draw before there is a result."""

    def begin(self) -> None:
        """Start at the figures, or at another file where they are of no place of their own."""
        see = self.query_one("#see")
        (see if see.display else self.query_one("#another")).focus()

    def tell(self, outcome: ImportOutcome) -> None:
        """Say what was written: people in post, or events; those of further sheets have imports of their own."""
        self.query_one("#see").display = bool(outcome.plan.snapshots)
        said, *more = written_lines(outcome)
        self.query_one("#result-text", Static).update(
            Content.assemble((f"● {plain(said)}", "bold $status-met"), *(f"\n{plain(line)}" for line in more))
        )


def written_lines(outcome: ImportOutcome) -> list[str]:
    """What was written, first in a sentence, and how each import of it is undone."""
    plan = outcome.plan
    if len(outcome.made) == 1:
        ((batch, part),) = outcome.made
        text = _("{file} is imported, as import {batch}: headcount {headcount}.")
        if part.dataset is not Dataset.STAFF_IN_POST:
            text = _("{file} is imported, as import {batch}: {dataset}, {events}.")
        count = formatting.count_text(part.headcount)
        words = {"headcount": count, "events": count, "dataset": dataset_name(part.dataset)}
        return [text.format(file=plan.file_name, batch=batch, **words), _("It can be undone under Batches.")]
    head = _("{file} is imported; each of these can be undone by itself under Batches:").format(file=plan.file_name)
    return [head, *batch_lines(outcome)]
