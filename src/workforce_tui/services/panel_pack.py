"""The pack of the Independent Panel: the headline of a public update, and the questions it raises."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import Shown
from workforce_tui.domain.edition import Audience, Edition, EditionKind, EditionSection, EditionTable
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workforce_tui.domain.cells import Cell

Question = tuple[str, str, str]
"""What a question is about, the question, and the code of the table it rests on."""
KEPT = ("narrative", "returns", "totals", "levels", "progress", "trend", "register", "comparability", "endorsement")
"""The sections of the update a pack has."""
_ASKED_BEFORE = "endorsement"
_LOW_DECLARATION = 60
"""Percent declared up to which a share says little."""


def pack_of(edition: Edition) -> Edition:
    """The panel pack of a public update, in the language in use.

    Raises:
        WorkforceError: the update is not for the public.
    """
    if edition.audience is not Audience.PUBLIC:
        raise WorkforceError(_("The panel pack has public figures only."), _("Make it of the public update."))
    kept = [one for one in edition.sections if one.code in KEPT]
    asked = EditionSection(0, "questions", _("Questions the panel may ask"), ("2e", "4d"), (_questions(edition),))
    before = [one for one in kept if one.code != _ASKED_BEFORE]
    ordered = (*before, asked, *(one for one in kept if one.code == _ASKED_BEFORE))
    return replace(
        edition,
        kind=EditionKind.PACK,
        title=_("Panel pack of the all-Wales workforce update, year to 31 March {year}").format(year=edition.year),
        sections=tuple(replace(one, number=place) for place, one in enumerate(ordered, 1)),
    )


def _questions(edition: Edition) -> EditionTable:
    asked = tuple(question for source in _SOURCES for question in source(edition))
    rows = tuple(
        Row(about, (Shown(text), Shown(table)), f"q{place}") for place, (about, text, table) in enumerate(asked, 1)
    )
    columns = (Column("question", _("Question"), numeric=False), Column("table", _("See table"), numeric=False))
    table = Table(
        _("Questions the panel may ask"), _("About"), columns, rows,
        (_("Drawn from the tables of this pack by rule. They say where to look, and nothing of why."),),
    )  # fmt: skip
    return EditionTable("TQ", "TQ " + _("Questions"), table)


def _table(edition: Edition, code: str, key: str) -> EditionTable | None:
    """The table of a section with a column of this key."""
    for section, held in edition.tables():
        if section.code == code and any(column.key == key for column in held.table.columns):
            return held
    return None


def _column(held: EditionTable, key: str) -> Iterator[tuple[Row, Cell]]:
    place = next(number for number, column in enumerate(held.table.columns) if column.key == key)
    return ((row, row.cells[place]) for row in held.table.rows)


def _of_returns(edition: Edition) -> Iterator[Question]:
    held = _table(edition, "returns", "snapshot")
    if held is None:
        return
    missing = [row.label for row, cell in _column(held, "snapshot") if not isinstance(cell, Shown)]
    if missing:
        text = _("When will these organisations send a return that can be used, and what keeps them: {names}?")
        yield _("Returns"), text.format(names=", ".join(missing)), held.code


def _of_population(edition: Edition) -> Iterator[Question]:
    progress = (one for section, one in edition.tables() if section.code == "progress" and one.dimension)
    held = next(progress, None)
    if held is None:
        return
    lower = [row.label for row, cell in _column(held, "standing") if cell == Shown(_("lower")) and row.key]
    if lower:
        text = _("What is planned where the share of staff is lower than that of the population: {names}?")
        yield _("Population"), text.format(names=", ".join(lower)), held.code


def _of_declaration(edition: Edition) -> Iterator[Question]:
    held = next((one for section, one in edition.tables() if section.code == "totals"), None)
    if held is None:
        return
    from decimal import Decimal

    low = [
        row.label
        for row, cell in _column(held, "declaration_rate")
        if isinstance(cell, Shown) and isinstance(cell.value, Decimal) and cell.value <= _LOW_DECLARATION
    ]
    if low:
        text = _("How will declaration of ethnicity be raised where it is too low to say much: {names}?")
        yield _("Declaration"), text.format(names=", ".join(low)), held.code


def _of_levels(edition: Edition) -> Iterator[Question]:
    held = next((one for section, one in edition.tables() if section.code == "levels"), None)
    if held is not None:
        text = _("At which levels is the share of staff lower than at those below, and what is done there?")
        yield _("Levels"), text, held.code
    else:
        yield _("Levels"), _("When will the organisations map their grades to common levels?"), "–"


def _of_register(edition: Edition) -> Iterator[Question]:
    held = _table(edition, "register", "records")
    if held is None:
        yield _("Explain or reform"), _("Which disparities were looked for, and why is none in the registers?"), "–"
        return
    counts = {row.key: cell for row, cell in _column(held, "records")}
    if counts.get("overdue") != Shown(0):
        text = _("Who explains the disparities whose explanation is overdue, and by when?")
        yield _("Explanations"), text, held.code
    if counts.get("reform") != Shown(0):
        yield _("Reforms"), _("What has changed through the reforms, and how is that measured again?"), held.code


def _always(edition: Edition) -> Iterator[Question]:
    held = next((one for section, one in edition.tables() if section.code == "comparability"), None)
    if held is not None:
        text = _("What is done so that next year's figures can be compared with this year's?")
        yield _("Comparison"), text, held.code
    text = _("What was learnt this year that others should take up, and what help is wanted from the panel?")
    yield _("Learning"), text, "–"


_SOURCES = (_of_returns, _of_population, _of_levels, _of_declaration, _of_register, _always)
