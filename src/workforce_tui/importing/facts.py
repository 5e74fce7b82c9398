"""Counts read from a table, before totals are told from what they add up."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import Count

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workforce_tui.importing.model import CountRow
    from workforce_tui.importing.values import Cell

ANY = None
"""In a dimension of a total: all of its members together."""
UNBOUNDED = 10**9
"""The upper end of a count that was left out: it may be anything."""

Key = tuple["int | None", int, "str | None", "int | None", "str | None", "str | None", "str | None"]
"""(organisation's snapshot, day, grade as written, ethnicity label, worker type, sex, outcome of an event)."""
ORGANISATION, DAY, GRADE, ETHNICITY, WORKER, SEX, OUTCOME = range(7)


@dataclass(slots=True)
class Fact:
    """One cell with a number of people, and what it says of them."""

    key: Key
    low: int
    high: int
    row: int
    column: str
    label: str = ""
    """The text that makes it a total."""
    fte: int | None = None
    grade: int = -1
    """Index of the grade label; -1 for a total."""
    section: str = ""
    """The worker type of the heading above the row, which a total below it may or may not be limited to."""
    raw: tuple[str, Cell] | None = None
    """The grade and the cell as written, of a total over sexes or kinds of worker: it may be all that the table has."""
    loose: tuple[int, ...] = ()
    """Dimensions of a total that were blank and filled from the row above, so that it may be over all of them."""

    group: str = ""
    """The ethnic group that a total over ethnic groups names, as written: "White" of "White total"."""
    marker: str = ""
    """What stands in the cell while nobody has said what it means."""
    unknown: str | None = None
    """What stands in the cell where somebody said that it means a number that is not known; "" for an empty one."""
    undivided: bool = False
    """Whether it counts people of all sexes, in a table that divides others by sex."""

    @property
    def is_total(self) -> bool:
        """Whether it adds up others."""
        return any(part is ANY for part in self.key)

    @property
    def known(self) -> bool:
        """Whether it has an upper limit, so that it can be counted."""
        return self.high < UNBOUNDED


def drop_undivided(facts: Iterable[Fact], *, has_workers: bool) -> list[Fact]:
    """Facts of a table that only gives totals over sexes (or worker types) say nothing of sex: it is unknown.

    So it is of a grade and ethnic group that is not divided by sex where others are. *has_workers* is whether the table
    says what kind of worker is counted, so that none named means all of them.
    """
    found = list(facts)
    divided: dict[tuple[object, ...], set[object]] = defaultdict(set)
    for fact in found:
        if fact.key[SEX] is not ANY:
            divided[_apart_from_sex(fact)].add(fact.key[WORKER])
    for fact in found:
        of_one_group = fact.raw is not None and fact.key[ETHNICITY] is not ANY
        workers = divided.get(_apart_from_sex(fact), set())
        is_divided = bool(workers) and (fact.key[WORKER] is ANY or not workers.isdisjoint((ANY, fact.key[WORKER])))
        if of_one_group and fact.key[SEX] is ANY and not is_divided:
            *key, worker, _sex, outcome = fact.key
            fact.key = (*key, worker if has_workers else worker or "", "unknown", outcome)  # type: ignore[assignment]
            fact.undivided = True
    for dimension, blank in ((SEX, "unknown"), (WORKER, "")):
        if found and all(fact.key[dimension] is ANY for fact in found):
            for fact in found:
                key = list(fact.key)
                key[dimension] = blank
                fact.key = tuple(key)  # type: ignore[assignment]
    return found


def drop_not_divided(facts: Sequence[Fact]) -> tuple[list[Fact], Counter[str]]:
    """Leave out the sexes of a grade and group where none has a number and both together have one.

    Returns what is left, and how many cells there were of each marker.
    """
    cells: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.key[SEX] is not ANY and not fact.is_total:
            cells[_apart_from_sex(fact)].append(fact)
    left: dict[int, Fact] = {}
    for fact in facts:
        if fact.key[SEX] is ANY and fact.raw and fact.known and fact.low:
            divided = [each for each in cells[_apart_from_sex(fact)] if _is_of_worker(each, fact)]
            left |= {id(each): each for each in divided if all(one.marker for one in divided)}
    return [fact for fact in facts if id(fact) not in left], Counter(fact.marker for fact in left.values())


def _is_of_worker(fact: Fact, total: Fact) -> bool:
    """Whether a count is of the kind of worker that a total is of, or of the section that it stands in."""
    if total.key[WORKER] is ANY:
        return not total.section or fact.section == total.section
    return fact.key[WORKER] in (ANY, total.key[WORKER])


def _apart_from_sex(fact: Fact) -> tuple[object, ...]:
    return (*fact.key[:WORKER], fact.key[OUTCOME])


def people_of(fact: Fact) -> Count:
    """The people a fact stands for; nobody where the number is not known."""
    return Count(fact.low, fact.high) if fact.known else Count(0, 0)


def count_rows(facts: Iterable[Fact]) -> list[CountRow]:
    """The facts added up by what they say of people; cells with nobody in them are left out."""
    sums: dict[tuple[int, int, int, str, str], Count] = defaultdict(lambda: Count(0, 0))
    ftes: Counter[tuple[int, int, int, str, str]] = Counter()
    with_fte: dict[tuple[int, int, int, str, str], bool] = {}
    for fact in facts:
        if fact.high == 0 or not fact.known:
            continue
        key = (fact.key[0], fact.grade, fact.key[3], fact.key[4], fact.key[5])
        sums[key] += Count(fact.low, fact.high)  # type: ignore[index]
        ftes[key] += fact.fte or 0  # type: ignore[index]
        with_fte[key] = with_fte.get(key, True) and fact.fte is not None  # type: ignore[index,arg-type]
    return [(*key, count.low, count.high, ftes[key] if with_fte[key] else None) for key, count in sums.items()]
