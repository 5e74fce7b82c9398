"""The form to hand figures out: whose, for whom and under which profile; before and after; then the audit's verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Select, Static

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import N_, _, language
from workforce_tui.services.paths import at_home
from workforce_tui.tui import gated_reading
from workforce_tui.tui.dialogs.handing_form import LONGEST, HandingForm
from workforce_tui.tui.free_names import free
from workforce_tui.tui.messages import Failed, LinesRead
from workforce_tui.tui.safe import plain
from workforce_tui.tui.translation import WordButton
from workforce_tui.tui.widgets.fields import Complaint, Field, select_of, typed
from workforce_tui.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from workforce_tui.services.publishing import ExportRequest
    from workforce_tui.services.workspace import Workspace

WALES = "*"
"""In place of the code of an organisation: all of Wales."""
WITHOUT = "-"
"""In place of a second dimension: the tables every release has."""
LANGUAGES = (("en", "English"), ("cy", "Cymraeg"), ("en,cy", "English + Cymraeg"))


class ExportForm(HandingForm[None]):
    """Hands nothing out before the figures are protected and the written files audited; Escape stops it before that."""

    LINES: ClassVar = "#export-lines"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+b", "preview", N_("Before and after")),
        Binding("ctrl+s", "hand_out", N_("Hand out")),
        Binding("escape", "close", N_("Close")),
    ]

    def __init__(
        self,
        workspace: Workspace,
        organisations: Sequence[tuple[str, str]],
        organisation: str | None,
        profiles: Sequence[tuple[str, str]],
        year: int,
    ) -> None:
        super().__init__()
        self.workspace, self.organisations, self.organisation = workspace, tuple(organisations), organisation
        self.profiles, self.year = tuple(profiles), year
        self.proposed = ""

    def compose(self) -> ComposeResult:
        """What to hand out, to whom, and what that would keep back."""
        everyone = (WALES, _("All organisations of Wales"))
        with Vertical(classes="window", id="export-form") as window:
            window.border_title = _("Hand figures out")
            yield Field(
                N_("Organisation"),
                select_of((*self.organisations, everyone), value=self.organisation or WALES, blank=False, id="whose"),
            )
            yield Field(N_("Year ending 31 March"), Input(str(self.year), id="year", compact=True, max_length=4))
            yield Field(N_("Profile"), select_of(self.profiles, value=self.profiles[-1][0], blank=False, id="profile"))
            seconds = ((WITHOUT, _("as usual")), ("sex", _("by sex as well")))
            yield Field(N_("Tables"), select_of(seconds, value=WITHOUT, blank=False, id="second"))
            yield Field(N_("Language"), select_of(LANGUAGES, value=language(), blank=False, id="languages"))
            yield Field(N_("Given to"), Input(id="given-to", compact=True))
            yield Field(N_("Handed out by"), Input(id="by", compact=True))
            yield Field(N_("Reason"), Input(id="reason", compact=True))
            yield Field(N_("New folder"), Input(id="folder", compact=True))
            yield Complaint(id="complaint")
            with VerticalScroll(id="export-said"):
                yield Static(id="export-lines", markup=False)
            with Horizontal(classes="buttons"):
                yield WordButton(N_("Before and after"), id="before-after")
                yield WordButton(N_("Hand out"), id="hand-out")
                yield WordButton(N_("Close"), id="close")
        yield KeyLine(show_command_palette=False)

    async def retranslate(self) -> None:
        """Name the window again; what was typed stays."""
        self.query_one("#export-form", Vertical).border_title = _("Hand figures out")

    def on_mount(self) -> None:
        """Say what the form does, and propose a folder."""
        self.query_one(Complaint).say("")
        self.query_one("#export-lines", Static).update(Content(_(_INTRODUCTION)))
        self.propose()

    @on(Select.Changed)
    @on(Input.Changed, "#year")
    def propose(self) -> None:
        """Name the folder after what is in it, as long as nobody has typed another name."""
        folder = self.query_one("#folder", Input)
        if folder.value == self.proposed:
            parts = (self._chosen("whose").replace(WALES, "wales"), typed(self.query_one("#year", Input)))
            name = "-".join((*parts, self._chosen("profile").lower(), *filter(None, (self._second(),))))
            folder.value = self.proposed = free(name)

    def request(self) -> ExportRequest | None:
        """What was filled in; None, with a complaint, where the year is none."""
        from workforce_tui.services.publishing import ExportRequest
        from workforce_tui.services.release_source import ReleaseScope

        year = typed(self.query_one("#year", Input))
        if not (year.isascii() and year.isdigit() and len(year) == 4):
            self._complain(_("Type the year the period ends in, such as 2026."), "year")
            return None
        whose = self._chosen("whose")
        return ExportRequest(
            ReleaseScope(None if whose == WALES else whose, (int(year),), second=self._second()),
            self._chosen("profile"),
            at_home(typed(self.query_one("#folder", Input))),
            typed(self.query_one("#given-to", Input)),
            typed(self.query_one("#by", Input)),
            languages=tuple(self._chosen("languages").split(",")),
            reason=typed(self.query_one("#reason", Input)),
        )

    @on(Button.Pressed, "#before-after")
    def action_preview(self) -> None:
        """Work out what would be kept back, and write nothing."""
        request = None if self.is_working else self.request()
        if request is not None:
            self.begin()
            self.look(request)

    @on(Button.Pressed, "#hand-out")
    def action_hand_out(self) -> None:
        """Protect, write, audit and hand out."""
        request = None if self.is_working else self.request()
        if request is not None:
            self.begin()
            self.hand_out(request)

    @work(thread=True, group="export", exclusive=True, exit_on_error=False)
    def look(self, request: ExportRequest) -> None:
        """Work the preview out in a thread."""
        try:
            lines = gated_reading.preview(self.workspace, request, self.tell_step)
        except WorkforceError as error:
            self.post_message(Failed(error))
        else:
            self.post_message(LinesRead(lines))

    @work(thread=True, group="export", exclusive=True, exit_on_error=False)
    def hand_out(self, request: ExportRequest) -> None:
        """Hand out in a thread, telling each step."""
        try:
            lines = gated_reading.hand_out(self.workspace, request, self.tell_step)
        except WorkforceError as error:
            self.post_message(Failed(error))
        else:
            self.post_message(LinesRead((*lines, _("Handed out."))))

    def _complain(self, text: str, place: str) -> None:
        self.query_one(Complaint).say(plain(text, LONGEST))
        if place:
            self.query_one(f"#{place}").focus()

    def _second(self) -> str:
        """The attribute of people there are to be tables by as well; "" for none."""
        return self._chosen("second").replace(WITHOUT, "")

    def _chosen(self, place: str) -> str:
        value = self.query_one(f"#{place}", Select).selection
        return value if isinstance(value, str) else ""


_INTRODUCTION = N_(
    "The figures are protected, written, audited as a reader could attack them, and only then put in the folder. The "
    "ledger keeps what was handed out."
)
