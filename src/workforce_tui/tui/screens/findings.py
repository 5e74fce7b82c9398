"""The window of what the rules propose, and what they do not: each difference, and opening a record of one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import DataTable, Static

from workforce_tui.domain.disparities import Trigger
from workforce_tui.domain.disparity_rules import Tag
from workforce_tui.domain.disparity_words import tag_name, trigger_name
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import N_, _
from workforce_tui.tui import register_reading
from workforce_tui.tui.dialogs.entry_form import EntryForm, FormField, refilled
from workforce_tui.tui.dialogs.register_fields import opening_fields
from workforce_tui.tui.keys import key
from workforce_tui.tui.latest import post_if_wanted
from workforce_tui.tui.messages import Failed, FindingsRead
from workforce_tui.tui.safe import plain, safe_cell
from workforce_tui.tui.screens.register_table import rate_cell
from workforce_tui.tui.widgets.fitted_table import FittedTable
from workforce_tui.tui.widgets.key_line import KeyLine
from workforce_tui.tui.window import Window
from workforce_tui.tui.words import NO_VALUE

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.text import Text
    from textual.app import ComposeResult

    from workforce_tui.domain.disparity_rules import Finding
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.register_reading import FindingShown
    from workforce_tui.tui.state import View

SIGNS = {Tag.PROPOSED: "■", Tag.BELOW: "▲", Tag.TOO_SMALL: "·"}
UNTESTED = "?"
LONGEST = 1000
NAME, COUNTS = 1, (3, 4)
"""The place of the name of the indicator, which gives way to the rest."""


class FindingsWindow(Window["int | None"]):
    """Answers with the number of the record that was opened, or None."""

    TERM = "four-fifths"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("find", "app.find"),
        Binding("n", "open", N_("Open a record")),
        Binding("g", "groups", N_("Five groups")),
        Binding("escape", "close", N_("Close")),
    ]

    def __init__(self, workspace: Workspace, view: View, name: str, *, wanted: str = "") -> None:
        """*name* signed last; the cursor goes to the difference in the indicator *wanted*, where there is one."""
        super().__init__()
        self.wanted = wanted
        self.workspace, self.view, self.last_name = workspace, view, name
        self.found: tuple[FindingShown, ...] = ()
        self.groups = False

    def compose(self) -> ComposeResult:
        """The table over what is said about the line under the cursor."""
        with Vertical(classes="window", id="findings-window") as window:
            window.border_title = Content(_("Differences to the disadvantage of the group"))
            yield FittedTable(id="findings", cursor_type="row")
            with VerticalScroll(id="finding-facts"):
                yield Static(id="finding-detail", markup=False)
        yield KeyLine(show_command_palette=False)

    async def retranslate(self) -> None:
        """Name the window again, and say every difference anew."""
        title = Content(_("Differences to the disadvantage of the group"))
        self.query_one("#findings-window", Vertical).border_title = title
        self.read()

    def on_mount(self) -> None:
        """Look for them in a thread."""
        self.say(_("Looking for disparities"))
        self.read()

    @work(thread=True, group="findings", exclusive=True)
    def read(self) -> None:
        """Work out what the rules say."""
        try:
            organisation = self.view.organisation or ""
            found = register_reading.findings(self.workspace, self.view, organisation, groups=self.groups)
            post_if_wanted(self, FindingsRead(found))
        except WorkforceError as error:
            post_if_wanted(self, Failed(error))

    @on(FindingsRead)
    def show(self, message: FindingsRead) -> None:
        """Fill the table."""
        self.found = message.found
        table = self.query_one(FittedTable)
        kept = table.cursor_row
        heads = [_("Rules"), _("Indicator"), _("Record"), _("Group"), _("Comparator")]
        rows = [(None, _cells(one)) for one in message.found]
        table.fill([safe_cell(head) for head in heads], rows, name=NAME, aside=COUNTS, coded=True)
        table.focus()
        places = [place for place, one in enumerate(message.found) if one.subject.indicator == self.wanted]
        if places:
            table.move_cursor(row=places[0])
        elif not self.wanted:
            table.move_cursor(row=min(kept, max(len(message.found) - 1, 0)))
        elif self.wanted and message.found:
            text = _("No difference to the disadvantage of the group is found in {indicator}; these are the others.")
            self.app.notify(text.format(indicator=self.wanted), markup=False)
        self.wanted = ""
        if not message.found:
            from workforce_tui.services.disparity_text import nothing_found_text

            self.say(nothing_found_text())

    @on(DataTable.RowHighlighted)
    def tell(self) -> None:
        """Say everything about the line under the cursor."""
        one = self._here()
        if one is not None:
            self.say(one.text)

    @on(DataTable.RowSelected)
    def action_open(self) -> None:
        """Ask who opens a record of it."""
        one = self._here()
        if one is None:
            return
        if one.finding is None:
            text = _(
                "A count known only as a range cannot be tested, and there are no exact figures to open a record on."
            )
            self.app.notify(text, markup=False)
            return
        if one.finding.record is not None:
            number = one.finding.record
            self.app.notify(_("It is in the register as number {number}.").format(number=number), markup=False)
            return
        self._ask(one.finding, one.name, partial(_opening, one.finding, self.last_name))

    def action_groups(self) -> None:
        """Compare each of the five ethnic groups with White staff too, or no longer."""
        self.groups = not self.groups
        self.say(_("Looking for disparities"))
        self.read()

    def _ask(
        self, finding: Finding, name: str, fields: Callable[[], tuple[FormField, ...]], complaint: str = ""
    ) -> None:
        def entered(answers: dict[str, str] | None) -> None:
            if answers is not None:
                self.write(finding, answers, partial(self._ask, finding, name, lambda: refilled(fields(), answers)))

        def title() -> str:
            return _("Open a record: {name}").format(name=f"{finding.subject.indicator} {name}")

        self.app.push_screen(EntryForm(title, fields, complaint=complaint, yes=N_("Open a record")), entered)

    @work(thread=True, group="write", exclusive=True)
    def write(self, finding: Finding, answers: dict[str, str], retry: partial[None]) -> None:
        """Open the record; a refusal opens the form again."""
        try:
            trigger = Trigger(answers["trigger"])
            number = register_reading.open_record(self.workspace, finding, trigger, answers["by"])
        except WorkforceError as error:
            self.app.call_from_thread(retry, f"{error.message} {error.hint}")
            return
        self.app.call_from_thread(self.dismiss, number)

    @on(Failed)
    def tell_failure(self, message: Failed) -> None:
        """Say what stands in the way."""
        message.stop()
        self.say(f"{message.error.message} {message.error.hint}")

    def say(self, text: str) -> None:
        """Put a text under the table."""
        self.query_one("#finding-detail", Static).update(Content(plain(text, LONGEST)))

    def _here(self) -> FindingShown | None:
        place = self.query_one(FittedTable).cursor_row
        return self.found[place] if 0 <= place < len(self.found) else None

    def action_close(self) -> None:
        """Open nothing."""
        self.dismiss(None)


def _opening(finding: Finding, name: str) -> tuple[FormField, ...]:
    """Only what the rules propose is brought by them."""
    triggers = [Trigger.PANEL, Trigger.NETWORK]
    if finding.tag is Tag.PROPOSED:
        triggers.insert(0, Trigger.AUTO)
    return opening_fields(tuple((str(trigger), trigger_name(trigger)) for trigger in triggers), name)


def _cells(one: FindingShown) -> tuple[Text, ...]:
    """The counts come last: on a narrow screen they are beyond the edge, and in the words below."""
    name = safe_cell(f"{one.subject.indicator} {one.name}")
    if one.finding is None:
        sign = safe_cell(f"{UNTESTED} {_('cannot be tested')}", style="bold")
        return sign, name, safe_cell(NO_VALUE, "right"), *(safe_cell(count, "right") for count in one.counts)
    finding, measured = one.finding, one.finding.measured
    return (
        safe_cell(f"{SIGNS[finding.tag]} {_rules(finding)}", style="bold"),
        name,
        safe_cell(NO_VALUE if finding.record is None else finding.record, "right"),
        safe_cell(rate_cell(finding.subject, measured.events, measured.base), "right"),
        safe_cell(rate_cell(finding.subject, measured.other_events, measured.other_base), "right"),
    )


def _rules(finding: Finding) -> str:
    if finding.tag is Tag.PROPOSED and finding.too_small:
        return _("proposed, few people")
    return tag_name(finding.tag)
