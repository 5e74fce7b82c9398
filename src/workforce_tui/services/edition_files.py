"""Interchange files of editions: read apart, taken at their word only where their rows and their hash agree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain.edition_fields import RecordKind
from workforce_tui.domain.edition_reading import RowProblem, RowsRefused, with_other_problems
from workforce_tui.domain.edition_rows import content_hash, edition_of, rows_of
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import LANGUAGES, _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from workforce_tui.domain.edition import Edition

_HALF = re.compile(r"\\ud[89a-f]")
MOST_TOLD = 20
"""Problems of a file that are told in words."""


class EditionError(WorkforceError):
    """A file that cannot be read as an edition at all, or whose rows are none; `problems` are all of them."""

    def __init__(self, message: str, hint: str = "", problems: Sequence[RowProblem] = ()) -> None:
        super().__init__(message, hint)
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class ReadEdition:
    """The edition in a file, the hash the file states ("" for none) and the one its rows have."""

    edition: Edition
    stated: str
    found: str

    @property
    def intact(self) -> bool:
        """Whether the rows are those the hash was made of."""
        return self.stated == self.found


def read_edition(path: Path) -> ReadEdition:
    """The edition in a tidy CSV, or in the last sheet of a workbook.

    Raises:
        EditionError: the file cannot be read, or its rows are no edition; all that is wrong is collected.
    """
    from workforce_tui.importing.edition_file import edition_file_apart

    try:
        held = edition_file_apart(path)
    except WorkforceError as error:
        raise EditionError(error.message, error.hint) from None
    if held.problems:
        raise _refused(path, with_other_problems(held.problems, held.rows, held.lines))
    try:
        edition = edition_of(held.rows, held.lines)
    except RowsRefused as refused:
        raise _refused(path, refused.problems) from None
    return ReadEdition(edition, stated_hash(held.rows), content_hash(held.rows))


def faults_of(edition: Edition) -> list[str]:
    """What would keep an edition that came in a file from being written again, in words."""
    codes = [held.code.casefold() for _section, held in edition.tables()]
    written = (text.replace("\\\\", "") for row in rows_of(edition) for text in row.values() if "\\" in text)
    found = [
        "" if edition.language in LANGUAGES else _("It is in no language that is known."),
        "" if len(set(codes)) == len(codes) else _("Several of its tables have the same code."),
        _("A text in it has half of a character.") if any(map(_HALF.search, written)) else "",
    ]
    return [text for text in found if text]


def stated_hash(rows: Sequence[Mapping[str, str]]) -> str:
    """The hash that rows end with; "" where they do not end with one, or name several."""
    hashes = [row for row in rows if row["record"] == RecordKind.HASH]
    return hashes[0]["text"] if len(hashes) == 1 and rows[-1] is hashes[0] and hashes[0]["entry"] == "sha256" else ""


def _refused(path: Path, problems: Sequence[RowProblem]) -> EditionError:
    lines = [_("{name} is not as the schema of returns has it:").format(name=path.name)]
    lines += map(problem_text, problems[:MOST_TOLD])
    if len(problems) > MOST_TOLD:
        lines.append(_("Problems that are not listed here: {number}.").format(number=len(problems) - MOST_TOLD))
    hint = _("Ask for the file again, as it was exported. Nothing was changed.")
    return EditionError("\n".join(lines), hint, problems)


def problem_text(problem: RowProblem) -> str:
    """A problem in words: line, column, what was found, what is expected."""
    found = problem.found or _("nothing")
    if not problem.column:
        text = _("line {line}: found {found}, expected {expected}")
    else:
        text = _("line {line}, {column}: found {found}, expected {expected}")
    return text.format(line=problem.line, column=problem.column, found=found, expected=problem.expected)
