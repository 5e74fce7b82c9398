"""Targets: what the organisation has said it will reach, and how each stands now."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import DataTable, Static

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import SHORT_DEFINITIONS, definition_name
from workforce_tui.domain.targets import Target, TargetKind
from workforce_tui.i18n import N_, _
from workforce_tui.tui import display, gated_reading, reading
from workforce_tui.tui.dialogs.confirm import Confirm
from workforce_tui.tui.dialogs.target_form import TargetForm
from workforce_tui.tui.keys import key
from workforce_tui.tui.messages import Done
from workforce_tui.tui.page import ORGANISATION_KEY, Fetcher, Page
from workforce_tui.tui.safe import plain, safe_cell
from workforce_tui.tui.state import name_of
from workforce_tui.tui.undoing import undo_target
from workforce_tui.tui.widgets.fitted_table import FittedTable
from workforce_tui.tui.widgets.frame import ContextLine
from workforce_tui.tui.widgets.state_panel import EVERYTHING, Offer, StatePanel
from workforce_tui.tui.words import SHORT_KINDS, sign_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.text import Text
    from textual.app import ComposeResult

    from workforce_tui.tui.reading import TargetLine, TargetsData

GUIDE = N_(
    """## Targets

A target is a share of staff with known ethnicity, a number of people, or parity with the population of an area.
*Not set*, with the reason, is an answer too.

A status compares the figure with the straight line from the start, through the steps on the way, to the target.
Less than 0.5 points or one person under that line is *close*, so that one person never turns it to *behind*.

`enter` or `e` changes the target under the cursor, `a` adds one, `delete` removes it."""
)

ASIDE = (5, 6)
"""The places of the owner and of how people are counted, which the details have too."""
ADD = Offer("screen.add", N_("Add a target"))


class TargetsPage(Page):
    """The list of targets."""

    AREA = "targets"
    TERM = "status"
    NEEDS_FIGURES = False
    GUIDE = GUIDE
    BINDINGS: ClassVar[list[BindingType]] = [
        ORGANISATION_KEY,
        Binding("a", "add", N_("Add")),
        Binding("e", "edit", N_("Change")),
        Binding("delete,x", "remove", N_("Delete")),
        key("projection", "app.projection", show=True),
        Binding("f4", "app.language", N_("Cymraeg/English"), show=False, priority=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.data: TargetsData | None = None
        self.unsaved: Target | None = None

    def compose_body(self) -> ComposeResult:
        """The table over the details of one target."""
        yield FittedTable(id="targets", cursor_type="row")
        yield Static(id="target-detail", classes="detail", markup=False)

    def fetcher(self) -> Fetcher:
        """The targets of the organisation chosen, or of all."""
        return reading.targets_data

    def gated_fetcher(self) -> Fetcher:
        """The same under a disclosure profile."""
        return gated_reading.gated_targets

    async def draw(self, result: object) -> None:
        """Fill the table, or say that no target is recorded."""
        self.data = data = cast("TargetsData", result)
        owner = _("All organisations") if data.organisation is None else self.whose(data.organisation.code)
        self.query_one(ContextLine).update(Content.assemble((_("Targets"), "bold $heading"), f"  {plain(owner)}"))
        if not data.lines:
            await self._show_nothing(data)
            return
        table = self.query_one(FittedTable)
        kept = table.cursor_row
        heads = (_("For"), _("Target"), _("By"), _("Status now"), _("Start"), _("Owner"), _("Counted"))
        rows = [(str(line.target.id), self._cells(line)) for line in data.lines]
        table.fill([safe_cell(head) for head in heads], rows, aside=ASIDE)
        table.move_cursor(row=min(kept, len(data.lines) - 1))
        table.focus()

    async def _show_nothing(self, data: TargetsData) -> None:
        self.show_state()
        panel = self.query_one(StatePanel)
        if data.organisation is None:
            await panel.show_empty(
                _("No targets yet"), _("Choose an organisation to set its first target."), EVERYTHING
            )
            return
        await panel.show_empty(
            _("No targets yet"),
            _("Set one, or record that none is set and why: the Plan asks for targets as required."),
            ADD,
        )

    def _cells(self, line: TargetLine) -> tuple[Text, ...]:
        target = line.target
        scope = line.scope if self.workforce.view.organisation else f"{self.whose(target.organisation)}: {line.scope}"
        sign = sign_of(line.progress)
        return (
            safe_cell(scope),
            safe_cell(_value(line), "right"),
            safe_cell(display.short_day(target.due)),
            safe_cell(sign.text if line.progress else _("no figures")),
            safe_cell(display.target_value(target, target.baseline), "right"),
            safe_cell(target.owner),
            safe_cell(_(SHORT_DEFINITIONS[target.definition])),
        )

    def whose(self, code: str) -> str:
        """The name of an organisation by its code."""
        for one in self.workforce.organisations:
            if one.organisation.code == code:
                return name_of(one.organisation, self.workforce.stamp().language)
        return code

    @on(DataTable.RowHighlighted)
    def tell(self, event: DataTable.RowHighlighted) -> None:
        """Say everything about the target under the cursor."""
        line = self._line(str(event.row_key.value))
        if line is not None:
            self.query_one("#target-detail", Static).update(_detail(line))

    @on(DataTable.RowSelected)
    def action_edit(self) -> None:
        """Open the form on the target under the cursor."""
        line = self._line()
        if line is not None and self.data is not None:
            self._open(line.target)

    def action_add(self) -> None:
        """Open the form on a new target."""
        organisation = self.workforce.view.organisation
        if organisation is None:
            self.notify(_("Choose one organisation to set a target for."), markup=False)
            return
        definition = self.workforce.view.definition
        self._open(Target(organisation, "workforce", TargetKind.PERCENT, definition=definition))

    def action_remove(self) -> None:
        """Ask whether to delete the target under the cursor."""
        line = self._line()
        if line is None or line.target.id is None:
            return
        number = line.target.id
        question = _("Delete the target for {scope}? Its history is not kept.").format(scope=plain(line.scope))

        def answered(sure: bool | None) -> None:
            if sure:
                ws = self.workforce.workspace
                if ws is not None:
                    said = _("The target for {scope} was deleted.").format(scope=plain(line.scope))
                    self._write(partial(reading.remove_target, ws, number), said, line.target)

        self.app.push_screen(Confirm(_("Delete a target"), question, yes=N_("Delete it")), answered)

    def _open(self, target: Target) -> None:
        ws = self.workforce.workspace
        if ws is None or self.data is None:
            return
        scopes = self.data.scopes or ((target.scope, self._scope(target)),)

        def entered(wanted: Target | None) -> None:
            self.unsaved = wanted
            if wanted is not None:
                self._write(partial(reading.save_target, ws, wanted), _("The target was saved."), self._held(wanted))

        self.app.push_screen(TargetForm(target, scopes), entered)

    def _held(self, wanted: Target) -> Target | None:
        """The target as it stands before *wanted* takes its place: one for the same scope and definition does too."""
        lines = self.data.lines if self.data else ()
        same = (wanted.organisation, wanted.scope, wanted.definition)
        found = [one.target for one in lines]
        return next((one for one in found if one.id == wanted.id), None) or next(
            (one for one in found if (one.organisation, one.scope, one.definition) == same), None
        )

    def _scope(self, target: Target) -> str:
        line = self._line(str(target.id))
        return line.scope if line else target.scope

    def _line(self, number: str | None = None) -> TargetLine | None:
        if self.data is None:
            return None
        if number is None:
            table = self.query_one(FittedTable)
            if not table.row_count:
                return None
            number = str(table.coordinate_to_cell_key(table.cursor_coordinate).row_key.value)
        return next((line for line in self.data.lines if str(line.target.id) == number), None)

    def _write(self, change: Callable[[], Target | None], said: str, before: Target | None) -> None:
        job = partial(self._run, change, said, before)
        self.run_worker(job, thread=True, group="write", exit_on_error=False)

    def _run(self, change: Callable[[], Target | None], said: str, before: Target | None) -> None:
        try:
            after = change()
        except WorkforceError as error:
            self.app.call_from_thread(self.refuse, error)
            return
        self.post_message(Done(self.workforce.remember(said, undo_target(after, before))))

    def refuse(self, error: WorkforceError) -> None:
        """Say why a change was not kept; the form opens again with what was entered."""
        said = f"{plain(error.message)} {plain(error.hint)}"
        self.notify(said, title=_("Not saved"), severity="error", markup=False, timeout=12)
        if self.unsaved is not None:
            self._open(self.unsaved)

    @on(Done)
    def say_done(self, message: Done) -> None:
        """Tell that it is done, and draw everything again."""
        self.unsaved = None
        self.notify(message.said, markup=False)
        self.workforce.data_changed()


def _value(line: TargetLine) -> str:
    target = line.target
    if target.kind is TargetKind.PARITY:
        wanted = line.progress.wanted if line.progress else None
        return f"{_(SHORT_KINDS[target.kind])} {display.target_value(target, wanted)}"
    if target.kind is TargetKind.NOT_SET:
        return _(SHORT_KINDS[target.kind])
    if target.kind is TargetKind.HEADCOUNT:
        return f"{display.target_value(target, target.value)} {_(SHORT_KINDS[target.kind])}"
    return display.target_value(target, target.value)


def _detail(line: TargetLine) -> Content:
    target = line.target
    sign = sign_of(line.progress)
    first: list[tuple[str, str] | str] = [(plain(line.scope), "bold"), "  ", (sign.text, sign.style)]
    short = display.short_of_target(line.progress)
    if short:
        first.append(f"  {short}")
    steps = ", ".join(
        f"{display.short_day(step.due)} {display.target_value(target, step.value)}" for step in target.milestones
    )
    facts = [
        target.not_set_reason,
        _("steps: {steps}").format(steps=steps) if steps else "",
        target.rationale,
        _("approved by {name}").format(name=target.approved_by) if target.approved_by else "",
    ]
    said = ".  ".join(plain(fact) for fact in facts if fact)
    return Content.assemble(*first, f"\n{said}\n" if said else "\n", (definition_name(target.definition), "$muted"))
