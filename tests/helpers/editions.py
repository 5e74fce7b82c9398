"""A small edition of a return made by hand: every kind of cell, both languages, and texts that mean harm."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import NotAvailable, Shown, Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.edition import (
    AUDIENCE_PROFILES,
    Audience,
    Edition,
    EditionKind,
    EditionSection,
    EditionTable,
    EditionText,
)
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.table import Column, Row, Table

if TYPE_CHECKING:
    from workforce_tui.domain.cells import Cell

DAY = date(2025, 3, 31)
GWENT = "gwent-police"
FORMULA, MARKUP, SCRIPT = "=1+1", "[red]bold[/]", '<script>alert("1")</script>'
WELSH = "Siaradwyr: tŷ, ŵyn, ŷd, â, ê, î, ô, û, ï"
MEASURES = ("headcount", "known", "minority", "white", "not_given", "share", "remark")
LABELS = {
    "en": ("Headcount", "Known", "Ethnic minority", "White", "Not given", "Share of known (%)", "Remark"),
    "cy": ("Nifer", "Hysbys", "Lleiafrif ethnig", "Gwyn", "Heb ei roi", "Cyfran o'r hysbys (%)", "Sylw"),
}


def staff_table(language: str = "en", *, minority: int = 40) -> EditionTable:
    """Staff by level: exact counts, an interval, withheld figures, an absent one, percentages and remarks."""
    welsh = language == "cy"
    rows = (
        _row("L1", "Lefel 1" if welsh else "Level 1", 1045, 980, minority, 940, 65, Decimal("4.1"), FORMULA),
        _row("L2", "Lefel 2" if welsh else "Level 2", 200, 190, None, None, 10, None, MARKUP),
        Row(
            "Lefel 3" if welsh else "Level 3",
            (
                *map(Shown, (Count(61, 64), Count(56, 60))), Withheld("small"), Withheld("partner"),
                NotAvailable("coarse"), NotAvailable("base"), Shown(WELSH),
            ),
            "L3",
        ),
        _row("", "Pawb" if welsh else "All staff", 1305, 1230, 45, 1185, 75, Decimal("3.7"), SCRIPT),
    )  # fmt: skip
    columns = tuple(
        Column(code, label, "%" if code == "share" else "", numeric=code != "remark", essential=code != "not_given")
        for code, label in zip(MEASURES, LABELS[language], strict=True)
    )
    table = Table(
        "Staff yn ôl lefel: Heddlu Gwent" if welsh else "Staff in post by level: Gwent Police",
        "Lefel" if welsh else "Level",
        columns,
        rows,
        notes=("Figures are rounded to the nearest 5; [c] = confidential.", FORMULA),
        source="Staff records.",
        as_at=DAY,
        definition=EthnicityDefinition.EM_EXCL,
    )
    return EditionTable("T4a", "T4a Lefel" if welsh else "T4a Level", table, dimension="level", chart="share")


def _row(key: str, label: str, *values: int | Decimal | str | None) -> Row:
    return Row(label, tuple(_cell(value) for value in values), key)


def _cell(value: int | Decimal | str | None) -> Cell:
    if value is None:
        return Withheld("small")
    return Shown(Count.exact(value) if isinstance(value, int) else value)


def leavers_table() -> EditionTable:
    """An event table: leavers by reason."""
    columns = (Column("headcount", "Leavers"), Column("minority", "Ethnic minority"))
    rows = (
        Row("Resignation", (Shown(Count.exact(35)), Withheld("small")), "resignation"),
        Row("Retirement", (Shown(Count.exact(20)), Withheld("partner")), "retirement"),
        Row("All leavers", (Shown(Count.exact(55)), Shown(Count.exact(10))), ""),
    )
    table = Table("Leavers by reason: Gwent Police", "Reason", columns, rows, as_at=DAY)
    return EditionTable("T9a", "T9a Reason", table, dimension="outcome", cut="event:leavers")


def targets_table() -> EditionTable:
    """A table of words, with hostile ones among them."""
    columns = (
        Column("target", "Target", numeric=False),
        Column("score", "Score"),
        Column("members", "Members"),
        Column("why", "Why", numeric=False),
    )
    rows = (
        Row("All staff", (Shown("6.0% by 2030"), Shown(4.25), Shown(120), Shown(MARKUP)), "workforce"),
        Row(FORMULA, (Shown("none"), NotAvailable("not stated"), Withheld("small"), Shown("@cmd\nsecond line")), "l5"),
    )
    return EditionTable("T12a", "T12a Targets", Table("Targets: Gwent Police", "For", columns, rows))


def sample_sections(language: str = "en", *, minority: int = 40) -> tuple[EditionSection, ...]:
    """Sections with tables, with texts, and one with nothing to report."""
    texts = (
        EditionText("actions", "Actions taken", "We did A.\nThen B: 'quoted', \"too\".", WELSH, "approved"),
        EditionText("outcomes", "What came of them", f"{FORMULA} {MARKUP} {SCRIPT}"),
    )
    return (
        EditionSection(4, "staff", "Staff in post", ("2a",), (staff_table(language, minority=minority),)),
        EditionSection(9, "leavers", "Leavers by reason", ("2a",), (leavers_table(),)),
        EditionSection(11, "training", "Training", ("5",), nothing="No training was held this year."),
        EditionSection(12, "targets", "Targets", ("2a",), (targets_table(),)),
        EditionSection(17, "narrative", "Narrative", ("2e",), texts=texts),
    )


def sample_edition(
    language: str = "en",
    audience: Audience = Audience.INTERNAL,
    *,
    version: int = 1,
    year: int = 2025,
    organisation: str = GWENT,
    minority: int = 40,
) -> Edition:
    """The edition; *minority* is one of its figures, to have editions that differ."""
    welsh = language == "cy"
    mapping = Table(
        "Grades beside common levels",
        "Organisation",
        (Column("grade", "Grade", numeric=False), Column("level", "Level", numeric=False)),
        (
            Row("Gwent Police", (Shown("Constable"), Shown("L1")), organisation),
            Row("Gwent Police", (Shown("Sergeant"), Shown("L2")), organisation),
        ),
    )
    return Edition(
        kind=EditionKind.RETURN,
        audience=audience,
        organisation=organisation,
        year=year,
        version=version,
        language=language,
        title="Ffurflen flynyddol: Heddlu Gwent" if welsh else "Annual return: Gwent Police",
        facts=(("Organisation", "Gwent Police / Heddlu Gwent"), ("Profile", AUDIENCE_PROFILES[audience])),
        sections=sample_sections(language, minority=minority),
        notes=("Known is everyone with a recorded ethnicity.", "[c] = confidential, [x] = not available."),
        mapping=mapping,
        author="workforce-tui",
        codes={
            "profile": AUDIENCE_PROFILES[audience],
            "threshold": "10" if audience is Audience.PUBLIC else "5",
            "rounding": "5",
            "area": "gwent",
            "period": DAY.isoformat(),
            "definition": "em_excl",
            "state": "submitted",
            "signed_name": "Ann Ŵyn",
            "signed_post": "Chief Constable",
            "signed_on": "2025-06-20",
            "signed_sha256": "0" * 64,
        },
    )


def with_figure(edition: Edition, table: str, row: str, column: str, cell: Cell) -> Edition:
    """The edition with one cell in place of another."""
    sections = tuple(
        replace(
            section,
            tables=tuple(
                replace(one, table=_changed(one.table, row, column, cell)) if one.code == table else one
                for one in section.tables
            ),
        )
        for section in edition.sections
    )
    return replace(edition, sections=sections)


def _changed(table: Table, row: str, column: str, cell: Cell) -> Table:
    place = next(number for number, one in enumerate(table.columns) if one.key == column)
    rows = tuple(
        replace(one, cells=(*one.cells[:place], cell, *one.cells[place + 1 :])) if one.key == row else one
        for one in table.rows
    )
    return replace(table, rows=rows)
