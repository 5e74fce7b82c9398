"""People who are in a file more than once: the same row twice, two posts, or two people under one number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.attributes import attributes_of
from workforce_tui.domain.formatting import number as amount
from workforce_tui.domain.posts import better_answer, weight
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.model import EthnicityLabel, GradeLabel, PersonRow
    from workforce_tui.importing.persons import Persons


MOST_NAMED = 30
"""Rows named in one issue; it says how many more there are."""


def settle_repeats(
    persons: Persons,
    repeats: Sequence[tuple[int, int, PersonRow]],
    grades: Sequence[GradeLabel],
    ethnicities: Sequence[EthnicityLabel],
    log: IssueLog,
) -> int:
    """Keep one row for each person and report the others; how many rows were set aside.

    Rows set aside for the same reason are one issue that names the first of them; each conflict is one of its own.
    """
    alike: dict[str, list[int]] = {}
    for number, code in main_posts(persons, repeats, grades, ethnicities):
        if code == "person_conflict":
            log.add(code, row=number)
        else:
            alike.setdefault(code, []).append(number)
    for code, numbers in alike.items():
        row = numbers[0] if len(numbers) == 1 else None
        log.add(code, row=row, number=amount(len(numbers)), rows=_named(numbers))
    return len(repeats)


def _named(numbers: Sequence[int]) -> str:
    """The first of some row numbers, and how many more there are."""
    named = [str(one) for one in numbers[:MOST_NAMED]]
    more = len(numbers) - len(named)
    return ", ".join([*named, *([_("and {number} more").format(number=amount(more))] if more else [])])


def main_posts(
    persons: Persons,
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
