"""A small publication made by hand: a force of two grades, with one figure withheld and one not available."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from workforce_tui.domain.cells import NotAvailable, Shown, Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.publication import FigureRow, Marker, Publication, PublishedTable, Unit
from workforce_tui.domain.table import Column, Row, Table

DAY = date(2025, 3, 31)
GWENT = "gwent-police"
MEASURES = ("headcount", "known", "minority", "white", "undeclared", "unknown", "share")
LABELS = ("Headcount", "Known", "Ethnic minority", "White", "Undeclared", "Unknown", "Share of known (%)")
ROWS: dict[str, tuple[str, tuple[int | Decimal | None, ...]]] = {
    "CONSTABLE": ("Constable", (1045, 980, 40, 940, 35, 30, Decimal("4.1"))),
    "SERGEANT": ("Sergeant", (200, 190, None, 190, None, None, None)),
    "": ("All staff", (1245, 1170, 45, 1130, 40, 35, Decimal("3.8"))),
}


def sample_figures(rows: dict[str, tuple[str, tuple[int | Decimal | None, ...]]] | None = None) -> list[FigureRow]:
    """The figures, each once."""
    return [
        _figure(code, label, measure, value)
        for code, (label, values) in (rows or ROWS).items()
        for measure, value in zip(MEASURES, values, strict=True)
    ]


def _figure(code: str, label: str, measure: str, value: int | Decimal | None) -> FigureRow:
    by_definition = measure in ("minority", "white", "share")
    return FigureRow(
        organisation=GWENT,
        area="gwent",
        period=DAY,
        dimension="grade" if code else "",
        row=code,
        row_label=label,
        cut="",
        definition="em_excl" if by_definition else "",
        measure=measure,
        value=value,
        unit=Unit.PERCENT if measure == "share" else Unit.PEOPLE,
        base_measure="known" if measure == "share" else "",
        marker="" if value is not None else Marker.CONFIDENTIAL,
        profile="PUBLIC",
        threshold=10,
        rounding=5,
        version="1",
    )


def sample_table(rows: dict[str, tuple[str, tuple[int | Decimal | None, ...]]] | None = None) -> Table:
    """The table of the figures; the total's unknown is not available, to have one of each."""
    drawn = []
    for code, (label, values) in (rows or ROWS).items():
        cells = [
            Withheld("small") if value is None else Shown(Count.exact(value) if isinstance(value, int) else value)
            for value in values
        ]
        drawn.append(Row(label, tuple(cells), code))
    columns = tuple(
        Column(code, label, "%" if code == "share" else "") for code, label in zip(MEASURES, LABELS, strict=True)
    )
    return Table(
        "Ethnic minority representation by grade: Gwent Police, 31 March 2025",
        "Grade",
        columns,
        tuple(drawn),
        notes=("Definition: Ethnic minorities (excluding White minorities).",),
        source="Staff records of the organisations.",
        as_at=DAY,
        definition=EthnicityDefinition.EM_EXCL,
    )


def sample_publication(
    rows: dict[str, tuple[str, tuple[int | Decimal | None, ...]]] | None = None, *, language: str = "en"
) -> Publication:
    """The publication; *rows* in place of its own."""
    table = sample_table(rows)
    absent = replace(table.rows[-1], cells=(*table.rows[-1].cells[:5], NotAvailable("coarse"), table.rows[-1].cells[6]))
    figures = sample_figures(rows)
    if rows is None:
        table = replace(table, rows=(*table.rows[:-1], absent))
        place = next(n for n, one in enumerate(figures) if not one.row and one.measure == "unknown")
        figures[place] = replace(figures[place], value=None, marker=Marker.NOT_AVAILABLE)
    mapping = Table(
        "Grades beside common levels and tiers",
        "Organisation",
        (Column("grade", "Grade", numeric=False), Column("level", "Level", numeric=False)),
        (Row("Gwent Police", (Shown("Constable"), Shown("L2")), GWENT),),
    )
    published = PublishedTable("T1", "T1 Grade", table, GWENT, "gwent", DAY, "grade", "em_excl", "", "share")
    return Publication(
        title="Ethnic minority representation in the workforce: Gwent Police, 2025",
        language=language,
        facts=(("Organisation", "Gwent Police"), ("Disclosure profile", "PUBLIC")),
        notes=("Known is everyone with a recorded ethnicity.", "[c] = confidential, [x] = not available."),
        tables=(published,),
        figures=tuple(figures),
        mapping=mapping,
        author="workforce-tui",
        codes={"profile": "PUBLIC", "threshold": "10", "rounding": "5", "version": "1"},
    )
