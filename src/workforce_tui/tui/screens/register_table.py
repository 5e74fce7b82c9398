"""The register as it is read: a line for each record over everything about the one under the cursor."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import DataTable, Static

from workforce_tui.domain.cell_text import WITHHELD
from workforce_tui.domain.disparities import Status
from workforce_tui.domain.disparity_words import status_name, status_sign
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.formatting import number, percent
from workforce_tui.i18n import N_, _
from workforce_tui.tui import display, register_reading
from workforce_tui.tui.dialogs.picker import Choice, Picker
from workforce_tui.tui.latest import post_if_wanted
from workforce_tui.tui.messages import Done, Failed, RegisterRead
from workforce_tui.tui.safe import WHY, plain, safe_cell
from workforce_tui.tui.telling import tell_error
from workforce_tui.tui.widgets.fitted_table import FittedTable
from workforce_tui.tui.widgets.key_line import KeyLine
from workforce_tui.tui.window import Window
from workforce_tui.tui.words import NO_VALUE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.text import Text
    from textual.app import ComposeResult

    from workforce_tui.domain.disparities import Subject
    from workforce_tui.tui.app import WorkforceApp
    from workforce_tui.tui.register_reading import RecordShown, RegisterData

LONGEST_FACT = 4000
NAME, COUNTS = 3, (4, 5)
"""The place of the name of the indicator, which gives way to the rest."""
LARGEST_STAFF = 99_999
"""No organisation has more staff."""
EVERY, OPEN, LATE = "", "open", "overdue"
"""Filters that are no status."""


class RegisterTable(Window[None]):
    """Reads the register and draws it; what can be done with a record is up to the window made of this."""

    TERM = "register"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "read", N_("Read again"), show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.data: RegisterData | None = None
        self.shown: tuple[RecordShown, ...] = ()
        self.filter = EVERY
        self.wanted: int | None = None

    def compose(self) -> ComposeResult:
        """The counts over the table over the facts."""
        with Vertical(classes="window", id="register") as window:
            window.border_title = Content(_("Explain or reform"))
            yield Static(id="register-counts", markup=False)
            yield FittedTable(id="records", cursor_type="row")
            with VerticalScroll(id="record-facts"):
                yield Static(id="record-detail", markup=False)
        yield KeyLine(show_command_palette=False)

    @property
    def workforce(self) -> WorkforceApp:
        """The app, by its own type."""
        return cast("WorkforceApp", self.app)

    async def retranslate(self) -> None:
        """Name the window again, and read the words of every record anew."""
        self.query_one("#register", Vertical).border_title = Content(_("Explain or reform"))
        self.action_read()

    def on_mount(self) -> None:
        """Read the register in a thread."""
        self.say(_("Reading the register"))
        self.action_read()

    @work(thread=True, group="register", exclusive=True)
    def action_read(self) -> None:
        """Fetch the records."""
        ws = self.workforce.workspace
        if ws is None:
            return
        try:
            post_if_wanted(self, RegisterRead(register_reading.register_data(ws, self.workforce.view)))
        except WorkforceError as error:
            post_if_wanted(self, Failed(error))

    @on(RegisterRead)
    def show(self, message: RegisterRead) -> None:
        """Draw what has arrived."""
        self.data = message.data
        self.draw(message.data)

    def draw(self, data: RegisterData) -> None:
        """Fill the table with the records the filter lets through; the cursor stays on its record."""
        before = self.here()
        kept = self.wanted or (before.line.record.id if before else None)
        self.wanted = None
        self.shown = tuple(one for one in data.records if _passes(one, self.filter))
        filtered = f"  {_('Filter: {name}.').format(name=dict(_filters())[self.filter])}" if self.filter else ""
        self.query_one("#register-counts", Static).update(Content(plain(data.counts + filtered)))
        table = self.query_one(FittedTable)
        fill_records(table, self.shown, named=self.workforce.view.organisation is None)
        numbers = [one.line.record.id for one in self.shown]
        table.move_cursor(row=numbers.index(kept) if kept in numbers else 0)
        table.focus()
        if not self.shown:
            self.say(_nothing(self.filter))

    def here(self) -> RecordShown | None:
        """The record under the cursor."""
        place = self.query_one(FittedTable).cursor_row
        return self.shown[place] if 0 <= place < len(self.shown) else None

    def say(self, text: str) -> None:
        """Put a sentence where the facts are."""
        self.query_one("#record-detail", Static).update(Content(plain(text, LONGEST_FACT)))

    @on(DataTable.RowHighlighted)
    def tell(self) -> None:
        """Say everything about the record under the cursor."""
        one = self.here()
        if one is not None:
            self.query_one("#record-detail", Static).update(record_detail(one))
            self.query_one("#record-facts", VerticalScroll).scroll_home(animate=False)

    def action_filter(self) -> None:
        """Choose which records are shown."""
        self.app.push_screen(Picker(N_("Which records"), _filter_choices, self.filter), self._filtered)

    def _filtered(self, code: str | None) -> None:
        if code is not None and self.data is not None:
            self.filter = code
            self.draw(self.data)

    @on(Done)
    def say_done(self, message: Done) -> None:
        """Tell that it is done, and read everything again."""
        message.stop()
        self.app.notify(plain(message.said), markup=False)
        self.action_read()

    @on(Failed)
    def tell_failure(self, message: Failed) -> None:
        """Say what stands in the way."""
        message.stop()
        if self.data is None:
            said = plain(f"{message.error.message} {message.error.hint}", WHY)
            self.say(f"{said} {_('Press r to read it again.')}")
        else:
            tell_error(self.app, message.error, _("Explain or reform"))

    def action_close(self) -> None:
        """Go back to the screen under the window."""
        self.dismiss(None)


def _filter_choices() -> list[Choice]:
    return [Choice(code, name) for code, name in _filters()]


def _filters() -> Iterator[tuple[str, str]]:
    yield EVERY, _("all records")
    yield OPEN, _("open")
    yield LATE, _("overdue")
    for status in Status:
        yield str(status), status_name(status)


def _passes(one: RecordShown, wanted: str) -> bool:
    status = one.line.record.status
    if wanted == OPEN:
        return status is not Status.CLOSED
    if wanted == LATE:
        return bool(one.line.overdue)
    return wanted in (EVERY, str(status))


def _nothing(wanted: str) -> str:
    if wanted:
        return _("No record is like that. Press f to show others.")
    return _("The register has no record yet. Press n to see what the rules propose.")


def fill_records(table: FittedTable, shown: Sequence[RecordShown], *, named: bool) -> None:
    """Draw a row for each record; *named*: with the organisation it is of. The counts stand aside first."""
    heads = [_("No."), _("Status"), _("Overdue or due"), _("Indicator")]
    heads += [_("Group"), _("Comparator")]
    heads += [_("Organisation")] if named else []
    rows = []
    for one in shown:
        cells = [*_cells(one), *_counts(one), safe_cell(one.whose)]
        rows.append((str(one.line.record.id), cells[: len(heads)]))
    table.fill([safe_cell(head) for head in heads], rows, name=NAME, aside=COUNTS, coded=True)


def _cells(one: RecordShown) -> tuple[Text, ...]:
    record = one.line.record
    return (
        safe_cell(record.id, "right"),
        safe_cell(status_sign(record.status), style="bold"),
        safe_cell(_when(one)),
        safe_cell(f"{record.subject.indicator} {one.name}"),
    )


def _counts(one: RecordShown) -> tuple[Text, ...]:
    if one.is_hidden:
        return safe_cell(WITHHELD, "right"), safe_cell(WITHHELD, "right")
    subject, latest = one.line.record.subject, one.line.record.latest
    if one.line.record.is_latest_withdrawn:
        return safe_cell(_("data withdrawn"), "right"), safe_cell(NO_VALUE, "right")
    return (
        safe_cell(rate_cell(subject, latest.events, latest.base), "right"),
        safe_cell(rate_cell(subject, latest.other_events, latest.other_base), "right"),
    )


def _when(one: RecordShown) -> str:
    """The mark of what is overdue, else the day an explanation is due."""
    if one.line.overdue:
        return _("! overdue {date}").format(date=display.short_day(one.line.overdue[0].since))
    if one.line.explanation_due is not None:
        return _("due {date}").format(date=display.short_day(one.line.explanation_due))
    return NO_VALUE


def rate_cell(subject: Subject, events: int, base: int) -> str:
    """A rate with its counts, "12/40 30.0%"; two tiers beside each other, "4 : 17"."""
    if subject.compares_tiers:
        return f"{number(events)} : {number(base)}"
    if base > LARGEST_STAFF:
        # A population: its people would take the room of the name, and the details have them.
        return percent(Fraction(events, base))
    return f"{number(events)}/{number(base)} {percent(Fraction(events, base))}" if base else NO_VALUE


def record_detail(one: RecordShown) -> Content:
    """Everything about a record, with what is late standing out."""
    parts: list[tuple[str, str] | str] = []
    for what, said in one.facts:
        late = bool(one.late) and said == one.late
        text = f"{'! ' * late}{plain(said, LONGEST_FACT)}"
        parts += [(f"{plain(what)}  ", "$muted"), (f"{text}\n", "bold $status-below" if late else "")]
    return Content.assemble(*parts)
