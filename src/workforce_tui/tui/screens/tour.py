"""A short tour: a few sentences over each place, left at any time."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from workforce_tui.i18n import N_, _
from workforce_tui.tui.translation import WordButton
from workforce_tui.tui.widgets.key_line import KeyLine
from workforce_tui.tui.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from workforce_tui.tui.app import WorkforceApp

STOPS: tuple[tuple[str, str], ...] = (
    (
        "overview",
        N_(
            "This is the Overview: how many people work in the organisation, and which share of them is from an ethnic "
            "minority. The line above says whose figures these are, of which day, and who is counted."
        ),
    ),
    (
        "representation",
        N_(
            "Representation has a row for each grade. Bars start at zero; the thick line is the target, the dashed one "
            "the population. The arrow keys move from row to row, and a sentence below says the whole of it."
        ),
    ),
    (
        "import",
        N_(
            "Import reads the spreadsheet of your HR system. It asks what it cannot know, shows what would change, and "
            "writes nothing before you confirm. An import can be undone under Batches."
        ),
    ),
    (
        "network",
        N_("Mentoring, Networks and Actions hold what HR systems do not: typed here, and kept with its history."),
    ),
    (
        "overview",
        N_(
            "F1 explains the place you are in and lists its keys. ? says how a figure is calculated. Ctrl+P finds any "
            "organisation, place or command by name. Ctrl+Q leaves. Nothing here can be broken by looking."
        ),
    ),
)


class TourWindow(Window[None]):
    """One stop after another; the place each is about is seen behind it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,right,space", "move(1)", N_("Next")),
        Binding("left,backspace", "move(-1)", N_("Back")),
        Binding("escape,q", "close", N_("Leave the tour")),
    ]
    CSS = """
    TourWindow { align: center bottom; background: $background 0%; }
    #tour { width: 100%; max-width: 84; height: auto; padding: 1 1 0 1; margin-bottom: 1; }
    #tour-text { height: auto; margin-bottom: 1; }
    #tour .buttons Button { height: 1; border: none; min-width: 12; }
    """

    def __init__(self, place: int = 0) -> None:
        super().__init__()
        self.place = place

    def compose(self) -> ComposeResult:
        """A few sentences over the way on."""
        with Vertical(classes="window", id="tour"):
            yield Static(id="tour-text", markup=False)
            with Horizontal(classes="buttons"):
                yield WordButton(N_("Leave the tour"), id="leave")
                yield WordButton(N_("Next"), id="next")
        yield KeyLine(show_command_palette=False)

    def on_mount(self) -> None:
        """Begin at the first stop."""
        self.show()
        self.query_one("#next").focus()

    async def retranslate(self) -> None:
        """Say the stop again."""
        self.show()

    @staticmethod
    def stops_for(may_show: Callable[[str], bool]) -> tuple[tuple[str, str], ...]:
        """The stops somebody may see."""
        return tuple(one for one in STOPS if may_show(one[0]))

    def show(self) -> None:
        """Say what the stop is about; how many there are stands in the frame."""
        stops = self.stops_for(cast("WorkforceApp", self.app).may_show)
        window = self.query_one("#tour", Vertical)
        window.border_title = _("A short tour: {number} of {total}").format(number=self.place + 1, total=len(stops))
        self.query_one("#tour-text", Static).update(Content(_(stops[self.place][1])))
        is_last = self.place + 1 == len(stops)
        self.query_one("#leave").display = not is_last
        button = self.query_one("#next", WordButton)
        button.msgid = N_("End the tour") if is_last else N_("Next")
        button.retranslate()

    @on(Button.Pressed)
    def pressed(self, event: Button.Pressed) -> None:
        """Go on, or leave."""
        event.stop()
        if event.button.id == "next":
            self.action_move(1)
        else:
            self.action_close()

    def action_move(self, by: int) -> None:
        """Go to another stop; after the last one the tour is over."""
        place, app = self.place + by, cast("WorkforceApp", self.app)
        if place >= len(self.stops_for(app.may_show)):
            self.action_close()
        elif place >= 0:
            app.call_later(app.tour_at, place)

    def action_close(self) -> None:
        """Leave the tour."""
        self.dismiss(None)
