"""A form made of a list of fields: names at the left, inputs at the right, and a line that says what is not right."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Select, Static, TextArea

from workforce_tui.i18n import N_, _
from workforce_tui.tui.dialogs.kept_form import KeptForm
from workforce_tui.tui.safe import plain, safe_text, typed_line, typed_text
from workforce_tui.tui.translation import Said, WordButton, said
from workforce_tui.tui.widgets.fields import Complaint, DayInput, Field, parse_day, renamed, select_of
from workforce_tui.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget


SAVE = N_("Save")


class FieldKind(StrEnum):
    """What is typed into a field."""

    TEXT = "text"
    LONG = "long"
    DAY = "day"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class FormField:
    """One field: its name, its label (a message), what is typed into it, and what stands there at first.

    Dates are text as dd/mm/yyyy. `choices` are (code, name); a choice may be left open unless it is `required`. Nothing
    is chosen for anybody at first, but where there is only one to choose.
    """

    name: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = False


class EntryForm(KeptForm["dict[str, str] | None"]):
    """Answers with what was entered by field, or None when nothing is to be entered."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", SAVE),
        Binding("escape", "close", N_("Close without saving")),
    ]

    def __init__(
        self,
        title: Said,
        fields: Sequence[FormField] | Callable[[], Sequence[FormField]],
        *,
        lead: str = "",
        complaint: str = "",
        draft: str = "",
        yes: str = SAVE,
    ) -> None:
        """Fields that are made by a function name their choices again when the language changes; *draft* names what is
        kept of a form with long texts; *yes* (a message) says what answering does, on the button and beside its key.
        """
        super().__init__(draft)
        self.yes, self.no = yes, N_("Close without saving") if yes == SAVE else N_("Close")
        for pressed, does in (("ctrl+s", self.yes), ("escape", self.no)):
            held = self._bindings.key_to_bindings[pressed]
            self._bindings.key_to_bindings[pressed] = [replace(one, description=does) for one in held]
        self.heading, self.lead, self.complaint = title, lead, complaint
        self.made = fields
        self.fields = self._made()

    def compose(self) -> ComposeResult:
        """The fields over the buttons."""
        with Vertical(classes="window", id="entry-form") as window:
            window.border_title = safe_text(said(self.heading))
            if self.lead:
                yield Static(Content(plain(self.lead)), classes="lead", markup=False)
            with VerticalScroll(can_focus=False):
                for field in self.fields:
                    yield Field(field.label, _control(field))
            yield Complaint(id="complaint")
            with Horizontal(classes="buttons"):
                yield WordButton(self.yes, id="save")
                yield WordButton(self.no, id="close")
        yield KeyLine(show_command_palette=False)

    def on_mount(self) -> None:
        """Say what was not right the last time."""
        self.query_one(Complaint).say(plain(self.complaint, 600))

    def _made(self) -> tuple[FormField, ...]:
        return tuple(self.made() if callable(self.made) else self.made)

    async def retranslate(self) -> None:
        """Name the window and the choices again; what was entered stays."""
        self.query_one("#entry-form", Vertical).border_title = safe_text(said(self.heading))
        for field in self._made():
            if field.kind is FieldKind.CHOICE:
                renamed(self.query_one(f"#{field.name}", Select), field.choices)

    @on(Button.Pressed, "#save")
    def action_save(self) -> None:
        """Answer with what was entered; the screen that asked says what is not right yet, but for an open choice."""
        open_ones = [field for field in self.fields if field.required and not self._held(field)]
        if open_ones:
            names = ", ".join(_(field.label) for field in open_ones)
            self.query_one(Complaint).say(_("Not chosen yet: {names}. Nothing is saved.").format(names=names))
            self.query_one(f"#{open_ones[0].name}").focus()
            return
        self.answer(self.entered())

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        """Enter nothing."""
        self.give_up(None)

    def entered(self) -> dict[str, str]:
        """What each field holds."""
        return {field.name: self._held(field) for field in self.fields}

    def _held(self, field: FormField) -> str:
        control = self.query_one(f"#{field.name}")
        if isinstance(control, Select):
            chosen = control.selection
            return chosen if isinstance(chosen, str) else ""
        if isinstance(control, TextArea):
            return control.text.strip()
        return control.value.strip() if isinstance(control, Input) else ""


def refilled(fields: Sequence[FormField], entered: Mapping[str, str]) -> tuple[FormField, ...]:
    """The fields with what was entered standing in them."""
    return tuple(replace(field, value=entered.get(field.name, field.value)) for field in fields)


def _control(field: FormField) -> Widget:
    match field.kind:
        case FieldKind.CHOICE:
            settled = field.required and (len(field.choices) == 1 or field.value in dict(field.choices))
            return select_of(field.choices, value=field.value or None, blank=not settled, id=field.name)
        case FieldKind.LONG:
            return TextArea(typed_text(field.value), id=field.name, compact=True)
        case FieldKind.DAY:
            return _day_input(field)
        case _:
            return Input(typed_line(field.value), id=field.name, compact=True)


def _day_input(field: FormField) -> DayInput:
    try:
        return DayInput(parse_day(field.value), id=field.name)
    except ValueError:
        return DayInput(id=field.name)
