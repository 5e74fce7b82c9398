"""The briefing for a meeting with leaders: the chair's page as a document, in Word or Markdown."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.formatting import long_date
from workforce_tui.domain.networks import ITEM_NAMES, ITEMS, MOST, score_name
from workforce_tui.exporting.document import (
    Bar,
    BarChart,
    Bullets,
    Document,
    Heading,
    Paragraph,
    TableBlock,
)
from workforce_tui.i18n import LANGUAGES, _, language, speaking
from workforce_tui.services.chair_page import HAS, STAFF, chair_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from pathlib import Path

    from workforce_tui.domain.networks import Resourcing
    from workforce_tui.exporting.document import Block
    from workforce_tui.services.chair_page import ChairPage, Part
    from workforce_tui.services.workspace import Workspace

WORD, MARKDOWN = ".docx", ".md"
AUTHOR = "workforce-tui"
NOT_WRITTEN = frozenset({"bar"})
"""Columns a chart already says."""


@dataclass(frozen=True, slots=True)
class WrittenBriefing:
    """A briefing that was written: where, of which network, in which language."""

    path: Path
    network: int
    name: str
    language: str


def write_briefing(
    ws: Workspace,
    number: int,
    path: Path,
    *,
    by: str,
    given_to: str = "",
    language: str | None = None,
    overwrite: bool = False,
    today: date | None = None,
) -> WrittenBriefing:
    """Write the briefing of a network, as its ending says: .docx for Word, .md for Markdown.

    Staff figures in it go into the ledger of publications, signed *by* somebody and *given_to* somebody (leaders, where
    nobody is named).

    Raises:
        WorkforceError: another ending or language, no such network, nobody signs, a file that is there already (unless
            *overwrite*), a folder that cannot be written to, or figures that the audit can work out. Nothing is
            written.
    """
    from workforce_tui.domain.disparity_steps import signed
    from workforce_tui.exporting.whole_file import check_free, write_whole_file
    from workforce_tui.services.briefing_ledger import handed_out, refuse_given_away
    from workforce_tui.services.last_names import remember_name
    from workforce_tui.services.ledger import last_number

    render = _writer_for(path)
    check_free(path, overwrite=overwrite)
    since = last_number(ws)
    made, page = _made(ws, number, language, today)
    with speaking(made.language):
        content = render(made)
        audited = render(_without_typed_texts(made, page))
    whose, to = page.view.network.organisations, given_to or _("leaders")
    refuse_given_away(ws, whose, path.name, audited)
    with handed_out(ws, whose, path, content, by=by, given_to=to, language=made.language, since=since):
        write_whole_file(path, lambda stream: stream.write(content), overwrite=overwrite)
    with suppress(WorkforceError), ws.writing() as session:  # it is written; the name is a help for the next one
        remember_name(session, signed(by))
    return WrittenBriefing(path, number, _name(page, made), made.language)


def _writer_for(path: Path) -> Callable[[Document], bytes]:
    """What makes the file of a document, by its ending."""
    from workforce_tui.exporting.markdown import markdown_bytes
    from workforce_tui.exporting.word import word_bytes

    found = {WORD: word_bytes, MARKDOWN: markdown_bytes}.get(path.suffix.lower())
    if found is None:
        raise WorkforceError(
            _("A briefing is written as Word or as Markdown, and {name} says neither.").format(name=path.name),
            _("Let the name of the file end in .docx or .md."),
        )
    return found


def briefing(
    ws: Workspace, number: int, *, language: str | None = None, today: date | None = None
) -> tuple[Document, str]:
    """The briefing as a document, and the network's name, in a language ("en" or "cy"; that in use for None).

    Raises:
        WorkforceError: no such network, or another language.
    """
    made, page = _made(ws, number, language, today)
    return made, _name(page, made)


def _made(ws: Workspace, number: int, language: str | None, today: date | None) -> tuple[Document, ChairPage]:
    spoken = _language(language)
    with speaking(spoken):
        page = chair_page(ws, number, today=today)
        return _document(page, spoken), page


def _name(page: ChairPage, made: Document) -> str:
    with speaking(made.language):
        return page.view.name


def _language(wanted: str | None) -> str:
    if wanted is not None and wanted not in LANGUAGES:
        raise WorkforceError(_("There is no briefing in the language {name}.").format(name=wanted), _("Use en or cy."))
    return wanted or language()


def _document(page: ChairPage, spoken: str) -> Document:
    whose = "; ".join(page.organisations) or _("all of Wales")
    return Document(
        title=_("Briefing for leaders: {network}").format(network=page.view.name),
        blocks=tuple(_blocks(page)),
        language=spoken,
        subject=_("Staff network"),
        author=AUTHOR,
        made_on=page.view.today,
        facts=(
            (_("Network of"), whose),
            (_("Prepared on"), long_date(page.view.today)),
        ),
        running=_("Counts under 5 are withheld. Do not try to work out who is meant."),
    )


def _blocks(page: ChairPage) -> Iterator[Block]:
    if page.attention:
        yield Heading(_("To look at first"))
        yield Bullets(page.attention)
    for part in page.parts:
        yield Heading(part.title)
        yield from _opening(page, part)
        for table in part.tables:
            yield TableBlock(table.without(NOT_WRITTEN))
        for told in part.texts:
            yield Heading(told.heading, 2)
            yield Paragraph(told.text)


def _without_typed_texts(made: Document, page: ChairPage) -> Document:
    """The briefing as it is audited: what somebody typed is no figure of staff records."""
    typed = {told.text for part in page.parts for told in part.texts}
    return replace(
        made, blocks=tuple(one for one in made.blocks if not isinstance(one, Paragraph) or one.text not in typed)
    )


def _opening(page: ChairPage, part: Part) -> Iterator[Block]:
    """What stands before the tables of a part."""
    if part.code == HAS and page.view.profiles:
        yield profile_chart(page.view.profiles[-1])
    if part.code == STAFF:
        yield Paragraph(_("A difference is not its cause: the figures say where to look, not why."))


def profile_chart(profile: Resourcing) -> BarChart:
    """The eight scores of a year as bars, with the same in words."""
    bars = tuple(Bar(_(ITEM_NAMES[item]), profile.scores[item], _score_text(profile.scores[item])) for item in ITEMS)
    said = "; ".join(f"{bar.label}: {bar.text}" for bar in bars)
    title = _("Resourcing in the year to 31 March {year}, from 0 to 3").format(year=profile.year)
    return BarChart(title, f"{title}. {said}.", bars, MOST)


def _score_text(score: int | None) -> str:
    return score_name(score) if score is None else f"{score}, {score_name(score)}"
