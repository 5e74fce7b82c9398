"""What the window of a return shows of a section: its state in a word and a symbol, tables, texts and queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from workforce_tui.domain.commitments import commitment_text
from workforce_tui.domain.formatting import long_date
from workforce_tui.domain.return_sections import NARRATIVE_NAMES, TRANSLATION_NAMES, Narrative, SectionKind
from workforce_tui.domain.returns import STATE_NAMES, STEPS, Side, Text, completeness, open_queries, why_not
from workforce_tui.i18n import N_, _
from workforce_tui.services.return_text import history_lines, moved_lines
from workforce_tui.tui.safe import plain
from workforce_tui.tui.screens.records.tables import cut
from workforce_tui.tui.widgets.read_table import ReadTable
from workforce_tui.tui.words import Sign

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from workforce_tui.domain.return_sections import Section
    from workforce_tui.domain.returns import ReturnQuery
    from workforce_tui.domain.table import Table
    from workforce_tui.tui.return_reading import ReturnData

LONGEST = 20_000
DONE = Sign("●", N_("done"), "$status-met")
NOTHING = Sign("○", N_("nothing to report"), "$status-none")
MISSING = Sign("▲", N_("missing"), "$status-close")
MADE = Sign("·", N_("made from the others"), "$muted")
ASKED = "?"
"""Stands beside a section with an open query."""
COUNTS = frozenset({SectionKind.FIGURES})
SIDES = {Side.ORGANISATION: N_("the organisation"), Side.TASKFORCE: N_("the taskforce")}
HINTS = {
    SectionKind.FIGURES: N_("g types counts, n says there is nothing to report, a asks, y replies."),
    SectionKind.RECORDS: N_(
        "Records are added in their own place; n says there is nothing to report, a asks, y replies."
    ),
    SectionKind.TEXT: N_("e writes the texts, a asks, y replies."),
    SectionKind.MADE: N_("Made from the other sections. p shows it as it will be published."),
}

ONLY_ASKED = N_("a asks about it. Figures are those of what was handed out, if anything was.")


def sign_of(data: ReturnData, section: Section) -> Sign:
    """How far a section is."""
    check = data.check(section.code)
    if check is None:
        return MADE
    if check.nothing:
        return NOTHING
    return DONE if check.done else MISSING


def prompt_of(data: ReturnData, section: Section, room: int) -> Content:
    """A section in the list: symbol, number, name in so many cells, and a mark where the taskforce asked."""
    sign = sign_of(data, section)
    asked = any(query.section == section.code for query in open_queries(data.found.queries))
    return Content.assemble(
        (f"{sign.symbol} ", sign.style),
        (f"{section.number:>2} ", "$muted"),
        cut(_(section.name), room),
        (f" {ASKED}", "bold $warning") if asked else "",
    )


def title_of(text: str) -> Static:
    """The title of a part."""
    return Static(Content(plain(text)), classes="part-title", markup=False)


def lines_of(*parts: str | tuple[str, str]) -> Static:
    """A paragraph: texts made safe, or texts of the app with their styles."""
    made = [part if isinstance(part, tuple) else (plain(part, LONGEST), "") for part in parts]
    return Static(Content.assemble(*made), markup=False)


def overview_of(data: ReturnData) -> Iterator[Widget]:
    """The return as a whole: its state, what can follow, what is missing, what moved, and its history."""
    found = data.found
    done, number = completeness(data.checks)
    state = _("{state}; sections done: {done} of {number}").format(
        state=_(STATE_NAMES[found.state]), done=done, number=number
    )
    yield title_of(_("{organisation}, year to 31 March {year}").format(organisation=data.name, year=found.year))
    yield lines_of((state, "bold"), ("  " + _("! overdue"), "bold $status-below") if data.overdue else "")
    yield from (lines_of(line) for line in _next_steps(data))
    missing = [f"▲ {_(one.section.name)}: {one.missing}" for one in data.checks if not one.done]
    if missing:
        yield title_of(_("What is missing"))
        yield from map(lines_of, missing)
    looks = [f"! {_(one.section.name)}: {one.look}" for one in data.checks if one.look]
    if looks:
        yield title_of(_("Worth a look"))
        yield from map(lines_of, looks)
    asked = open_queries(found.queries)
    if asked:
        yield title_of(_("Open queries"))
        yield from (_query(one) for one in asked)
    if data.moved:
        yield title_of(
            _("Figures that moved since version {number} was signed").format(number=found.versions[-1].number)
        )
        yield from map(lines_of, moved_lines(data.moved))
    yield title_of(_("History"))
    yield from map(lines_of, history_lines(found))


def _next_steps(data: ReturnData) -> Iterator[str]:
    for after, side in STEPS[data.found.state].items():
        reason = why_not(data.found, after, note="-")
        said = _("Next: {state}, by {side}.").format(state=_(STATE_NAMES[after]), side=_(SIDES[side]))
        yield f"{said} {reason}".strip()


def section_parts(data: ReturnData, section: Section, *, whole: bool) -> Iterator[Widget]:
    """One section: its state, what is asked about it, and its tables or texts; only their titles unless *whole*."""
    sign, check = sign_of(data, section), data.check(section.code)
    plan = (
        _("Commitments {codes}").format(codes=", ".join(map(commitment_text, section.commitments)))
        if section.commitments
        else ""
    )
    yield title_of(f"{section.number} {_(section.name)}")
    yield lines_of((sign.text, sign.style), ("  " + plan, "$muted") if plan else "")
    if check is not None and check.missing:
        yield lines_of(check.missing)
    if check is not None and check.look:
        yield lines_of(f"! {check.look}")
    reason = data.found.nothing.get(section.code, "")
    if reason:
        yield lines_of(_("Nothing to report: {reason}").format(reason=reason))
    yield lines_of((_(HINTS[section.kind] if data.is_raw else ONLY_ASKED), "$muted"))
    if data.shown:
        yield lines_of((_("As signed in version {number}.").format(number=data.shown), "$muted"))
    yield from (_query(one) for one in data.found.queries if one.section == section.code)
    if section.kind is SectionKind.TEXT:
        yield from _texts(data)
    tables = data.tables.get(section.code, ())
    if tables and not whole:
        yield lines_of((_("Enter shows the tables:"), "$muted"))
        yield from (lines_of(f"· {table.title}") for table in tables)
        return
    for table in tables:
        yield from table_of(table)


def table_of(table: Table) -> Iterator[Widget]:
    """A table with its title and its notes."""
    yield Static(Content(plain(table.title)), classes="table-title", markup=False)
    if table.rows:
        yield ReadTable(table)
    said = " ".join(plain(one, 600) for one in (*table.notes, table.source) if one)
    if said:
        yield Static(Content(said), classes="table-notes", markup=False)


def _query(query: ReturnQuery) -> Static:
    about = f" ({query.figure})" if query.figure else ""
    asked = _("Query {number}{about}, {name}, {date}: {text}").format(
        number=query.id, about=about, name=query.by, date=long_date(query.on), text=query.text
    )
    if query.is_open:
        return lines_of((f"{ASKED} ", "bold $warning"), asked, ("\n  " + _("no reply yet"), "$warning"))
    when = long_date(query.replied_on) if query.replied_on else ""
    return lines_of(asked, f"\n  {query.replied_by}, {when}: {query.reply}")


def _texts(data: ReturnData) -> Iterator[Widget]:
    for key in Narrative:
        text = data.found.texts.get(key, Text())
        status = _(TRANSLATION_NAMES[text.translation]) if text.translation else _("status not stated")
        yield Static(Content(_(NARRATIVE_NAMES[key])), classes="table-title", markup=False)
        yield lines_of(("English  ", "$muted"), text.english or "–")
        yield lines_of((f"Cymraeg ({status})  ", "$muted"), text.welsh or "–")
