"""Parts of forms: a name beside an input, and dates as they are written in Wales."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.content import Content
from textual.validation import ValidationResult, Validator
from textual.widgets import Checkbox, Input, MaskedInput, Select, Static

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import N_, _
from workforce_tui.tui.safe import plain, safe_cell
from workforce_tui.tui.translation import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.text import Text
    from textual.app import ComposeResult
    from textual.widget import Widget

DATE_TEMPLATE = "99/99/9999;_"
EMPTY_DATE = "//"
HOW_A_DAY_IS_TYPED = N_("Type a date as dd/mm/yyyy, such as 31/03/2026.")


def parse_day(text: str) -> date | None:
    """A date typed as dd/mm/yyyy; None where nothing was typed.

    Raises:
        ValueError: it is not a date, such as 31/02/2026.
    """
    typed = text.replace(" ", "").replace("_", "")
    if typed in ("", EMPTY_DATE):
        return None
    return datetime.strptime(typed, "%d/%m/%Y").date()


def day_of(text: str) -> date | None:
    """As `parse_day`, of a form that is being answered.

    Raises:
        WorkforceError: it is not a date.
    """
    try:
        return parse_day(text)
    except ValueError:
        raise WorkforceError(_("{text} is not a date.").format(text=plain(text, 40)), _(HOW_A_DAY_IS_TYPED)) from None


class DayValidator(Validator):
    """Accepts a real day or nothing."""

    def validate(self, value: str) -> ValidationResult:
        """Whether *value* is a day of the calendar."""
        try:
            parse_day(value)
        except ValueError:
            return self.failure(_(HOW_A_DAY_IS_TYPED))
        return self.success()


class DayInput(MaskedInput):
    """A date typed as dd/mm/yyyy; may stay empty."""

    def __init__(self, value: date | None = None, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(
            DATE_TEMPLATE,
            value=value.strftime("%d/%m/%Y") if value else None,
            validators=[DayValidator()],
            validate_on=["blur", "submitted"],
            valid_empty=True,
            compact=True,
            id=id,
        )

    @property
    def day(self) -> date | None:
        """The date typed; None where it is empty.

        Raises:
            ValueError: it is not a date.
        """
        return parse_day(self.value)


class Field(Horizontal):
    """A name at the left of an input."""

    DEFAULT_CSS = """
    Field { height: auto; min-height: 1; margin-bottom: 0; }
    Field > .field-name { width: 24; color: $muted; padding-right: 1; text-align: right; }
    .-tiny Field > .field-name { width: 16; }
    Field > Input, Field > Select, Field > TextArea { width: 1fr; }
    Field Input { background: $panel; border: none; height: 1; padding: 0 1; }
    Field Input:focus { background: $row-cursor; }
    Field Input.-invalid { color: $error; }
    """

    def __init__(self, msgid: str, control: Widget) -> None:
        super().__init__()
        self.msgid, self.control = msgid, control

    def compose(self) -> ComposeResult:
        """The name, then the input."""
        yield Words(self.msgid, classes="field-name")
        yield self.control


class TickBox(Checkbox):
    """A box that is ticked or empty: its sign says which, not its colour alone."""

    def __init__(self, name: str, *, value: bool, id: str | None = None) -> None:  # noqa: A002
        super().__init__(Content(name), value=value, compact=True, id=id)

    def render(self) -> Content:
        """The sign, then the name."""
        self.BUTTON_INNER = "✓" if self.value else " "
        return super().render()


def select_of(
    choices: Iterable[tuple[str, str]],
    *,
    value: str | None = None,
    prompt: str = "",
    blank: bool = True,
    id: str | None = None,  # noqa: A002 - Textual's own name
) -> Select[str]:
    """A drop-down list of (code, name); the names are drawn as written, and typing jumps to one."""
    options = select_options(choices)
    known = value if value is not None and any(value == code for _name, code in options) else Select.NULL
    if not options:
        blank = True
    if known is Select.NULL and not blank:
        known = options[0][1]
    return Select(options, prompt=prompt or _("Choose"), allow_blank=blank, value=known, compact=True, id=id)


def renamed(select: Select[str], choices: Iterable[tuple[str, str]]) -> None:
    """Name the options of a list again, in the language in use; what is chosen stays chosen."""
    chosen = select.selection
    with select.prevent(Select.Changed):
        select.prompt = _("Choose")
        select.set_options(select_options(choices))
        if isinstance(chosen, str):
            select.value = chosen


def select_options(choices: Iterable[tuple[str, str]]) -> list[tuple[Text, str]]:
    """Options of a drop-down list from (code, name): the only kind of text that is both literal and searched."""
    return [(safe_cell(name), code) for code, name in choices]


class Complaint(Static):
    """Where a form says what is not right yet, in words."""

    DEFAULT_CSS = "Complaint { color: $error; height: auto; padding: 0 1; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, markup=False)

    def say(self, text: str) -> None:
        """Show *text*; nothing hides the line."""
        self.update(Content(text))
        self.display = bool(text)


def typed(control: Input) -> str:
    """What was typed, without spaces at its ends."""
    return control.value.strip()
