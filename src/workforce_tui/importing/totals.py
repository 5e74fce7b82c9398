"""Totals in a table: each is checked against its parts and none is counted."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from workforce_tui.domain.ethnicity import is_finer, node
from workforce_tui.importing.bounds import Equation
from workforce_tui.importing.facts import ANY, DAY, ETHNICITY, GRADE, ORGANISATION, SEX, UNBOUNDED, WORKER, Fact
from workforce_tui.importing.group_totals import code_of_group
from workforce_tui.importing.values import tidy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.model import EthnicityLabel

_USUAL_BASE = 5
_FEWEST_ROUNDED = 4
"""Fewer counts than this that all end in 0 or 5 may be chance."""
_EVERYBODY = ("grand", "overall")
_WHOLE_TABLE = (*_EVERYBODY, "all")

_SEX_OF_CONTEXT = SEX - 1
"""Where the sex is in a key without its ethnic group."""
_NO_ANSWER = "(no answer)"
"""In place of a group: everybody whose ethnic group is not known, whatever each of them is called."""


@dataclass(slots=True)
class Sum:
    """The sum of some facts: its limits, and the facts it is made of."""

    low: int = 0
    high: int = 0
    parts: list[Fact] = field(default_factory=list)

    def add(self, fact: Fact) -> None:
        """Count one more fact."""
        self.low += fact.low
        self.high += fact.high
        self.parts.append(fact)

    def agrees(self, total: Fact, base: int = 0) -> bool:
        """Whether *total* may be this sum. Each of n rounded parts, and the total, may be out by half the *base*."""
        slack = (len(self.parts) + 1) * base / 2
        return self.low - slack <= total.high and total.low <= self.high + slack

    def text(self) -> str:
        """The sum for a message."""
        if self.high >= UNBOUNDED:
            return f"≥{self.low}"
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"


class TotalChecker:
    """Checks the totals among the facts of one table. *base* is what the file says its counts are rounded to."""

    def __init__(self, facts: Sequence[Fact], labels: Sequence[EthnicityLabel], log: IssueLog, base: int = 0) -> None:
        self._log = log
        self._codes = [label.code for label in labels]
        self.details = sorted((fact for fact in facts if not fact.is_total), key=lambda fact: fact.row)
        self._detail_rows = [fact.row for fact in self.details]
        self.totals = [fact for fact in facts if fact.is_total]
        self._sums: dict[tuple[tuple[int, ...], str], dict[tuple[object, ...], Sum]] = {}
        self._rows: dict[tuple[str, tuple[bool, ...] | None], list[int]] = {}
        self._base = base or (_USUAL_BASE if self._looks_rounded(facts) else 0)
        self.base = base
        """What the counts are rounded to: as stated, or because totals only agree within rounding; 0 for not."""

    @staticmethod
    def _looks_rounded(facts: Iterable[Fact]) -> bool:
        numbers = [fact.low for fact in facts if fact.low == fact.high and fact.low]
        return len(numbers) >= _FEWEST_ROUNDED and all(number % _USUAL_BASE == 0 for number in numbers)

    def check(self, *, complete: bool) -> list[Equation]:
        """Report every total that is not the sum of its parts; *complete* is whether all organisations were read.

        Returns what the totals say of their parts, unless figures are rounded: then sums say little of one part.
        """
        agreed: list[Fact] = []
        for total in self.totals:
            if not total.known or (total.key[ORGANISATION] is ANY and not complete):
                continue
            undivided = self._undivided(total)
            if any(self._agrees(reading, total) for reading in self._readings(total)):
                agreed += [] if undivided.parts else [total]
            elif undivided.parts and self._agrees_with(undivided, total):
                continue
            elif not self._waits_for_answer(total):
                nearest = min(self._readings(total), key=lambda found: _apart(found, total))
                self._log.add("total_mismatch", **mismatch(total, nearest.text()))
        if self.base or all(fact.low == fact.high for fact in self.details):
            return []
        return [found for total in agreed if (found := self._equation(total)) is not None]

    def _undivided(self, total: Fact) -> Sum:
        """The people of grades and groups that are not divided by sex, whom the total of a sex may count in part."""
        found = Sum()
        if total.key[SEX] in (ANY, "unknown"):
            return found
        rest = (*total.key[:SEX], ANY, *total.key[SEX + 1 :])
        for fact in self.details:
            if fact.undivided and all(part is ANY or part == own for part, own in zip(rest, fact.key, strict=True)):
                found.add(fact)
        return found

    def _agrees_with(self, undivided: Sum, total: Fact) -> bool:
        """Whether some of the undivided make up the total of a sex, and the totals of all sexes are everybody."""
        expected = self._sum(total.key)
        slack = (len(expected.parts) + len(undivided.parts) + 1) * self._base / 2
        if not expected.low - slack <= total.high or not total.low <= expected.high + undivided.high + slack:
            return False
        rest = (*total.key[:SEX], ANY, *total.key[SEX + 1 :])
        sexes = [each for each in self.totals if _beside(each, total) and each.key[SEX] is not ANY and each.known]
        different = [each.key[SEX] for each in sexes]
        if not {"female", "male"} <= set(different) or len(different) > len(set(different)):
            return True
        everybody = self._sum(rest)
        unknown = sum(part.high for part in everybody.parts if part.key[SEX] == "unknown" and not part.undivided)
        slack = (len(everybody.parts) + len(sexes)) * self._base / 2
        low, high = sum(each.low for each in sexes), sum(each.high for each in sexes)
        return everybody.low - unknown - slack <= high and low <= everybody.high + slack

    def _waits_for_answer(self, total: Fact) -> bool:
        """Whether labels nobody has decided about yet may make the total of a group right: then it is checked again."""
        places = ((part, part.key[3]) for part in self._sum(total.key).parts)
        undecided = [part for part, label in places if label is not None and self._codes[label] is None]
        if not total.group or not undecided:
            return False
        known = self._sum(total.key, total.group)
        return known.low <= total.high and total.low <= known.high + sum(part.high for part in undecided)

    def _equation(self, total: Fact) -> Equation | None:
        """What the total is the sum of; None where it could be the sum of these rows or of those."""
        sums = [reading.parts for reading in self._readings(total) if reading.parts and reading.agrees(total)]
        if sums and all(part.row == total.row for part in sums[0]):
            return Equation(total, tuple(sums[0]))
        different = {tuple(sorted(map(id, parts))) for parts in sums}
        return Equation(total, tuple(sums[0])) if len(different) == 1 else None

    def _agrees(self, expected: Sum, total: Fact) -> bool:
        if expected.agrees(total):
            return True
        if self._base and expected.agrees(total, self._base):
            self.base = self._base
            return True
        return False

    def _sum(self, key: Sequence[object], group: str = "") -> Sum:
        """The sum of everybody a key is about; with *group*, of those of that ethnic group."""
        kept = tuple(index for index, part in enumerate(key) if part is not ANY)
        if (kept, group) not in self._sums:
            sums: dict[tuple[object, ...], Sum] = defaultdict(Sum)
            for fact in self.details:
                if not group or self._is_of(fact, group):
                    sums[tuple(fact.key[index] for index in kept)].add(fact)
            self._sums[kept, group] = sums
        return self._sums[kept, group].get(tuple(key[index] for index in kept), Sum())

    def _is_of(self, fact: Fact, group: str) -> bool:
        index, whole = fact.key[3], code_of_group(group)
        own = None if index is None else self._codes[index]
        if group == _NO_ANSWER:
            return bool(own) and not _granularity(own)
        return own is not None and (own == whole or is_finer(own, whole))

    def _readings(self, total: Fact) -> Iterator[Sum]:
        """The sums a total may stand for, the plainest first.

        A total beside counts is of those. One that names an ethnic group is of that group, wherever its rows are.
        Under a heading it may be of that section only; with blank labels it may be of more than the last. A subtotal
        may add up the rows since the total before it (or the last one of its kind), or the rows down to the next one.
        """
        own = self._between(total, total.row - 1, total.row + 1)
        if own.parts:
            yield own
        key = list(total.key)
        if total.group:
            yield self._sum(key, total.group)
            if (code := code_of_group(total.group)) and not _granularity(code):
                yield self._sum(key, _NO_ANSWER)
        yield self._sum(key)
        if total.section and key[WORKER] is ANY and not tidy(total.label).startswith(_EVERYBODY):
            key[WORKER] = total.section
            yield self._sum(key)
        if total.loose:
            yield self._sum([ANY if index in total.loose else part for index, part in enumerate(total.key)])
        if tidy(total.label).startswith(_WHOLE_TABLE):
            return
        yield from self._parts_of_table(total)

    def _parts_of_table(self, total: Fact) -> Iterator[Sum]:
        """The sums of rows next to a total; rows of none of the grade it names are no reason for it to be 0."""
        for like in (None, total):
            # All totals are looked at, then those over the same labels: "EO Total" after "Female Total", "Male Total".
            rows = self._total_rows(total.column, like)
            if len(rows) > 1:
                place = bisect_left(rows, total.row)
                before = rows[place - 1] if place else 0
                after = rows[place + 1] if place + 1 < len(rows) else UNBOUNDED
                found = (self._between(total, before, total.row), self._between(total, total.row, after))
                yield from (each for each in found if each.parts or total.key[GRADE] is ANY)

    def _total_rows(self, column: str, like: Fact | None) -> list[int]:
        """The rows with totals in a column, in order; with *like* only those over the same labels as that total."""
        key = (column, _summed(like) if like is not None else None)
        if key not in self._rows:
            same = (other for other in self.totals if other.column == column and key[1] in (None, _summed(other)))
            self._rows[key] = sorted({other.row for other in same})
        return self._rows[key]

    def _between(self, total: Fact, first: int, last: int) -> Sum:
        found = Sum()
        for fact in self.details[bisect_right(self._detail_rows, first) : bisect_left(self._detail_rows, last)]:
            if _is_part(fact, total):
                found.add(fact)
        return found


def _beside(total: Fact, other: Fact) -> bool:
    """Whether two totals are of the same people but for their sex."""
    return total.key[:SEX] == other.key[:SEX] and total.key[SEX + 1 :] == other.key[SEX + 1 :]


def _apart(found: Sum, total: Fact) -> int:
    """How far a sum is from a total that it is not."""
    return max(found.low - total.high, total.low - found.high)


def _summed(total: Fact) -> tuple[bool, ...]:
    """Over which labels a total is."""
    return tuple(part is ANY for part in total.key)


def mismatch(total: Fact, expected: str) -> dict[str, Any]:
    """The words of the issue about a total that is not what its parts add up to."""
    value = str(total.low) if total.low == total.high else f"{total.low}–{total.high}"
    return {"row": total.row, "column": total.column, "label": total.label, "value": value, "expected": expected}


def drop_group_totals(
    facts: list[Fact], labels: Sequence[EthnicityLabel], log: IssueLog, base: int = 0
) -> tuple[list[Fact], list[Equation]]:
    """Leave out an ethnic group that adds up finer groups beside it ("Ethnic minority" beside Asian, Black, ...).

    It has to be their sum everywhere; or, where the table's totals show that it was counted besides them, it is a
    group of its own. Anything else is an issue. *base* is what the counts are rounded to, 0 when they are not.
    Returns what is left, and what the sums left out say of their parts.
    """
    by_place: dict[tuple[object, object], list[Fact]] = defaultdict(list)
    for fact in facts:
        by_place[fact.key[ORGANISATION], fact.key[DAY]].append(fact)
    kept: list[Fact] = []
    equations: list[Equation] = []
    for place in by_place.values():
        kept += _drop_in_place(place, labels, log, base, equations)
    return sorted(kept, key=lambda fact: fact.row), [] if base else equations


def _drop_in_place(
    facts: list[Fact], labels: Sequence[EthnicityLabel], log: IssueLog, base: int, equations: list[Equation]
) -> list[Fact]:
    present = {index for fact in facts if (index := fact.key[3]) is not None}
    codes = {index: labels[index].code for index in present if labels[index].code}
    order = sorted(codes, key=lambda index: -_granularity(codes[index]))
    counted = set(present)
    for coarse in order:
        finer = {i for i in codes if i in counted and is_finer(codes[i], codes[coarse])}
        if not finer:
            continue
        if _is_sum(facts, coarse, finer, base):
            counted.discard(coarse)
            equations += _equations(facts, coarse, finer)
        elif _is_extra(facts, counted, base):
            continue
        elif _is_sum(facts, coarse, finer, base, {index for index in counted if labels[index].code is None}):
            counted.discard(coarse)  # labels nobody has decided about may make it the sum: it is checked again then
        else:
            log.add("overlapping_groups", label=labels[coarse].raw, value=labels[coarse].raw)
    return [fact for fact in facts if fact.key[3] is ANY or fact.key[3] in counted]


def _granularity(code: str | None) -> int:
    return node(code).granularity if code else 0


def _contexts(facts: Iterable[Fact], *, together: bool) -> dict[tuple[object, ...], dict[object, Sum]]:
    """The sums of each ethnicity label, by everything else that is said of the people; *together* but for their sex."""
    found: dict[tuple[object, ...], dict[object, Sum]] = defaultdict(lambda: defaultdict(Sum))
    for fact in facts:
        if together and fact.key[SEX] is ANY:
            continue
        sex = ANY if together else fact.key[SEX]
        rest = (*fact.key[:ETHNICITY], *fact.key[ETHNICITY + 1 : SEX], sex, *fact.key[SEX + 1 :])
        found[rest][fact.key[ETHNICITY]].add(fact)
    return found


def _is_sum(facts: Sequence[Fact], coarse: int, finer: set[int], base: int, maybe: Collection[int] = ()) -> bool:
    """Whether a group is the sum of finer ones everywhere; any part of the people of *maybe* may belong to it too.

    One that is not divided by sex, or has finer groups that are not, is their sum for women and men together.
    """
    together = _undivided(facts, {coarse})
    if not _is_sum_in(_contexts(facts, together=together), coarse, finer, base, maybe):
        return False
    if together or not _undivided(facts, finer):
        return True
    details = [fact for fact in facts if not fact.is_total]
    return _is_sum_in(_contexts(details, together=True), coarse, finer, base, maybe)


def _undivided(facts: Iterable[Fact], groups: Collection[int]) -> bool:
    return any(fact.undivided and fact.key[ETHNICITY] in groups for fact in facts)


def _is_sum_in(
    contexts: dict[tuple[object, ...], dict[object, Sum]],
    coarse: int,
    finer: set[int],
    base: int,
    maybe: Collection[int],
) -> bool:
    for rest, groups in contexts.items():
        if coarse not in groups:
            continue
        total = groups[coarse]
        parts = [part for i in finer for part in _sums_of(contexts, rest, i)]
        slack = sum(len(part.parts) for part in [*parts, total]) * base / 2
        low, high = sum(part.low for part in parts) - slack, sum(part.high for part in parts) + slack
        high += sum(groups[i].high for i in maybe if i in groups) + _not_divided_in(contexts, rest, finer)
        if low > total.high or total.low > high:
            return False
    return True


def _sums_of(contexts: dict[tuple[object, ...], dict[object, Sum]], rest: tuple[object, ...], group: int) -> list[Sum]:
    """The people of a group in a context; its counts where the context is all sexes and has no sum."""
    if group in contexts[rest]:
        return [contexts[rest][group]]
    if rest[_SEX_OF_CONTEXT] is not ANY:
        return []
    return [groups[group] for each, groups in contexts.items() if group in groups and _covers(rest, each)]


def _covers(whole: tuple[object, ...], part: tuple[object, ...]) -> bool:
    """Whether a context that is of all sexes takes in another, of counts and not of totals."""
    return ANY not in part and all(each is ANY or each == own for each, own in zip(whole, part, strict=True))


def _not_divided_in(
    contexts: dict[tuple[object, ...], dict[object, Sum]], rest: tuple[object, ...], finer: set[int]
) -> int:
    """How many people of finer groups that are not divided by sex may be of the sex of a context."""
    place = _SEX_OF_CONTEXT
    if rest[place] in (ANY, "unknown"):
        return 0
    unknown, every = (contexts.get((*rest[:place], sex, *rest[place + 1 :]), {}) for sex in ("unknown", ANY))
    alone = sum(fact.high for i in finer if i in unknown for fact in unknown[i].parts if fact.undivided)
    return alone + sum(every[i].high for i in finer if i in every and i not in contexts[rest])


def _equations(facts: Sequence[Fact], coarse: int, finer: set[int]) -> Iterator[Equation]:
    """What a group says of the finer groups it adds up, wherever it is given once and is no total itself."""
    contexts = _contexts((fact for fact in facts if not fact.is_total), together=_undivided(facts, {coarse}))
    for rest, groups in contexts.items():
        parts = [fact for index in finer if index in groups for fact in groups[index].parts]
        if _not_divided_in(contexts, rest, finer):
            continue
        if coarse in groups and len(groups[coarse].parts) == 1 and parts:
            yield Equation(groups[coarse].parts[0], tuple(parts))


def _is_extra(facts: Sequence[Fact], counted: set[int], base: int) -> bool:
    """Whether the table's own totals over ethnic groups count the coarse group besides the finer ones."""
    details = [fact for fact in facts if not fact.is_total and fact.key[3] in counted]
    seen = False
    for total in facts:
        if total.key[ETHNICITY] is not ANY:
            continue
        expected = Sum()
        for fact in details:
            if _is_part(fact, total):
                expected.add(fact)
        if not expected.agrees(total, base):
            return False
        seen = seen or total.low > 0
    return seen


def _is_part(fact: Fact, total: Fact) -> bool:
    """Whether *total* covers *fact*."""
    return all(part is ANY or part == own for part, own in zip(total.key, fact.key, strict=True))
