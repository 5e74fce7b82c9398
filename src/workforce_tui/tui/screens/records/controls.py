"""The fields of a record as they are typed: a name, something to type into, and what is not right beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.strip import Strip
from textual.widgets import Input, Select, SelectionList, Static, TextArea
from textual.widgets.selection_list import Selection

from workforce_tui.domain.record_parsing import options_of
from workforce_tui.domain.records import Field, FieldType
from workforce_tui.i18n import _
from workforce_tui.tui.safe import plain, safe_text, typed_line, typed_text
from workforce_tui.tui.widgets.fields import DayInput, parse_day, renamed, select_of
from workforce_tui.tui.widgets.fields import Field as Labelled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import Key
    from textual.widget import Widget

    from workforce_tui.domain.organisations import Organisation

MOST_ROWS = 5
"""Rows of a list of several choices that are seen at once."""
FEW_COLUMNS = 2
"""With no more than these in a table, its rows have room for longer names."""
MANY_COLUMNS = 5
"""With more than these in a table, its name stands over it and not beside it."""
NEEDED = " *"
LONGEST_HELP = 400


class FieldBox(Vertical):
    """One field: `text` is what stands in it, as `parse` reads it."""

    DEFAULT_CSS = """
    FieldBox { height: auto; width: 1fr; }
    FieldBox .under { height: auto; padding-left: 24; color: $muted; }
    FieldBox.wide Field { layout: vertical; }
    FieldBox.wide .field-name { width: 1fr; text-align: left; }
    FieldBox.wide GridControl Static { width: 9; }
    FieldBox.wide GridControl .head { width: 8; }
    FieldBox .problem { color: $error; display: none; }
    FieldBox .warning { color: $warning; }
    .-tiny FieldBox .under { padding-left: 16; }
    FieldBox Input.-textual-compact.-invalid { color: $foreground; background-tint: $error 0%; }
    FieldBox SelectionList { height: auto; border: none; padding: 0; background: $panel; }
    FieldBox SelectionList:focus { background: $panel; }
    FieldBox SelectionList > .selection-list--button { color: $muted; }
    FieldBox SelectionList > .selection-list--button-highlighted { color: $muted; }
    FieldBox TextArea { height: 3; background: $panel; border: none; padding: 0 1; }
    FieldBox TextArea:focus { background: $row-cursor; }
    .-tall FieldBox TextArea { height: 4; }
    """

    def __init__(
        self, field: Field, text: str, known: Sequence[Organisation], links: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(id=f"field-{field.key}", classes="wide" if len(field.columns) > MANY_COLUMNS else "")
        self.field, self.known, self.problem = field, known, ""
        self.control = control_of(field, text, known, links)

    def compose(self) -> ComposeResult:
        """The name beside the control; under it what is not right, and what to mind."""
        yield Labelled(self.label(), self.control)
        yield Static(classes="under problem", markup=False)
        if self.field.warning:
            yield Static(Content(_(self.field.warning)), classes="under warning", markup=False)

    def label(self) -> str:
        """Its name, and whether it is needed."""
        return self.field.label_text() + (NEEDED if self.field.required else "")

    def retranslate(self) -> None:
        """Name the field and what there is to choose again, and say what to mind."""
        rename(self.control, self.field, self.known)
        self.query_one(".field-name", Static).update(Content(self.label()))
        for warning in self.query(".warning").results(Static):
            warning.update(Content(_(self.field.warning)))

    @property
    def text(self) -> str:
        """What stands in the field."""
        return text_in(self.control)

    def say(self, problem: str) -> None:
        """Show what is not right; "" for nothing."""
        if problem != self.problem:
            self.problem = problem
            line = self.query_one(".problem", Static)
            line.update(Content(plain(problem, LONGEST_HELP)))
            line.display = bool(problem)

    def take_focus(self) -> None:
        """Let the keys go to the control."""
        inner = self.control.query(Input).first() if isinstance(self.control, GridControl) else self.control
        inner.focus()


class TickList(SelectionList[str]):
    """Several choices, each with a tick that needs no colour to be seen; a letter goes to the next that begins so."""

    def on_key(self, event: Key) -> None:
        """Go to the next choice that begins with the letter typed."""
        letter = (event.character or "").casefold()
        if not letter.isalpha():
            return
        here = -1 if self.highlighted is None else self.highlighted
        places = [(here + step) % self.option_count for step in range(1, self.option_count + 1)]
        names = ((one, str(self.get_option_at_index(one).prompt).strip().casefold()) for one in places)
        self.highlighted = next((one for one, name in names if name.startswith(letter)), self.highlighted)
        event.stop()

    def render_line(self, y: int) -> Strip:
        """The line as it is drawn by default, with a tick or nothing in its box."""
        segments = list(super().render_line(y))
        place = self.scroll_offset.y + y
        if len(segments) > 1 and place < self.option_count:
            ticked = self.get_option_at_index(place).value in self.selected
            box = segments[1]
            segments[1] = Segment("✓" if ticked else "·", box.style)
        return Strip(segments)


class GridControl(Vertical):
    """A small table to fill: a number in each cell, or nothing."""

    DEFAULT_CSS = """
    GridControl { height: auto; width: 1fr; }
    GridControl Horizontal { height: auto; }
    GridControl Static { width: 14; padding-right: 1; text-align: right; color: $muted; }
    GridControl.few Static { width: 30; }
    GridControl .head { width: 8; height: auto; padding: 0 1 0 0; }
    GridControl.few .head { width: 8; }
    GridControl Input { width: 7; margin-right: 1; padding: 0 1; }
    """

    def __init__(self, field: Field, text: str) -> None:
        super().__init__(classes="few" if len(field.columns) <= FEW_COLUMNS else "")
        self.field = field
        self.cells = {place: Input(held, compact=True) for place, held in _cells(field, text).items()}

    def compose(self) -> ComposeResult:
        """The names of the columns over a line for each row."""
        with Horizontal():
            yield Static("", markup=False)
            for _code, name in self.field.named(self.field.columns):
                yield Static(safe_text(name), classes="head", markup=False)
        for row, name in self.field.named(self.field.rows):
            with Horizontal():
                yield Static(safe_text(name), markup=False)
                for column, _name in self.field.columns:
                    yield self.cells[row, column]

    def rename(self) -> None:
        """Name the columns and rows again."""
        names = [name for _code, name in (*self.field.named(self.field.columns), *self.field.named(self.field.rows))]
        for place, name in zip(list(self.query(Static))[1:], names, strict=True):
            place.update(safe_text(name))

    @property
    def text(self) -> str:
        """The filled cells, as `parse` reads them."""
        return "; ".join(
            f"{row}/{column}={cell.value.strip()}" for (row, column), cell in self.cells.items() if cell.value.strip()
        )


def control_of(field: Field, text: str, known: Sequence[Organisation], links: Sequence[tuple[str, str]] = ()) -> Widget:
    """What is typed into for a field, with *text* (as `parse` reads it) standing in it."""
    match field.type:
        case FieldType.LONG_TEXT:
            return TextArea(typed_text(text), compact=True)
        case FieldType.DATE:
            return _day_input(text)
        case FieldType.CHOICE | FieldType.YES_NO:
            return select_of(options_of(field, known), value=text or None)
        case FieldType.RECORD:
            held = [(text, f"#{text}")] if text and text not in dict(links) else []
            return select_of([*links, *held], value=text or None)
        case FieldType.CHOICES | FieldType.LEVELS:
            return _several(options_of(field), text)
        case FieldType.ORGANISATIONS:
            return _several(_places(text, known), text)
        case FieldType.GRID:
            return GridControl(field, text)
        case _:
            return Input(typed_line(text), compact=True)


def rename(control: Widget, field: Field, known: Sequence[Organisation]) -> None:
    """Name what there is to choose in a control, in the language in use; what is chosen stays."""
    match control:
        case GridControl():
            control.rename()
        case Select() if field.type is not FieldType.RECORD:
            renamed(control, options_of(field, known))
        case TickList():
            names = dict(options_of(field, known))
            for place in range(control.option_count):
                code = control.get_option_at_index(place).value
                control.replace_option_prompt_at_index(place, safe_text(names.get(code, code)))
        case _:
            pass


def text_in(control: Widget) -> str:
    """What stands in a control, as `parse` reads it."""
    match control:
        case GridControl():
            return control.text
        case Select():
            chosen = control.selection
            return chosen if isinstance(chosen, str) else ""
        case SelectionList():
            return "; ".join(control.selected)
        case TextArea():
            return control.text.strip()
        case DayInput():
            typed = control.value.replace("_", "").replace(" ", "")
            return typed if typed.strip("/") else ""
        case Input():
            return control.value.strip()
        case _:
            return ""


def _places(text: str, known: Sequence[Organisation]) -> list[tuple[str, str]]:
    """The organisations of Wales by name, those that are held first; of others, those that are held."""
    held = {part.strip() for part in text.split(";")}
    offered = [one for one in known if one.in_wales or one.code in held]
    return [(one.code, one.name) for one in sorted(offered, key=lambda one: (one.code not in held, one.name))]


def _several(options: Sequence[tuple[str, str]], text: str) -> TickList:
    held = {part.strip() for part in text.split(";")}
    control = TickList(*(Selection(safe_text(name), code, code in held) for code, name in options), compact=True)
    control.styles.max_height = MOST_ROWS
    return control


def _day_input(text: str) -> DayInput:
    try:
        return DayInput(parse_day(text))
    except ValueError:
        return DayInput()


def _cells(field: Field, text: str) -> dict[tuple[str, str], str]:
    held = dict(part.strip().partition("=")[::2] for part in text.split(";") if part.strip())
    return {(row, column): held.get(f"{row}/{column}", "") for row, _r in field.rows for column, _c in field.columns}
