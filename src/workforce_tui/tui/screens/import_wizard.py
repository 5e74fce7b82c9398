"""Import: one screen that leads from a spreadsheet to figures, a step at a time."""

from __future__ import annotations

import threading
from asyncio import Lock
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, ContentSwitcher, Input

from workforce_tui.domain.errors import ChangedMeanwhileError
from workforce_tui.i18n import N_, _
from workforce_tui.tui.page import DETAILS, Page
from workforce_tui.tui.safe import WHY, plain
from workforce_tui.tui.translation import WordButton
from workforce_tui.tui.widgets.fields import Complaint
from workforce_tui.tui.widgets.frame import ContextLine
from workforce_tui.tui.wizard import draft as steps
from workforce_tui.tui.wizard import running
from workforce_tui.tui.wizard.columns_step import ColumnsStep
from workforce_tui.tui.wizard.draft import StepName
from workforce_tui.tui.wizard.file_step import FileStep, PasswordStep
from workforce_tui.tui.wizard.issues_step import IssuesStep
from workforce_tui.tui.wizard.labels_step import LabelsStep
from workforce_tui.tui.wizard.sheet_step import SheetStep
from workforce_tui.tui.wizard.step import Answered, Import, NotYetError, Step, stamp_of
from workforce_tui.tui.wizard.summary_step import SummaryStep
from workforce_tui.tui.wizard.working_step import ResultStep, WorkingStep

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from workforce_tui.services.imports import ImportOutcome, ImportPlan
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.wizard.draft import Draft

GUIDE = N_(
    """## Import

The wizard reads a spreadsheet (xlsx, xls, xlsb, ods or csv), shows what it found, asks about what it does not
know, and writes only when you confirm. Everything is written at once or not at all, and can be undone.

`ctrl+n` goes on to the next step with something to ask, `escape` goes back one step: steps with nothing to ask
can be looked at that way.

Names, dates of birth and National Insurance numbers are never kept; staff numbers only as a keyed hash."""
)

STEPS: tuple[type[Step], ...] = (
    FileStep, PasswordStep, SheetStep, ColumnsStep, LabelsStep, IssuesStep, SummaryStep, WorkingStep, ResultStep,
)  # fmt: skip


class StepsPage(Page):
    """A page of steps, whose keys are those of the step in use."""

    step: StepName

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is no going on while something is running, and no way but the buttons when it is done."""
        if (action == "next" and self.step not in steps.ORDER) or (action == "back" and self.step is StepName.RESULT):
            return False
        return super().check_action(action, parameters)


class ImportPage(StepsPage):
    """The wizard."""

    AREA = "import"
    TERM = "snapshot"
    GUIDE = GUIDE
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n,alt+right", "next", N_("Next"), priority=True),
        Binding("escape,alt+left", "back", N_("Back")),
        Binding("pagedown", "turn_page(1)", N_("Page down"), show=False),
        Binding("pageup", "turn_page(-1)", N_("Page up"), show=False),
        Binding("f4", "app.language", N_("Cymraeg/English"), show=False, priority=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.work = Import()
        self.steps: dict[StepName, Step] = {kind.NAME: kind(id=_place(kind.NAME)) for kind in STEPS}
        self.step, self.making = StepName.FILE, Lock()
        self.after_reading: StepName = StepName.FILE
        self.writing = self.outdated = False
        self.stop_writing = threading.Event()
        self.imported: str | None = None
        self.not_written = ""

    def compose_body(self) -> ComposeResult:
        """The first step, over the complaint and the two buttons; the others are made when they are come to."""
        with ContentSwitcher(initial=_place(self.step), id="wizard"):
            yield self.steps[self.step]
        yield Complaint(id="wizard-complaint")
        with Horizontal(id="wizard-buttons"):
            yield WordButton(N_("Back"), id="back")
            yield WordButton(N_("Next"), id="next")

    async def catch_up(self) -> None:
        """Show the wizard once there is a database; choices of other screens do not touch it."""
        app = self.workforce
        if app.open_error is not None or app.workspace is None:
            await super().catch_up()
            return
        self.translate()
        first = self.drawn is None
        if self.drawn != app.stamp() or first:
            self.drawn = self.asked = app.stamp()
            self.work.organisations = app.organisations
            self.work.folder = app.workspace.paths.imports_dir
            self.hold_paint(DETAILS)
            self.query_one("#states", ContentSwitcher).current = "body"
            await self.show_step(self.step, focus=first)

    async def action_reload(self) -> None:
        """Nothing of a half-finished import is thrown away."""
        if self.workforce.workspace is None or self.workforce.open_error is not None:
            await super().action_reload()

    async def show_step(self, name: StepName, *, focus: bool = True) -> None:
        """Go to a step and draw it; it is made when it is come to for the first time, and kept."""
        step, switcher = self.steps[name], self.query_one("#wizard", ContentSwitcher)
        async with self.making:  # nobody goes on or back while a step is being made
            if not step.is_attached:
                await switcher.add_content(step)
        self.step = name
        self.complain("")
        step.show(self.work)
        switcher.current = step.id
        self.query_one(ContextLine).update(_path(self.step, self.work))
        self.query_one("#wizard-buttons").display = name in steps.ORDER
        button = self.query_one("#next", WordButton)
        button.msgid = N_("Write these figures") if name is StepName.SUMMARY else N_("Next")
        button.retranslate()
        self.query_one("#back").disabled = name is StepName.FILE
        self.refresh_bindings()
        if focus:
            self.call_after_refresh(step.begin)

    def current(self) -> Step:
        """The step in use."""
        return self.steps[self.step]

    def complain(self, problem: str) -> None:
        """Say why a step cannot be left yet; nothing clears it."""
        self.query_one(Complaint).say(problem)

    async def action_next(self) -> None:
        """Take what was entered and go on: read again where that is needed, write after the last step."""
        if self.step not in steps.ORDER or self.making.locked():
            return
        self.outdated = self.work.is_outdated()
        try:
            as_it_is = self.outdated and self.step is not StepName.FILE
            draft = self.work.draft if as_it_is else self.current().take(self.work.draft)
        except NotYetError as problem:
            self.complain(str(problem))
            return
        if draft.path != self.work.draft.path:
            self.work.asked, self.outdated = {}, False
        if draft.path != self.work.draft.path or self.outdated:
            self.work.plan, self.work.labels_key = None, ()
        self.work.draft, self.not_written = draft, ""
        await self.go_on(draft, self.workforce.workspace)

    async def go_on(self, draft: Draft, ws: Workspace | None) -> None:
        """Do what *draft* asks for: read, decide labels, write, or only show the next step."""
        plan = self.work.plan
        if ws is None:
            return
        if plan is None or draft.reading_key() != self.work.read_key:
            self.work.stamp = None if draft.path is None else stamp_of(draft.path)
            await self.start(partial(running.read_file, ws, draft, self.post_message))
        elif draft.labels_key() != self.work.labels_key:
            await self.start(partial(running.answer_labels, ws, plan, draft, self.post_message))
        elif self.step is StepName.SUMMARY:
            self.stop_writing = threading.Event()
            stopped = self.stop_writing.is_set
            write = partial(running.write_plan, ws, plan, draft.replace_earlier, self.post_message, stopped)
            await self.start(write, "writing")
        else:
            await self.show_step(steps.next_step(self.step, plan))

    async def start(self, job: Callable[[], None], stage: str = "opening") -> None:
        """Show the working page and run *job* in a thread."""
        self.after_reading = StepName.FILE if self.outdated else self.step
        self.writing = stage == "writing"
        await self.show_step(StepName.WORKING)
        self.query_one(WorkingStep).tell(stage, 0, None)
        # Without a description it would be the text of the job, with everything the file says.
        self.run_worker(job, description=stage, thread=True, group="import", exclusive=True, exit_on_error=False)

    @on(running.ReadingAt)
    def show_progress(self, message: running.ReadingAt) -> None:
        """Draw how far reading is."""
        self.query_one(WorkingStep).progress(message.progress)

    @on(running.PlanRead)
    async def take_plan(self, message: running.PlanRead) -> None:
        """Go to the next step with something to ask about what was read."""
        read, work = message.read, self.work
        work.plan, work.figures, work.already, work.overlaps = read.plan, read.figures, read.already, read.overlaps
        work.against = read.against
        work.draft = read.draft
        refused = work.take_back_refused()
        work.read_key, work.labels_key = work.draft.reading_key(), work.draft.labels_key()
        work.read_whose = work.draft.whose()
        work.remember_questions()
        codes = {issue.code: issue for issue in read.plan.issues}
        missing = next((codes[code] for code in codes if code in steps.FILE_CODES), None)
        if missing is not None:
            await self.show_step(StepName.FILE)
            self.complain(plain(f"{missing.message} {missing.fix}", WHY))
        elif self.after_reading is StepName.SUMMARY or work.already:
            await self.show_step(StepName.SUMMARY)
            self.complain(self.not_written)
        else:
            await self.show_step(_after(self.after_reading, work))
            if self.step is StepName.LABELS is self.after_reading:
                why = next((codes[code] for code in steps.REFUSED_CODES if refused and code in codes), None)
                more = _("The answers led to more questions. Go on with the label under the cursor.")
                self.complain(plain(f"{why.message} {why.fix}", WHY) if why else more)
            if wrong := codes.get("wrong_password"):
                self.complain(plain(f"{wrong.message} {wrong.fix}", WHY))
            elif self.outdated:
                self.complain(
                    _("The file, or an answer kept for it, was changed since it was read, so it was read again.")
                )

    @on(running.Refused)
    async def tell_refused(self, message: running.Refused) -> None:
        """Go back to the step that started the work and say what went wrong."""
        await self.show_step(self.after_reading)
        self.complain(plain(f"{message.error.message} {message.error.hint}", WHY))
        if isinstance(message.error, ChangedMeanwhileError):
            self.work.stamp = None  # going on reads the file again

    @on(running.Written)
    async def tell_written(self, message: running.Written) -> None:
        """Show the result, or the summary again where nothing was written."""
        outcome, plan, ws = message.outcome, self.work.plan, self.workforce.workspace
        if outcome.status != "imported" and plan is not None and ws is not None:
            # Somebody may have written meanwhile, so what the figures would stand beside is looked at anew.
            self.not_written = _why_not(plan, outcome)
            self.writing = False
            look = partial(running.check_again, ws, plan, self.work.draft, self.post_message)
            self.run_worker(
                look, description="opening", thread=True, group="import", exclusive=True, exit_on_error=False
            )
            return
        await self.show_step(StepName.RESULT)
        self.query_one(ResultStep).tell(outcome)
        self.imported = outcome.plan.snapshots[0].organisation if outcome.plan.snapshots else None
        self.work = Import(organisations=self.work.organisations, folder=self.work.folder)
        self.query_one(FileStep).forget()
        self.workforce.data_changed()

    @on(Answered)
    def take_answer(self, message: Answered) -> None:
        """Remember an answer and draw the step with it; what was said about the answers before no longer holds."""
        self.complain("")
        self.work.draft = self.work.draft.answered(message.question, message.answer)
        self.current().show(self.work)

    @on(Input.Submitted)
    async def submit(self) -> None:
        """Enter in a field goes on."""
        await self.action_next()

    def action_turn_page(self, by: int) -> None:
        """Show more of a step that is longer than the screen."""
        step = self.current()
        (step.scroll_page_down if by > 0 else step.scroll_page_up)(animate=False)

    async def action_back(self) -> None:
        """Go back one step; stop where something is running."""
        if self.making.locked():
            return
        if self.step is StepName.WORKING:
            await self.stop_working()
        elif self.step in steps.ORDER and self.step is not StepName.FILE:
            await self.show_step(steps.previous_step(self.step, self.work.plan))

    async def stop_working(self) -> None:
        """Stop reading, or ask for the writing to be taken back: whether it was is for its thread to say."""
        if self.writing:
            self.stop_writing.set()
            return
        for worker in self.workers:
            if worker.group == "import":
                worker.cancel()
        await self.show_step(self.after_reading)
        self.complain(_("Stopped. Nothing was written."))

    @on(Button.Pressed)
    async def press(self, event: Button.Pressed) -> None:
        """Do what the button says."""
        match event.button.id:
            case "next":
                await self.action_next()
            case "back":
                await self.action_back()
            case "stop":
                await self.stop_working()
            case "another":
                await self.show_step(StepName.FILE)
            case "see":
                await self.show_step(StepName.FILE, focus=False)
                await self.workforce.action_take("organisation", self.imported or "")
                self.workforce.action_go("representation")


def _place(step: StepName) -> str:
    return f"step-{step}"


def _after(step: StepName, work: Import) -> StepName:
    """The step to go on to: the same one while what was read still asks there."""
    same = step in (StepName.PASSWORD, StepName.SHEET, StepName.COLUMNS, StepName.LABELS)
    if same and steps.asks(step, work.plan):
        return step
    return steps.next_step(step, work.plan)


def _why_not(plan: ImportPlan, outcome: ImportOutcome) -> str:
    """That nothing was written, and what stands in the way that was not known when *plan* was shown."""
    known = {(one.code, one.message) for one in plan.issues}
    new = (one for one in outcome.plan.issues if one.severity == "error" and (one.code, one.message) not in known)
    first = next(new, None)
    said = plain(f"{first.message} {first.fix}", WHY) if first else ""
    return f"{_('Nothing was written.')} {said}".strip()


def _path(here: StepName, work: Import) -> Content:
    """The steps in a line, the one in use marked, over the name of the file."""
    parts: list[tuple[str, str] | str] = [(_("Import"), "bold $heading"), "  "]
    shown = [kind for kind in STEPS if kind.NAME in steps.ORDER]
    if not steps.asks(StepName.PASSWORD, work.plan):
        shown.remove(PasswordStep)
    for number, kind in enumerate(shown, 1):
        marked = "bold $block-cursor-foreground on $block-cursor-background"
        parts.append((f" {number} {_(kind.TITLE)} ", marked if kind.NAME is here else "$muted"))
    name = work.draft.path.name if work.draft.path else ""
    return Content.assemble(*parts, f"\n{plain(name)}")
