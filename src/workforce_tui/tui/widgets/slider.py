"""A slider for a percentage: arrows move it, typing a number sets it, and every change is told at once."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from workforce_tui.domain.formatting import percent
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from textual import events

BAR, TRACK, KNOB, MARK = "━", "─", "●", "┃"
SHORTEST_BAR = 8
VALUE = 8
POINT = Fraction(1, 100)


class Slider(Widget, can_focus=True):
    """A name, a bar with its knob, the value, and a few words about where the value comes from."""

    DEFAULT_CSS = """
    Slider { height: 1; padding: 0 1; }
    Slider:focus { background: $row-cursor; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "step(-1)", N_("Less"), show=False),
        Binding("right,l", "step(1)", N_("More"), show=False),
        Binding("shift+left,pagedown", "step(-10)", N_("Much less"), show=False),
        Binding("shift+right,pageup", "step(10)", N_("Much more"), show=False),
        Binding("up", "app.focus_previous", N_("Up"), show=False),
        Binding("down", "app.focus_next", N_("Down"), show=False),
        Binding("home", "least", N_("Nothing"), show=False),
    ]
    STEP = POINT / 2

    value: reactive[Fraction] = reactive(Fraction(0), init=False)

    class Changed(Message):
        """Somebody has set another value."""

        def __init__(self, slider: Slider, value: Fraction) -> None:
            super().__init__()
            self.slider, self.value = slider, value

        @property
        def control(self) -> Slider:
            """The slider it is about."""
            return self.slider

    def __init__(self, msgid: str, *, longest: Fraction, id: str | None = None) -> None:  # noqa: A002
        """*longest* is the value at the right end of the bar; more can be typed, up to all."""
        super().__init__(id=id)
        self.msgid, self.longest = msgid, longest
        self.note = ""
        self.mark: Fraction | None = None
        self.label_width = 0
        self.typed = ""
        self.before = Fraction(0)

    @property
    def label(self) -> str:
        """What the slider sets, in the language in use."""
        return _(self.msgid)

    def show(self, value: Fraction, *, note: str = "", mark: Fraction | None = None, label_width: int = 0) -> None:
        """Stand at *value* without telling anybody; *mark* is where on the bar the value needed is."""
        self.set_reactive(Slider.value, value)
        self.note, self.mark, self.label_width = note, mark, label_width
        self.refresh()

    def render(self) -> Content:
        """The slider on one line."""
        width = self.size.width
        label = self.label + " " * max(self.label_width - cell_len(self.label), 0)
        note = f" {self.note}" if self.note else ""
        room = width - cell_len(label) - VALUE - cell_len(note) - 1
        if room < SHORTEST_BAR:
            note = ""
            room = width - cell_len(label) - VALUE - 1
        shown = f"{self.typed}▏%" if self.typed else percent(self.value)
        bar = bar_parts(self.value, self.longest, max(room, 0), self.mark)
        return Content.assemble(
            (label, "bold" if self.has_focus else ""), " ", *bar, (f"{shown:>{VALUE}}", "bold"), (note, "$muted")
        )

    def watch_has_focus(self, focused: bool) -> None:
        """Draw the name as in use; leaving ends what was being typed."""
        super().watch_has_focus(focused)
        self.typed = ""
        self.refresh()

    def action_step(self, steps: int) -> None:
        """Go to the next value that is a whole number of steps, or further."""
        place = self.value / self.STEP
        start = floor(place) if steps > 0 else ceil(place)
        self._set((start + steps) * self.STEP)

    def action_least(self) -> None:
        """Go to nothing."""
        self._set(Fraction(0))

    def _set(self, value: Fraction) -> None:
        self.typed = ""
        self._take(min(max(value, Fraction(0)), max(self.longest, self.value)))

    def _take(self, value: Fraction) -> None:
        self.refresh()
        if value != self.value:
            self.value = value
            self.post_message(self.Changed(self, value))

    def on_key(self, event: events.Key) -> None:
        """Digits and a point set the value as they are typed; escape goes back to what it was."""
        if event.character and (event.character.isdigit() or event.character in ".,"):
            self._type(self.typed + event.character.replace(",", "."))
        elif event.key == "backspace" and self.typed:
            self._type(self.typed[:-1])
        elif event.key in ("enter", "escape") and self.typed:
            self.typed = ""
            self._take(self.value if event.key == "enter" else self.before)
        else:
            return
        event.stop()
        event.prevent_default()

    def _type(self, typed: str) -> None:
        value = typed_percent(typed)
        if value is None and typed:
            return
        if not self.typed:
            self.before = self.value
        self.typed = typed
        self._take(self.before if value is None else value)

    def on_click(self, event: events.Click) -> None:
        """Go to where the bar was clicked."""
        first = max(self.label_width, cell_len(self.label)) + 1
        note = cell_len(self.note) + 1 if self.note else 0
        room = self.size.width - first - VALUE - note
        place = event.get_content_offset_capture(self).x - first
        if room >= SHORTEST_BAR and 0 <= place < room:
            self._set(round(self.longest * place / (room - 1) / self.STEP) * self.STEP)


def typed_percent(typed: str) -> Fraction | None:
    """What was typed as a share from 0 to 1; None where it is no percentage (yet)."""
    whole, _point, rest = typed.partition(".")
    if not (whole + rest).isascii() or not (whole + rest).isdigit() or "." in rest or len(rest) > 2:
        return None
    value = Fraction(f"{whole or 0}.{rest or 0}") / 100
    return value if value <= 1 else None


def bar_parts(value: Fraction, longest: Fraction, width: int, mark: Fraction | None) -> list[tuple[str, str]]:
    """A bar of *width* cells with its knob at *value* and a mark; a value beyond the end has its knob at the end."""
    if width <= 0:
        return []

    def column(share: Fraction) -> int:
        return min(round(share / longest * (width - 1)), width - 1)

    knob = column(value)
    cells = [(BAR, "$primary") if place < knob else (TRACK, "$bar-track") for place in range(width)]
    if mark is not None and 0 <= mark <= longest:
        cells[column(mark)] = (MARK, "bold $tick-target")
    cells[knob] = (KNOB, "bold $heading")
    return cells
