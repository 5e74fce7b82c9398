"""People who are in a file more than once: the same row twice, two posts, or two people under one number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.attributes import attributes_of
from workforce_tui.domain.posts import better_answer, weight

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.model import EthnicityLabel, GradeLabel, PersonRow


def settle_repeats(
    persons: list[PersonRow],
    repeats: Sequence[tuple[int, int, PersonRow]],
    grades: Sequence[GradeLabel],
    ethnicities: Sequence[EthnicityLabel],
    log: IssueLog,
) -> int:
    """Keep one row for each person and report the others; how many rows were set aside."""
    for number, code in main_posts(persons, repeats, grades, ethnicities):
        log.add(code, row=number)
    return len(repeats)


def main_posts(
    persons: list[PersonRow],
    repeats: Iterable[tuple[int, int, PersonRow]],
    grades: Sequence[GradeLabel],
    ethnicities: Sequence[EthnicityLabel],
) -> Iterator[tuple[int, str]]:
    """Keep one row for each person; the number of each row set aside and the code of the issue that says why.

    The main post is one in the workforce if there is any: somebody who is also a special is counted as the officer
    or member of staff they are. Among those it is the post with the larger FTE, the first on ties. An
    ethnicity that is known outranks one that is not; of two that agree, the finer is kept.
    """
    for number, position, row in repeats:
        first = persons[position]
        ethnicity = _common_ethnicity(first[3], row[3], ethnicities)
        if ethnicity is None:
            yield number, "person_conflict"
            continue
        same_grade = _meaning(grades[first[2]]) == _meaning(grades[row[2]])
        same = same_grade and first[3] == row[3] and first[4] == row[4]
        yield number, "duplicate_row" if same else "two_posts"
        main = row if weight(row[4], row[6]) > weight(first[4], first[6]) else first
        other = first if main is row else row
        both = attributes_of(main[8]).beside(attributes_of(other[8])).code
        persons[position] = (*main[:3], ethnicity, *main[4:8], both)


def _meaning(label: GradeLabel) -> tuple[str, str | None]:
    return (label.code or label.raw, label.temporary)


def _common_ethnicity(first: int, second: int, labels: Sequence[EthnicityLabel]) -> int | None:
    """The label to keep for somebody with two; None when they are two different answers."""
    better = better_answer(labels[first].code, labels[second].code)
    return None if better is None else (first, second)[better]
