"""The window of the all-Wales update of a year: what it lacks, its sections, its texts, and what the panel said."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from workforce_tui.domain.edition import Audience, EditionKind
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.return_sections import TRANSLATION_NAMES
from workforce_tui.domain.returns import Text
from workforce_tui.domain.wales_update import STANDING_NAMES, TEXT_NAMES, UpdateText
from workforce_tui.i18n import N_, _, language
from workforce_tui.tui import display, edition_reading
from workforce_tui.tui.dialogs.edition_form import AUDIENCES, EditionForm
from workforce_tui.tui.dialogs.entry_form import EntryForm, FieldKind, FormField, refilled
from workforce_tui.tui.dialogs.picker import Choice, Picker
from workforce_tui.tui.dialogs.texts_form import BothTexts, TextsForm
from workforce_tui.tui.return_reading import today
from workforce_tui.tui.safe import plain
from workforce_tui.tui.screens.returns.edition_window import EditionView
from workforce_tui.tui.screens.returns.sections import lines_of, title_of
from workforce_tui.tui.undoing import UndoingApp, undo_update_text
from workforce_tui.tui.widgets.fields import day_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from workforce_tui.domain.edition import Edition
    from workforce_tui.services.workspace import Workspace

GUIDE = N_(
    """## The all-Wales update

Made from the returns that were handed in or received: totals, comparison, what was reported, and the narrative. What it
still lacks is on the first page. `v` changes between the editions for the taskforce and for the public.

`t` writes the texts, English and Welsh side by side. `k` writes down what the Independent Panel said of the version
handed out last. `x` hands the update out, `b` the panel pack: public figures, and questions to ask."""
)
OFFERED = (Audience.INTERNAL, Audience.PUBLIC)


class UpdateWindow(EditionView):
    """The update of a year, as it would be handed out now."""

    GUIDE = GUIDE
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "audience", N_("Edition")),
        Binding("t", "texts", N_("Texts")),
        Binding("k", "endorse", N_("Endorse")),
        Binding("x", "hand_out", N_("Hand out")),
        Binding("b", "pack", N_("Panel pack")),
    ]

    def __init__(self, ws: Workspace, year: int) -> None:
        super().__init__(ws)
        self.year = year
        self.audience = Audience.INTERNAL
        self.signed_as = ""
        self.checks: tuple[tuple[str, bool, str], ...] = ()

    def edition_now(self) -> Edition:
        """The update as it would be handed out now, with what it lacks."""
        self.checks = tuple(edition_reading.update_checks(self.ws, self.year))
        return edition_reading.update_edition(self.ws, self.year, self.audience, language())

    def cover(self, edition: Edition) -> Iterator[Widget]:
        """What the update lacks, then what it says of itself."""
        yield title_of(_("{name} edition").format(name=_(AUDIENCES[self.audience])))
        for name, done, missing in self.checks:
            style = "$status-met" if done else "$status-close"
            yield lines_of(("● " if done else "▲ ", style), f"{name}: {missing or _('done')}")
        yield from super().cover(edition)

    def action_audience(self) -> None:
        """Choose for whom the edition is."""
        choices = [Choice(str(one), _(AUDIENCES[one])) for one in OFFERED]
        self.app.push_screen(Picker(N_("Editions"), choices, str(self.audience)), self._for)

    def _for(self, code: str | None) -> None:
        if code is not None:
            self.audience = Audience(code)
            self.read()

    def action_texts(self) -> None:
        """Choose the text to write."""
        choices = [Choice(str(key), _(name)) for key, name in TEXT_NAMES.items()]
        self.app.push_screen(Picker(N_("Which text"), choices), self._text)

    def _text(self, key: str | None) -> None:
        from workforce_tui.services.update_entries import get_update, set_update_text

        if key is None:
            return
        held = get_update(self.ws, self.year).texts.get(UpdateText(key), Text())

        def write(texts: BothTexts, by: str) -> None:
            found = set_update_text(
                self.ws, self.year, key, english=texts.english, welsh=texts.welsh,
                translation=texts.translation or None, by=by,
            )  # fmt: skip
            self.signed_as = by
            now, which = found.texts.get(UpdateText(key), Text()), UpdateText(key)
            if isinstance(self.app, UndoingApp) and now != held:
                said = _("The text {title} was saved.").format(title=title)
                self.app.remember(said, undo_update_text(self.year, which, now, held, by))

        both = BothTexts(held.english, held.welsh, str(held.translation or ""))
        title = _(TEXT_NAMES[UpdateText(key)])
        form = TextsForm(self.ws, title, f"update-text-{self.year}-{key}", both, write, by=self.signed_as)
        self.app.push_screen(form, self._written)

    def _written(self, saved: bool | None) -> None:
        if saved:
            self.say_done(_("The text is saved."))

    def say_done(self, said: str) -> None:
        """Say that it is done, and read the update again."""
        self.is_changed = True
        self.app.notify(plain(said), markup=False)
        self.read()

    def action_endorse(self, entered: dict[str, str] | None = None, complaint: str = "") -> None:
        """Write down what the panel said of the version made last."""
        standings = tuple((str(code), _(name)) for code, name in STANDING_NAMES.items())
        translations = tuple((str(code), _(name)) for code, name in TRANSLATION_NAMES.items())
        fields = (
            FormField("name", N_("For the panel")),
            FormField("on", N_("Date"), FieldKind.DAY, display.short_day(today())),
            FormField("standing", N_("Standing"), FieldKind.CHOICE, "", standings, required=True),
            FormField("english", N_("Comment in English"), FieldKind.LONG),
            FormField("welsh", N_("Comment in Welsh"), FieldKind.LONG),
            FormField("translation", N_("Translation"), FieldKind.CHOICE, "", translations),
            FormField("version", N_("Version (the latest when empty)")),
            FormField("by", N_("Your name"), value=self.signed_as),
        )
        form = EntryForm(
            N_("What the panel said"),
            refilled(fields, entered or {}),
            complaint=complaint,
            draft=f"update-{self.year}-panel",
        )
        self.app.push_screen(form, self._endorsed)

    def _endorsed(self, answers: dict[str, str] | None) -> None:
        if answers is not None:
            self.endorse(answers)

    @work(thread=True, group="write", exclusive=True, exit_on_error=False)
    def endorse(self, answers: dict[str, str]) -> None:
        """Keep it in a thread, or say why it could not be."""
        from workforce_tui.services.update_entries import endorse

        try:
            endorse(
                self.ws,
                self.year,
                name=answers["name"],
                standing=answers["standing"],
                english=answers["english"],
                welsh=answers["welsh"],
                translation=answers["translation"] or None,
                on=day_of(answers["on"]),
                version=_version(answers["version"]),
                by=answers["by"],
            )
        except WorkforceError as error:
            self.app.call_from_thread(self.action_endorse, answers, f"{error.message} {error.hint}".strip())
            return
        self.signed_as = answers["by"]
        self.app.call_from_thread(self.say_done, _("Kept with the version."))

    def action_hand_out(self) -> None:
        """Open the form to hand the update out."""
        self._form(EditionKind.UPDATE, _("Hand the all-Wales update out"), OFFERED)

    def action_pack(self) -> None:
        """Open the form to hand the panel pack out."""
        self._form(EditionKind.PACK, _("Hand the panel pack out"), (Audience.PUBLIC,))

    def _form(self, kind: EditionKind, title: str, audiences: tuple[Audience, ...]) -> None:
        prepare = edition_reading.update_edition if kind is EditionKind.UPDATE else edition_reading.pack_edition
        form = EditionForm(
            title,
            f"wales-{kind}-{self.year}",
            lambda audience, spoken, _tell: prepare(self.ws, self.year, audience, spoken),
            lambda wanted, step: edition_reading.hand_out_update(self.ws, self.year, wanted, step, kind),
            by=self.signed_as,
            audiences=audiences,
        )
        self.app.push_screen(form, self._handed_out)

    def _handed_out(self, done: bool | None) -> None:
        if done:
            self.read()


def _version(text: str) -> int | None:
    """The number of a version as typed; None where nothing is.

    Raises:
        WorkforceError: it is no number.
    """
    said = text.strip()
    if said and not said.isdecimal():
        raise WorkforceError(_("{text} is no number of a version.").format(text=plain(said, 40)), _("Write it as 1."))
    return int(said) if said else None
