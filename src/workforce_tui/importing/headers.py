"""Finding the header of a table: which rows, and what each column is called."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from workforce_tui.domain.ethnicity import five_group, node
from workforce_tui.domain.ethnicity_labels import AMBIGUOUS, recognise_ethnicity
from workforce_tui.domain.label_keys import label_key
from workforce_tui.domain.workforce import recognise_sex, recognise_worker_type
from workforce_tui.importing.broad_groups import broad_group, part_of_group
from workforce_tui.importing.dates_across import days_of
from workforce_tui.importing.known import is_grade
from workforce_tui.importing.return_headers import split_return_header
from workforce_tui.importing.sexes_across import sexes_apart
from workforce_tui.importing.synonyms import field_of, header_fields
from workforce_tui.importing.values import is_percentage, is_total, parse_number, summed_group, tidy, to_text
from workforce_tui.importing.working_patterns import working_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from workforce_tui.importing.values import Cell

    Range = tuple[tuple[int, int], tuple[int, int]]

MOST_HEADER_ROWS = 3
_LAST_START = 40
_LONGEST_HEADER = 200
_WEIGHT = {"ethnicity": 3, "grade": 3, "substantive_grade": 3, "staff_number": 3, "headcount": 2, "ignored": 1}
_DEFAULT_WEIGHT = 1
_ENOUGH = 4
_NEARLY = 0.6


@dataclass(frozen=True)
class Header:
    """Header rows `first` to `last` (from 0) and the texts of each column, outermost first, blanks left out."""

    first: int
    last: int
    columns: tuple[tuple[str, ...], ...]
    score: int

    @cached_property
    def names(self) -> list[str]:
        """Each column's header in one line."""
        return [" | ".join(parts) for parts in self.columns]


@lru_cache(maxsize=4096)
def ethnic_header(text: str) -> str | None:
    """The ethnic group a column header names, None when it does not name exactly one.

    Of "Non-BME" somebody has to say whether it is White or everybody else: it is a header all the same.
    """
    if not text or len(text) > _LONGEST_HEADER or is_percentage(text):
        return None
    if is_total(text):
        code = recognise_ethnicity(summed_group(text), suggest=False).code if summed_group(text) else None
        return code if code is not None and node(code).granularity > 0 else None
    found = recognise_ethnicity(text, suggest=False) if any(map(str.isalpha, text)) else None
    if found is None or found.code is not None or found.reason != AMBIGUOUS:
        return found.code if found is not None else None
    first = found.suggestions[0].code
    return first if node(first).granularity > 0 and five_group(first) == first else None


def ethnic_column(parts: tuple[str, ...]) -> str | None:
    """The ethnic group of a column; None where no header row names one."""
    return ethnic_header(group_text(parts))


def group_text(parts: Sequence[str]) -> str:
    """What names the ethnic group of a column: its innermost header row that does, "" where none does.

    Under a broad group a text may mean a part of it that it does not name alone: "British" or "Other" under "White" is
    "White - British" or "White - Other".
    """
    for place in reversed(range(len(parts))):
        part = parts[place]
        group = next((outer for outer in reversed(parts[:place]) if broad_group(outer) and not is_total(outer)), "")
        if not is_total(part) and (together := part_of_group(group, part)):
            return together
        if ethnic_header(part):
            return part
    return ""


def ethnic_groups(columns: Sequence[tuple[str, ...]]) -> set[str]:
    """The different ethnic groups the columns are headed by, answers such as "not stated" left out."""
    codes = {ethnic_column(parts) for parts in columns} - {None}
    return {code for code in codes if code is not None and node(code).granularity > 0}


def find_header(
    head: Sequence[list[Cell]],
    merged: Sequence[Range],
    at: int | None = None,
    *,
    score: Callable[[Sequence[tuple[str, ...]]], int] | None = None,
) -> Header | None:
    """The header of the first table among the first rows of a sheet; None when nothing looks like one.

    *at* is the first header row (from 0) when a person has said where it is. A header of several rows is only
    taken when the rows together say more than one row alone. A table further down is not preferred to one above it
    that is nearly as good. *score* says how much header texts say, where another table than one of staff is sought.
    """
    starts = range(min(len(head), _LAST_START)) if at is None else [at]
    found = [header for start in starts for header in _starting_at(head, merged, start, score or header_score)]
    if at is None:
        best = max((header.score for header in found), default=0)
        found = [header for header in found if header.score >= max(_ENOUGH, _NEARLY * best)]
        reach = min((header.last for header in found), default=0) + MOST_HEADER_ROWS - 1
        found = [header for header in found if header.last <= reach]
    return max(found, key=lambda header: (header.score, header.first - header.last, -header.first), default=None)


def _starting_at(
    head: Sequence[list[Cell]],
    merged: Sequence[Range],
    start: int,
    score: Callable[[Sequence[tuple[str, ...]]], int],
) -> Iterator[Header]:
    if start >= len(head) or not any(cell != "" for cell in head[start]):
        return
    for last in range(start, min(start + MOST_HEADER_ROWS, len(head))):
        if last > start and not _may_be_header(head[last]):
            return
        columns = _join(head, merged, start, last)
        if last + 1 == start + MOST_HEADER_ROWS or not _goes_on(head, merged, last):
            yield Header(start, last, columns, score(columns))


def _goes_on(head: Sequence[list[Cell]], merged: Sequence[Range], last: int) -> bool:
    """Whether the row below divides what stands over several columns, as women and men under each group."""
    below = head[last + 1] if last + 1 < len(head) else []
    for (top, left), (bottom, right) in merged:
        if top <= last <= bottom and left < right and _may_be_header(below):
            texts = [text for cell in below[left : right + 1] if (text := to_text(cell))]
            if len(texts) > 1 and all(map(_is_division, texts)):
                return True
    return False


def _may_be_header(row: list[Cell]) -> bool:
    """Whether a row below a header row may belong to the header: it has words, and no numbers."""
    texts = [to_text(cell) for cell in row if cell != ""]
    if not texts:
        return False
    if any(not isinstance(cell, str) for cell in row):
        return False
    return not any(parse_number(text) is not None for text in texts)


def _divided(columns: Sequence[tuple[str, ...]], names: Callable[[str], object]) -> int:
    """How many header rows beside that of what *names* knows (groups, grades) say what is counted: "%", the sexes.

    A text over the first column as well is a title.
    """
    title = columns[0] if columns else ()
    divisions = (
        sum(_is_division(part) for part in parts if part not in title)
        for parts in columns
        if len(parts) > 1 and any(map(names, parts))
    )
    return max(divisions, default=0)


def _is_division(text: str) -> bool:
    """Whether a header says what is counted, or of which people, and names no group."""
    if is_percentage(text) or recognise_worker_type(text) or working_pattern(text):
        return True
    if (field_of(text) or ("",))[0] in ("headcount", "fte"):
        return True
    return not ethnic_header(text) and recognise_sex(text) is not None


def header_score(columns: Sequence[tuple[str, ...]]) -> int:
    """How much header texts say of a table of staff."""
    groups = ethnic_groups(columns)
    fields = {found[0] for parts in columns if (found := header_fields(_undivided(parts)))}
    if len(groups) > 1:
        # Over columns headed by the groups themselves "Ethnicity" is a heading, not a column.
        fields -= {"ethnicity", "ethnicity_code"}
    score = sum(_WEIGHT.get(field, _DEFAULT_WEIGHT) for field in fields)
    if len(groups) > 1:
        score += 2 * len(groups) + _divided(columns, ethnic_header)
    elif not fields & {"grade", "substantive_grade"} and len(across := _grades(columns)) > 1:
        score += 2 * len(across) + _divided(columns, is_grade)
    return max(score, _ENOUGH) if days_of(columns) else score


def recognise(text: str) -> None:
    """Find out what a text means as a header of one row, which is then remembered."""
    ethnic_header(text)
    field_of(text)
    is_grade(text)


def _undivided(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The header texts without those that only tell full-time from part-time."""
    return tuple(part for part in parts if not working_pattern(part)) if len(parts) > 1 else parts


def _grades(columns: Sequence[tuple[str, ...]]) -> set[str]:
    """The different grades that columns are headed by."""
    return {label_key(part) for parts in columns for part in parts if not is_total(part) and is_grade(part)}


def _join(head: Sequence[list[Cell]], merged: Sequence[Range], first: int, last: int) -> tuple[tuple[str, ...], ...]:
    """The header texts of each column; a text over several columns belongs to each of them."""
    width = max(len(row) for row in head)
    grid = [[_header_text(cell) for cell in head[row]] for row in range(first, last + 1)]
    for texts in grid:
        texts.extend([""] * (width - len(texts)))
    for depth in reversed(range(len(grid) - 1)):
        texts = grid[depth]
        _spread(texts, grid[depth + 1], [area for area in merged if area[0][0] == first + depth])
    columns = [split_return_header(_unrepeated(grid, column)) for column in range(width)]
    return sexes_apart(columns, lambda text: ethnic_header(text) or is_grade(text))


def _header_text(cell: Cell) -> str:
    """A header cell; a lone full stop stands for a blank one in text made of a sheet with merged cells."""
    text = to_text(cell)[:_LONGEST_HEADER]
    return "" if text == "." else text


def _spread(parents: list[str], children: list[str], merged: Sequence[Range]) -> None:
    """Fill a parent row to the right: by the merged cells where the file has them, else while there are children."""
    if merged:
        for (_top, left), (_bottom, right) in merged:
            if left < len(parents):
                parents[left : right + 1] = [parents[left]] * (min(right + 1, len(parents)) - left)
        return
    current = ""
    for column, text in enumerate(parents):
        if text:
            current = text if children[column] else ""
        elif children[column]:
            parents[column] = current
        else:
            current = ""


def _unrepeated(grid: Sequence[Sequence[str]], column: int) -> list[str]:
    """The header texts of a column; one that stands below itself counts once, unless it is a part of a broad group."""
    kept: list[str] = []
    for depth, texts in enumerate(grid):
        text = texts[column]
        if text and (not kept or tidy(kept[-1]) != tidy(text) or _is_rest(grid, depth, column)):
            kept.append(text)
    return kept


def _is_rest(grid: Sequence[Sequence[str]], depth: int, column: int) -> bool:
    """Whether a text under itself names the rest of a broad group: "Other" over "Arab" and "Other"."""
    above, here = grid[depth - 1], grid[depth]
    beside = [place for place in (column - 1, column + 1) if 0 <= place < len(here)]
    others = [here[place] for place in beside if tidy(above[place]) == tidy(here[column])]
    return (
        any(tidy(other) != tidy(here[column]) for other in others if other)
        and part_of_group(here[column], here[column]) != ""
    )
