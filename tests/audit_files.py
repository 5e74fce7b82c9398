"""A small safe release as a page, a workbook and text, to plant something in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from audit_returns import PUBLIC, people, table
from workforce_tui.auditing import Protection, audit

if TYPE_CHECKING:
    from pathlib import Path

    from audit_returns import Line
    from workforce_tui.auditing import AuditReport

FORCE = {
    "CONSTABLE": people(40, 900, 30, 12),
    "SERGEANT": people(3, 190, 7, 6),
    "INSPECTOR": people(2, 80, 6, 11),
    "SUPERINTENDENT": people(1, 12, 0, 0),
}
LABELS = {
    "en": {"CONSTABLE": "Constable", "SERGEANT": "Sergeant", "INSPECTOR": "Inspector", "": "All staff"},
    "cy": {"CONSTABLE": "Cwnstabl", "SERGEANT": "Rhingyll", "INSPECTOR": "Arolygydd", "": "Yr holl staff"},
}
HEADS = {
    "en": ("Grade", "Headcount", "Known", "Ethnic minority", "White"),
    "cy": ("Gradd", "Nifer staff", "Hysbys", "Lleiafrif ethnig", "Gwyn"),
}
TITLES = {
    "en": "Ethnic minority representation by grade: Gwent Police, 31 March 2026",
    "cy": "Cynrychiolaeth lleiafrifoedd ethnig yn ôl gradd: Heddlu Gwent, 31 Mawrth 2026",
}
NOTES = {
    "en": "Counts under 10 are withheld, others are to the nearest 5. [c] = confidential.",
    "cy": "Ni ddangosir cyfrifon o dan 10; mae'r lleill i'r 5 agosaf. [c] = cyfrinachol.",
}
TEN = Protection(10)


def safe_lines() -> list[Line]:
    return table(FORCE, PUBLIC)


def grid(language: str = "en") -> list[list[str]]:
    """The release as a table with a column for each measure."""
    shown = {(one["row"], one["measure"]): one["value"] or "[c]" for one in safe_lines()}
    rows = [
        [label, *(shown[code, measure] for measure in ("headcount", "known", "minority", "white"))]
        for code, label in LABELS[language].items()
    ]
    rows.insert(3, ["Superintendent" if language == "en" else "Uwch-arolygydd", "15", "15", "[c]", "10"])
    return [list(HEADS[language]), *rows]


def page(rows: list[list[str]], more: str = "", language: str = "en") -> str:
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    codes = 'data-organisation="gwent-police" data-period="2026-03-31" data-dimension="grade" data-definition="em_excl"'
    return (
        f"<!DOCTYPE html><html><body><h1>{TITLES[language]}</h1><p>{NOTES[language]}</p>"
        f"<table {codes}><caption>{TITLES[language]}</caption>{body}</table>{more}</body></html>"
    )


def workbook(path: Path, rows: list[list[str]], change: Any = None, language: str = "en") -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "T1"
    sheet.append([TITLES[language]])
    sheet.append([NOTES[language]])
    for row in rows:
        sheet.append([int(cell) if cell.isdigit() else cell for cell in row])
    if change is not None:
        change(book)
    book.save(path)
    return path


def audited(path: Path) -> AuditReport:
    return audit([path], protection=TEN)
