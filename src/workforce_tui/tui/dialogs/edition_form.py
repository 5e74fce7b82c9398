"""The form to hand editions out: for whom, in which formats and languages; before and after; then the audit's word."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Select, Static

from workforce_tui.domain.edition import Audience
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import N_, _, language
from workforce_tui.services.paths import at_home
from workforce_tui.tui.dialogs.export_form import LANGUAGES
from workforce_tui.tui.dialogs.handing_form import HandingForm
from workforce_tui.tui.edition_reading import Wanted, preview_of
from workforce_tui.tui.free_names import free
from workforce_tui.tui.messages import Failed, LinesRead
from workforce_tui.tui.safe import safe_text, typed_line
from workforce_tui.tui.translation import WordButton
from workforce_tui.tui.widgets.fields import Complaint, Field, TickBox, select_of, typed
from workforce_tui.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from workforce_tui.domain.edition import Edition
    from workforce_tui.tui.edition_reading import OnStep

    Prepare = Callable[[Audience, str, OnStep], Edition]
    HandOut = Callable[[Wanted, Callable[[str], None]], Sequence[str]]

FORMATS = ("xlsx", "csv", "docx", "html", "pdf")
USUAL = ("xlsx", "csv", "docx", "html")
AUDIENCES = {
    Audience.INTERNAL: N_("Taskforce"),
    Audience.PUBLIC: N_("Public"),
    Audience.FULL: N_("Full (for a reason)"),
}
_INTRODUCTION = N_(
    "What is signed is protected for its readers, written, audited as a reader could attack it, and only then put in "
    "the folder. The ledger keeps what was handed out."
)


class EditionForm(HandingForm[bool]):
    """Answers whether something was handed out. *prepare* and *hand_out* are run in a thread."""

    LINES: ClassVar = "#edition-lines"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+b", "preview", N_("Before and after"), priority=True),
        Binding("ctrl+s", "hand_out", N_("Hand out"), priority=True),
        Binding("escape", "close", N_("Close")),
    ]

    def __init__(
        self, title: str, stem: str, prepare: Prepare, hand_out: HandOut, *, by: str = "",
        audiences: Sequence[Audience] = tuple(AUDIENCES),
    ) -> None:  # fmt: skip
        super().__init__()
        self.heading, self.stem, self.prepare, self.give, self.by = title, stem, prepare, hand_out, by
        self.audiences = tuple(audiences)
        self.is_done = False

    def compose(self) -> ComposeResult:
        """What to hand out, to whom, and what that would keep back."""
        with Vertical(classes="window", id="edition-form") as window:
            window.border_title = safe_text(self.heading)
            yield Field(N_("Editions"), self._boxes([(str(one), _(AUDIENCES[one])) for one in self.audiences], 1))
            yield Field(N_("Formats"), self._boxes([(one, one) for one in FORMATS], len(USUAL)))
            yield Field(N_("Language"), select_of(LANGUAGES, value=language(), blank=False, id="languages"))
            yield Field(N_("Given to"), Input(id="given-to", compact=True))
            yield Field(N_("Handed out by"), Input(typed_line(self.by), id="by", compact=True))
            yield Field(N_("Reason"), Input(id="reason", compact=True))
            yield Field(N_("New folder"), Input(free(self.stem), id="folder", compact=True))
            yield Complaint(id="complaint")
            with VerticalScroll(id="edition-said"):
                yield Static(id="edition-lines", markup=False)
            with Horizontal(classes="buttons"):
                yield WordButton(N_("Before and after"), id="before-after")
                yield WordButton(N_("Hand out"), id="hand-out")
                yield WordButton(N_("Close"), id="close")
        yield KeyLine(show_command_palette=False)

    def _boxes(self, named: Sequence[tuple[str, str]], ticked: int) -> Horizontal:
        boxes = [TickBox(name, value=place < ticked, id=f"box-{code}") for place, (code, name) in enumerate(named)]
        return Horizontal(*boxes, classes="choices")

    async def retranslate(self) -> None:
        """Name the editions again; what was typed stays."""
        for one in self.audiences:
            self.query_one(f"#box-{one}", TickBox).label = Content(_(AUDIENCES[one]))

    def on_mount(self) -> None:
        """Say what the form does."""
        self.query_one(Complaint).say("")
        self.say((_(_INTRODUCTION),))

    def _ticked(self, codes: Sequence[str]) -> tuple[str, ...]:
        return tuple(code for code in codes if self.query_one(f"#box-{code}", TickBox).value)

    def wanted(self) -> Wanted:
        """What was filled in."""
        chosen = self.query_one("#languages", Select).selection
        given_to, by, reason, folder = (
            typed(self.query_one(f"#{place}", Input)) for place in ("given-to", "by", "reason", "folder")
        )
        return Wanted(
            tuple(map(Audience, self._ticked([str(one) for one in self.audiences]))),
            self._ticked(FORMATS),
            tuple(str(chosen).split(",")) if isinstance(chosen, str) else (language(),),
            at_home(folder),
            given_to,
            by,
            reason,
        )

    @on(Button.Pressed, "#before-after")
    def action_preview(self) -> None:
        """Work out what would be kept back, and write nothing."""
        if not self.is_working:
            self.begin()
            self.look(self.wanted())

    @on(Button.Pressed, "#hand-out")
    def action_hand_out(self) -> None:
        """Protect, write, audit and hand out."""
        if not self.is_working:
            self.begin()
            self.work_on(self.wanted())

    @work(thread=True, group="export", exclusive=True, exit_on_error=False)
    def look(self, wanted: Wanted) -> None:
        """Work the preview out in a thread."""
        try:
            editions = []
            for audience in wanted.audiences:
                self.tell_step(_("Protecting the figures"))
                editions.append(self.prepare(audience, wanted.languages[0], self.tell_step))
            lines = (_("Nothing was written."), *preview_of(editions))
        except WorkforceError as error:
            self.post_message(Failed(error))
        else:
            self.post_message(LinesRead(lines))

    @work(thread=True, group="export", exclusive=True, exit_on_error=False)
    def work_on(self, wanted: Wanted) -> None:
        """Hand out in a thread, telling each step."""
        try:
            lines = (_("Handed out."), *self.give(wanted, self.tell_step))
        except WorkforceError as error:
            self.post_message(Failed(error))
        else:
            self.is_done = True
            self.post_message(LinesRead(lines))

    def after_failure(self) -> None:
        """Go to who is not named yet."""
        for place in ("#by", "#given-to"):
            if not typed(self.query_one(place, Input)):
                self.query_one(place, Input).focus()

    def answer(self) -> bool:
        """Whether something was handed out."""
        return self.is_done
