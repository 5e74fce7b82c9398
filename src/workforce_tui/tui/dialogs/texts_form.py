"""A text in two languages side by side, with how far its translation is; what is typed is never lost."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Select, Static, TextArea

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.return_sections import TRANSLATION_NAMES
from workforce_tui.i18n import N_, _
from workforce_tui.tui import return_reading
from workforce_tui.tui.crash_told import CrashTold
from workforce_tui.tui.dialogs.confirm import give_up_or_ask
from workforce_tui.tui.safe import plain, safe_text, typed_line, typed_text
from workforce_tui.tui.telling import tell_draft_stays
from workforce_tui.tui.translation import WordButton
from workforce_tui.tui.widgets.fields import Complaint, Field, renamed, select_of, typed
from workforce_tui.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.timer import Timer

    from workforce_tui.services.workspace import Workspace

    Write = Callable[["BothTexts", str], object]

REST = 0.4
"""Seconds without typing after which the draft is kept."""


@dataclass(frozen=True, slots=True)
class BothTexts:
    """A text in both languages, and how far its translation is (a code, or "")."""

    english: str = ""
    welsh: str = ""
    translation: str = ""


class TextsForm(CrashTold[bool]):
    """Answers whether the text was saved. *form* names its draft; *write* saves it, given the name of who does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", N_("Save"), priority=True),
        Binding("escape", "close", N_("Close")),
    ]
    CSS = """
    #texts-form { width: 100%; max-width: 100%; height: 100%; max-height: 100%; padding: 0 1; }
    #texts-form TextArea { width: 1fr; height: 1fr; border: solid $border-blurred; padding: 0; }
    #texts-form TextArea:focus { border: solid $border; }
    #texts-form #both { height: 1fr; }
    """

    def __init__(self, ws: Workspace, title: str, form: str, held: BothTexts, write: Write, *, by: str = "") -> None:
        super().__init__()
        self.ws, self.heading, self.form, self.held, self.write, self.by = ws, title, form, held, write, by
        kept = return_reading.kept_texts(ws, form)
        self.shown = BothTexts(*kept) if kept is not None else held
        self.is_kept, self.is_done = kept is not None, False
        self.resting: Timer | None = None
        self.pending: BothTexts | None = None
        """What stands in the form and is not kept yet."""
        self.keeping = Lock()

    def compose(self) -> ComposeResult:
        """English beside Welsh, over how far the translation is."""
        with Vertical(classes="window", id="texts-form") as window:
            window.border_title = safe_text(self.heading)
            yield Static(id="texts-said", markup=False)
            with Horizontal(id="both"):
                for name, text, place in (("English", self.shown.english, "en"), ("Cymraeg", self.shown.welsh, "cy")):
                    area = TextArea(typed_text(text), id=place, tab_behavior="focus")
                    area.border_title = Content(name)
                    yield area
            yield Field(N_("Translation"), self._statuses())
            yield Field(N_("Your name"), Input(typed_line(self.by), id="by", compact=True))
            yield Complaint(id="complaint")
            with Horizontal(classes="buttons"):
                yield WordButton(N_("Save"), id="save")
                yield WordButton(N_("Close"), id="close")
        yield KeyLine(show_command_palette=False)

    def _statuses(self) -> Select[str]:
        choices = [(str(code), _(name)) for code, name in TRANSLATION_NAMES.items()]
        return select_of(choices, value=self.shown.translation or None, id="translation")

    def after_crash(self) -> None:
        """What was typed still stands, and can be saved."""
        self.is_done = False

    def on_mount(self) -> None:
        """Stand in the English text; say that a draft was found."""
        self.query_one(Complaint).say("")
        said = self.query_one("#texts-said", Static)
        said.update(Content(_("Typed before and not saved.") if self.is_kept else ""))
        said.display = self.is_kept
        self.query_one("#en").focus()

    async def retranslate(self) -> None:
        """Name the choices again; what was typed stays."""
        choices = [(str(code), _(name)) for code, name in TRANSLATION_NAMES.items()]
        renamed(self.query_one("#translation", Select), choices)

    def entered(self) -> BothTexts:
        """What stands in the form."""
        chosen = self.query_one("#translation", Select).selection
        english, welsh = (self.query_one(f"#{place}", TextArea).text.strip() for place in ("en", "cy"))
        return BothTexts(english, welsh, chosen if isinstance(chosen, str) else "")

    @on(TextArea.Changed)
    @on(Select.Changed)
    def keep_soon(self) -> None:
        """Keep the draft when nothing has been typed for a moment."""
        if self.resting is not None:
            self.resting.stop()
        self.pending = self.entered()
        self.resting = self.set_timer(REST, self.keep)

    def on_unmount(self) -> None:
        """Keep what was typed a moment ago: the app is left while the form is open."""
        self.keep_pending()

    @work(thread=True, group="draft", exit_on_error=False)
    def keep(self) -> None:
        """Write the draft in a thread: a slow disk holds nobody up who types."""
        self.keep_pending()

    def keep_pending(self) -> None:
        """Keep what stands in the form where it differs from what is held; what was typed last is written last."""
        with self.keeping:
            now, self.pending = self.pending, None
            if now is None or self.is_done:
                return
            if now == self.held:
                return_reading.drop_texts(self.ws, self.form)
                return
            with suppress(WorkforceError):  # a disk that cannot be written is told when the form is saved
                return_reading.keep_texts(self.ws, self.form, (now.english, now.welsh, now.translation))

    @on(Button.Pressed, "#save")
    def action_save(self) -> None:
        """Save what was typed."""
        if not self.is_done:
            self.save(self.entered(), typed(self.query_one("#by", Input)))

    @work(thread=True, group="write", exclusive=True, exit_on_error=False)
    def save(self, texts: BothTexts, by: str) -> None:
        """Save in a thread, and answer; or say why it could not be."""
        self.is_done = True
        try:
            self.write(texts, by)
        except WorkforceError as error:
            self.is_done = False
            self.app.call_from_thread(self.keep_soon)
            said = f"{error.message} {error.hint}".strip()
            self.app.call_from_thread(self.query_one(Complaint).say, plain(said, 600))
            return
        self.drop()
        self.app.call_from_thread(self.dismiss, True)

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        """Close; ask first where something was typed. What is being saved is waited for."""
        if not self.is_done:
            give_up_or_ask(self.app, self.give_up, is_typed=self.entered() != self.held)

    def give_up(self, sure: bool | None) -> None:
        """Close without saving, and keep nothing."""
        if sure:
            self.is_done = True
            self.drop()
            self.dismiss(False)

    def drop(self) -> None:
        """Keep nothing, or tell that something is still kept; what is being written is waited for."""
        with self.keeping:
            dropped = return_reading.drop_texts(self.ws, self.form)
        if not dropped:
            tell_draft_stays(self.app)
