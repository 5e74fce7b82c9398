"""An edition as it will be handed out: its cover, and each section with its tables and texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.content import Content
from textual.message import Message

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.return_sections import TRANSLATION_NAMES, Translation
from workforce_tui.i18n import N_, _
from workforce_tui.tui import edition_reading
from workforce_tui.tui.latest import post_if_wanted
from workforce_tui.tui.messages import Failed
from workforce_tui.tui.screens.records.tables import cut
from workforce_tui.tui.screens.returns.panes import SectionsWindow
from workforce_tui.tui.screens.returns.sections import lines_of, table_of, title_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from textual.widget import Widget

    from workforce_tui.domain.edition import Edition, EditionSection, EditionText
    from workforce_tui.services.workspace import Workspace

GUIDE = N_(
    """## As it will be published

The tables as the readers of the edition will have them, after disclosure control: what is withheld is marked, and
nothing can be worked back. Nothing is stored by looking. Enter reads a section in the whole window, escape goes
back."""
)


class EditionRead(Message):
    """An edition has arrived."""

    def __init__(self, edition: Edition) -> None:
        super().__init__()
        self.edition = edition


class EditionView(SectionsWindow):
    """Draws an edition; subclasses say where it is from."""

    def __init__(self, ws: Workspace) -> None:
        super().__init__(ws)
        self.edition: Edition | None = None

    def edition_now(self) -> Edition:
        """The edition, in the language in use; called in a thread."""
        raise NotImplementedError

    @work(thread=True, group="read", exclusive=True, exit_on_error=False)
    def read(self) -> None:
        """Prepare the edition."""
        try:
            post_if_wanted(self, EditionRead(self.edition_now()))
        except WorkforceError as error:
            post_if_wanted(self, Failed(error))

    @on(EditionRead)
    async def show(self, message: EditionRead) -> None:
        """Draw what has arrived."""
        message.stop()
        self.edition = message.edition
        await self.fill(message.edition.title)

    def listed(self, room: int) -> list[tuple[str, Content]]:
        """The cover, then every section."""
        if self.edition is None:
            return []
        first = ("", Content.assemble(("■ ", "$heading"), _("Cover and notes")))
        return [first, *((one.code, _prompt(one, room)) for one in self.edition.sections)]

    def parts(self, code: str, *, whole: bool) -> Iterable[Widget]:
        """A section, or the cover."""
        if self.edition is None:
            return ()
        if not code:
            return self.cover(self.edition)
        section = next(one for one in self.edition.sections if one.code == code)
        return _section(section, whole=whole)

    def cover(self, edition: Edition) -> Iterator[Widget]:
        """What the edition says of itself."""
        yield title_of(edition.title)
        for line in edition_reading.preview_of((edition,)):
            yield lines_of(line)
        yield title_of(_("Cover"))
        for label, text in edition.facts:
            yield lines_of((f"{cut(label, 60)}  ", "$muted"), text)
        if edition.notes:
            yield title_of(_("Notes"))
            yield from map(lines_of, edition.notes)
        if edition.mapping is not None:
            yield from table_of(edition.mapping)


class EditionWindow(EditionView):
    """An edition to look at before it is handed out."""

    GUIDE = GUIDE

    def __init__(self, ws: Workspace, prepare: Callable[[], Edition]) -> None:
        super().__init__(ws)
        self.prepare = prepare

    def edition_now(self) -> Edition:
        """As it would be handed out now."""
        return self.prepare()


def _prompt(section: EditionSection, room: int) -> Content:
    filled = bool(section.tables or section.texts)
    sign, style = ("●", "$status-met") if filled else ("○", "$status-none")
    return Content.assemble((f"{sign} ", style), (f"{section.number:>2} ", "$muted"), cut(section.name, room))


def _section(section: EditionSection, *, whole: bool) -> Iterator[Widget]:
    yield title_of(f"{section.number} {section.name}")
    if section.commitments:
        yield lines_of((_("Commitments {codes}").format(codes=", ".join(section.commitments)), "$muted"))
    if section.nothing:
        yield lines_of(_("Nothing to report: {reason}").format(reason=section.nothing))
    for text in section.texts:
        yield from _text(text)
    if section.tables and not whole:
        yield lines_of((_("Enter shows the tables:"), "$muted"))
        yield from (lines_of(f"· {one.table.title}") for one in section.tables)
        return
    for one in section.tables:
        yield from table_of(one.table)


def _text(text: EditionText) -> Iterator[Widget]:
    known = text.translation in list(Translation)
    status = _(TRANSLATION_NAMES[Translation(text.translation)]) if known else _("status not stated")
    yield title_of(text.name)
    yield lines_of(("English  ", "$muted"), text.english or "–")
    yield lines_of((f"Cymraeg ({status})  ", "$muted"), text.welsh or "–")
