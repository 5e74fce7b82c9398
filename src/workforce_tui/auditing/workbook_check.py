"""Whether a spreadsheet is accessible: each finding names the rule, the sheet and the cell."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workforce_tui.auditing.sheet_file import SheetFound, is_blank, is_blank_row, place
from workforce_tui.auditing.table_check import check_table
from workforce_tui.auditing.workbook_rules import RULES, Rule
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workforce_tui.auditing.sheet_file import FileFound, Range

_MEANINGLESS = re.compile(r"(?:sheet|taflen|worksheet|tab|table|page)[ _]?\d*", re.IGNORECASE)
_COVER = re.compile(r"cover|clawr|title|front|information|gwybodaeth|read ?me", re.IGNORECASE)
_CONTENTS = re.compile(r"contents?|cynnwys|index|mynegai", re.IGNORECASE)
_NOTES = re.compile(r"notes?|nodiadau|nodyn", re.IGNORECASE)
_NOTE_WORD = re.compile(r"\[(?:note|nodyn) \d+\]", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.|mailto:)\S+|\S+@\S+|#?'?[\w ]+'?![A-Z]+\d+", re.IGNORECASE)
_SAYS_NOTHING = frozenset({"", "here", "click here", "link", "this link", "more", "yma", "cliciwch yma", "dolen"})
_MOST_ALIKE = 20
"""Findings of one rule on one sheet that are listed; where there are more, the last says how many."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that is broken, where (sheet and cell, each empty where it is about the whole), and in what.

    `more` is how often it is broken on the sheet besides, where that is not listed.
    """

    rule: Rule
    sheet: str = ""
    cell: str = ""
    detail: str = ""
    more: int = 0

    @property
    def message(self) -> str:
        """What is wrong, in the language in use."""
        said = _(self.rule.message).format(detail=self.detail)
        return (
            said
            if not self.more
            else _("{said} Not listed of the same on this sheet: {number}.").format(said=said, number=self.more)
        )


def check_workbook(path: Path) -> tuple[Finding, ...]:
    """Every rule the spreadsheet at *path* breaks, the document's own first, then sheet by sheet.

    Raises:
        WorkforceError: there is no .xlsx or .ods file there that can be read.
    """
    found = _read(path)
    findings = [*_check_document(found), *(one for sheet in found.sheets for one in _check_sheet(sheet, found))]
    return tuple(_shortened(findings))


def _read(path: Path) -> FileFound:
    from workforce_tui.auditing.read_ods import read_ods
    from workforce_tui.auditing.read_xlsx import read_xlsx

    try:
        with zipfile.ZipFile(path) as archive:
            is_ods = "content.xml" in archive.namelist()
        return read_ods(path) if is_ods else read_xlsx(path)
    except FileNotFoundError:
        raise WorkforceError(_("There is no file {path}.").format(path=path), _("Check its name and folder.")) from None
    except Exception as error:
        # Each library has errors of its own for files that are something else, or damaged.
        raise WorkforceError(
            _("The file {path} cannot be read as a spreadsheet ({kind}).").format(path=path, kind=type(error).__name__),
            _("Only .xlsx and .ods files without a password can be checked."),
        ) from None


def _check_document(found: FileFound) -> Iterator[Finding]:
    if not found.title.strip():
        yield Finding(RULES["no_title"])
    if not found.language.strip():
        yield Finding(RULES["no_language"])
    if found.opened_at != 0 or (found.sheets and found.sheets[0].cursor != (0, 0)):
        yield Finding(RULES["opens_elsewhere"])
    if found.macros:
        yield Finding(RULES["macros"])
    names = [sheet.name for sheet in found.sheets]
    if len(names) > 2:
        for code, pattern in (("no_cover", _COVER), ("no_contents", _CONTENTS)):
            if not any(map(pattern.search, names)):
                yield Finding(RULES[code])
    if _refers_to_notes(found) and not any(map(_NOTES.search, names)):
        yield Finding(RULES["no_notes"])


def _refers_to_notes(found: FileFound) -> bool:
    cells = (cell for sheet in found.sheets for row in sheet.rows for cell in row)
    return any(isinstance(cell, str) and _NOTE_WORD.search(cell) for cell in cells)


def _check_sheet(sheet: SheetFound, found: FileFound) -> Iterator[Finding]:
    yield from _check_sheet_itself(sheet)
    if not sheet.height:
        return
    tables = _tables(sheet)
    marked = [area for _name, area in sheet.tables]
    if len(tables) > 1:
        yield Finding(RULES["several_tables"], sheet.name)
    for area in tables:
        if area not in marked:
            yield Finding(RULES["table_unmarked"], sheet.name, place(area[0], area[1]))
        for code, at, detail in check_table(sheet, area, _explanations(sheet, found)):
            yield Finding(RULES[code], sheet.name, place(*at), detail)
    last = max((area[2] for area in tables), default=sheet.height)
    below = next((row for row in range(last + 1, sheet.height) if not is_blank_row(sheet.rows[row])), None)
    if below is not None:
        text = next(str(cell) for cell in sheet.rows[below] if not is_blank(cell))
        yield Finding(RULES["below_table"], sheet.name, place(below, 0), _short(text))


def _check_sheet_itself(sheet: SheetFound) -> Iterator[Finding]:
    if _MEANINGLESS.fullmatch(sheet.name.strip()):
        yield Finding(RULES["sheet_name"], sheet.name)
    if sheet.hidden:
        yield Finding(RULES["hidden_sheet"], sheet.name)
    if not sheet.height:
        yield Finding(RULES["sheet_blank"], sheet.name)
        return
    if is_blank(sheet.value(0, 0)):
        yield Finding(RULES["not_from_a1"], sheet.name, "A1")
    elif not sheet.formatted_title:
        yield Finding(RULES["title_unmarked"], sheet.name, "A1")
    yield from _check_around(sheet)


def _check_around(sheet: SheetFound) -> Iterator[Finding]:
    """What is on the sheet besides its cells, and how they are shown.

    An address of a mailbox says where it leads; that of a page does not.
    """
    for top, left, bottom, right in sheet.merged:
        cells = f"{place(top, left)}:{place(bottom, right)}"
        yield Finding(RULES["merged_cells"], sheet.name, place(top, left), cells)
    for at, text, target in sheet.links:
        written = text.strip()
        if target.casefold() == f"mailto:{written}".casefold():
            continue
        if written.casefold() in _SAYS_NOTHING or _ADDRESS.fullmatch(written) or text == target:
            yield Finding(RULES["link_text"], sheet.name, place(*at), _short(text))
    counted = (("floating", sheet.floating), ("hidden_rows", sheet.hidden_rows), ("filled_cells", sheet.filled))
    for code, number in (*counted, ("hidden_columns", sheet.hidden_columns)):
        if number:
            yield Finding(RULES[code], sheet.name, detail=str(number))
    for code, is_so in (("page_text", sheet.page_text), ("filters", sheet.filtered), ("frozen", sheet.frozen)):
        if is_so:
            yield Finding(RULES[code], sheet.name)


def _tables(sheet: SheetFound) -> list[Range]:
    """The tables marked as such; without any, the block of rows with more than one cell filled."""
    if sheet.tables:
        return sorted(area for _name, area in sheet.tables)
    wide = [number for number, row in enumerate(sheet.rows) if sum(not is_blank(cell) for cell in row) > 1]
    if len(wide) < 2:
        return []
    columns = [column for number in wide for column, cell in enumerate(sheet.rows[number]) if not is_blank(cell)]
    return [(wide[0], min(columns), wide[-1], max(columns))]


def _explanations(sheet: SheetFound, found: FileFound) -> str:
    """The texts in which shorthand may be explained: the first column of the sheet, and the notes and cover."""
    own = [row[0] for row in sheet.rows if row and isinstance(row[0], str) and len(row[0]) > len("[c]")]
    others = [
        str(cell)
        for one in found.sheets
        if _NOTES.search(one.name) or _COVER.search(one.name)
        for row in one.rows
        for cell in row
        if isinstance(cell, str)
    ]
    return "\n".join([*map(str, own), *others])


def _shortened(findings: list[Finding]) -> Iterator[Finding]:
    """The findings without those that are too many of one rule on one sheet, of which the last listed tells."""
    all_alike = Counter((one.rule.code, one.sheet) for one in findings)
    counts: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        key = (finding.rule.code, finding.sheet)
        counts[key] += 1
        if counts[key] < _MOST_ALIKE:
            yield finding
        elif counts[key] == _MOST_ALIKE:
            yield replace(finding, more=all_alike[key] - _MOST_ALIKE)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"
