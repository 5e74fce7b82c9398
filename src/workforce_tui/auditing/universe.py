"""How the groups of people that files speak of contain one another: rows in totals, organisations in areas, cuts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from workforce_tui.auditing.places import OUTSIDE, is_organisation, members
from workforce_tui.reference import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from workforce_tui.auditing.places import Members
    from workforce_tui.auditing.statements import Figure, Reading

_FINEST_FIRST = ("grade", "level", "tier")
_OF_POSTS = frozenset({*_FINEST_FIRST, "worker"})
"""What the rows of are known of everybody: an organisation that has no table by it has the posts all the same."""
_TIERS = {"L1": "lower", "L2": "lower", "L3": "middle", "L4": "middle", "L5": "upper", "L6": "upper", "L0": "unmapped"}
EVENT = "event"
"""What a cut is called that names people to whom something happened, not staff in post."""
REST = "~rest"
"""What stands for the rows, categories or organisations that are not shown."""


@dataclass(frozen=True, slots=True, order=True)
class Group:
    """A group of people at a place and period, of every ethnicity: what `Figure` says without its measure."""

    place: str
    period: str
    row: str = ""
    cut: str = ""
    version: str = ""

    @property
    def dimension(self) -> str:
        """What the group is a row of; "" for everyone."""
        return self.row.partition(":")[0]

    @property
    def code(self) -> str:
        """The code of the row."""
        return self.row.partition(":")[2]


def group_of(figure: Figure) -> Group:
    """The group a figure counts in."""
    return Group(figure.place, figure.period, figure.row, figure.cut, figure.version)


@dataclass(frozen=True, slots=True)
class Beliefs:
    """What everybody may take for true though no file says it: an attacker tries with it, and without where it fails.

    `levels` and `workers`: grades are at the levels, and are the kinds of worker, of the public list. `members`:
    organisations whose headcounts add up to that of all Wales are all there are.
    """

    levels: bool = True
    workers: bool = True
    members: bool = True


@dataclass(slots=True)
class Universe:
    """The groups, and every way in which each is made up of others (all of them, none twice).

    `tables` holds the rows that are stated, by dimension, of each (place, period, cut, version).
    """

    reading: Reading
    members: Mapping[str, Members]
    tables: Mapping[tuple[str, str, str, str], Mapping[str, set[str]]]
    beliefs: Beliefs
    groups: set[Group] = field(default_factory=set)
    partitions: dict[Group, list[tuple[Group, ...]]] = field(default_factory=dict)
    levels: dict[tuple[str, str, str, str], Mapping[str, Mapping[str, tuple[str, ...]]]] = field(default_factory=dict)
    categories: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    def leaves(self, group: Group) -> tuple[Group, ...]:
        """The groups a group is finally made up of, through its first partition each time."""
        parts = self.partitions.get(group)
        if not parts:
            return (group,)
        return tuple(leaf for part in parts[0] for leaf in self.leaves(part))

    def rows_of(self, group: Group) -> Mapping[str, set[str]]:
        """The stated rows, by dimension, of the table a group is in or is the total of."""
        return self.tables.get(_table(group), {})


def universe(reading: Reading, beliefs: Beliefs | None = None) -> Universe:
    """The groups of everything that was read."""
    beliefs = beliefs or Beliefs()
    stated = {group_of(one.figure) for one in reading.statements}
    stated |= {group_of(figure) for one in reading.relations for figure, _times in one.terms}
    made = Universe(reading, members(reading, adding_up=beliefs.members), _stated_tables(stated), beliefs)
    for place, period, cut, _version in made.tables:
        made.categories.setdefault((place, period), set()).update(filter(None, cut.split(";")))
    waiting = sorted(stated)
    while waiting:
        group = waiting.pop()
        if group in made.groups:
            continue
        made.groups.add(group)
        waiting += _containers(group)
        if not is_organisation(group.place) and group.place != OUTSIDE and not group.version:
            parts = _of_places(made, group)
            made.partitions[group] = [parts] if parts else []
            waiting += parts
    _divide(made)
    return made


def _stated_tables(stated: Iterable[Group]) -> dict[tuple[str, str, str, str], dict[str, set[str]]]:
    tables: dict[tuple[str, str, str, str], dict[str, set[str]]] = {}
    for group in stated:
        table = tables.setdefault(_table(group), {})
        if group.row:
            table.setdefault(group.dimension, set()).add(group.code)
    return tables


def _divide(made: Universe) -> None:
    """Every group as its rows and its cuts."""
    by_table: dict[tuple[str, str, str, str], list[Group]] = {}
    by_row: dict[tuple[str, str, str, str], list[Group]] = {}
    for group in sorted(made.groups):
        by_table.setdefault(_table(group), []).append(group)
        by_row.setdefault((group.place, group.period, group.row, group.version), []).append(group)
    for group in sorted(made.groups):
        rows_ = _of_rows(made, group, by_table[_table(group)])
        same = by_row[group.place, group.period, group.row, group.version]
        made.partitions.setdefault(group, []).extend([*rows_, *_of_cuts(made, group, same)])


def _table(group: Group) -> tuple[str, str, str, str]:
    return group.place, group.period, group.cut, group.version


def _containers(group: Group) -> Iterator[Group]:
    """The groups a group is a row or a cut of."""
    if group.row:
        yield replace(group, row="")
    cuts = group.cut.split(";") if group.cut else []
    for cut in (one for one in cuts if not _is_apart(one)):
        yield replace(group, cut=";".join(one for one in cuts if one != cut))


def _is_apart(cut: str) -> bool:
    """Whether a cut is a population of its own: events are no part of the staff in post."""
    return cut.partition(":")[0] == EVENT


def _of_places(made: Universe, group: Group) -> tuple[Group, ...]:
    """An area or all Wales as its parts, where any of them says something about this row."""
    inside = made.members[group.period]
    parts: list[Group] = []
    said = False
    for place in inside.parts(group.place):
        part = replace(group, place=place) if isinstance(place, str) else _of(group, *place)
        known = _stands(made, part)
        said |= known is True
        parts += [part] if known is not None else []
    if not said:
        return ()
    if not inside.complete:
        parts.append(replace(group, place=f"{group.place}{REST}"))
    return tuple(parts)


def _of(group: Group, organisation: str, period: str) -> Group:
    return Group(organisation, period, group.row, group.cut)


def _stands(made: Universe, group: Group) -> bool | None:
    """Whether anything is said of a group: True; False for one nothing is said of; None for one with nobody in it."""
    table = made.rows_of(group)
    if _table(group) in made.tables and (not group.row or group.code in table.get(group.dimension, ())):
        return True
    if not is_organisation(group.place):
        inside = made.members[group.period].parts(group.place)
        found = [_stands(made, _of(group, *one)) for one in inside if not isinstance(one, str)]
        return any(one is True for one in found) if any(one is not None for one in found) or not found else None
    if group.cut and _table(group) not in made.tables:
        name = group.cut.partition(":")[0]
        if name == EVENT:
            return False
        cut_so = any(one.partition(":")[0] == name for one in made.categories.get((group.place, group.period), ()))
        return None if cut_so and not group.row else False
    if group.dimension in table:
        return None
    if group.dimension in ("level", "tier") and (mapped := _mapping(made, group)):
        return True if group.code in mapped[group.dimension] else None
    return False


def _mapping(made: Universe, group: Group) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """The grades of a table by level and by tier; nothing where a grade's level is not known."""
    if (table := _table(group)) not in made.levels:
        made.levels[table] = _mapped(made, group)
    return made.levels[table]


def _mapped(made: Universe, group: Group) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    table = made.rows_of(group)
    levels = {grade: _level(made, group.place, grade) for grade in table.get("grade", ())}
    if not levels or None in levels.values():
        return {}
    found: dict[str, dict[str, tuple[str, ...]]] = {"level": {}, "tier": {}}
    for grade, level in sorted(levels.items()):
        for dimension, code in (("level", level or ""), ("tier", _TIERS.get(level or "", ""))):
            found[dimension][code] = (*found[dimension].get(code, ()), grade)
    shown = {name: table[name] for name in found if name in table}
    agree = all(rows_ <= set(found[name]) and len(rows_) in (1, len(found[name])) for name, rows_ in shown.items())
    return found if agree else {}


def _level(made: Universe, place: str, grade: str) -> str | None:
    """The level of a grade as the files map it; as the public list does where they map no grade of the place."""
    known = made.reading.levels
    published = known.get((place, grade)) or known.get(("", grade))
    mapped = any(owner in ("", place) for owner, _grade in known)
    return published if published or mapped or not made.beliefs.levels else _public(grade, "level")


def _public(grade: str, column: str) -> str | None:
    return next((row[column] for row in rows("grades") if row["code"] == grade and row[column]), None)


def _of_worker(made: Universe, group: Group) -> tuple[str, ...]:
    """The grades of a kind of worker by the public list, where that has a kind for each grade of the table."""
    table = made.rows_of(group)
    kinds = {grade: _public(grade, "worker_type") for grade in table.get("grade", ())}
    if not made.beliefs.workers or not kinds or set(kinds.values()) != table.get("worker"):
        return ()
    return tuple(f"grade:{grade}" for grade, kind in sorted(kinds.items()) if kind == group.code)


def _of_rows(made: Universe, group: Group, same: Iterable[Group]) -> list[tuple[Group, ...]]:
    """A total as its rows by each dimension it has a table of, and a level or tier as its grades or levels."""
    if group.row:
        inside = _inside(made, group)
        return [tuple(replace(group, row=row) for row in inside)] if inside else []
    named: dict[str, set[str]] = {name: set(codes) for name, codes in made.rows_of(group).items()}
    for other in same:
        if other.row:
            named.setdefault(other.dimension, set()).add(other.code)
    if "grade" in named and _mapping(made, group):
        named = {name: codes for name, codes in named.items() if name not in ("level", "tier")}
    order = sorted(named, key=lambda name: (_FINEST_FIRST.index(name) if name in _FINEST_FIRST else 9, name))
    stated = made.rows_of(group)
    return [tuple(_closed(group, name, named[name], whole=name in stated or name in _OF_POSTS)) for name in order]


def _closed(group: Group, dimension: str, codes: Iterable[str], *, whole: bool) -> Iterator[Group]:
    """The rows of a table, with a row for all others where only one is shown, or where they are not its *whole*: they
    are known from a table of a larger place alone, and it may have others nothing else is said of."""
    shown = sorted(codes)
    for code in shown:
        yield replace(group, row=f"{dimension}:{code}")
    if len(shown) == 1 or not whole:
        yield replace(group, row=f"{dimension}:{REST}")


def _inside(made: Universe, group: Group) -> tuple[str, ...]:
    if group.dimension == "worker":
        return _of_worker(made, group)
    if group.dimension not in ("level", "tier"):
        return ()
    if mapped := _mapping(made, group):
        return tuple(f"grade:{grade}" for grade in mapped[group.dimension].get(group.code, ()))
    levels = made.rows_of(group).get("level", set())
    if group.dimension == "tier" and levels:
        return tuple(f"level:{level}" for level in sorted(levels) if _TIERS.get(level) == group.code)
    return ()


def _of_cuts(made: Universe, group: Group, same: Iterable[Group]) -> list[tuple[Group, ...]]:
    """A group as the categories of each further cut it is shown by."""
    mine = set(filter(None, group.cut.split(";")))
    found: dict[str, set[Group]] = {}
    for other in same:
        its = set(filter(None, other.cut.split(";")))
        if mine < its and len(its) == len(mine) + 1 and not any(map(_is_apart, its - mine)):
            found.setdefault(next(iter(its - mine)).partition(":")[0], set()).add(other)
    return [_all_categories(made, group, name, some) for name, some in sorted(found.items())]


def _all_categories(made: Universe, group: Group, name: str, shown: set[Group]) -> tuple[Group, ...]:
    """The categories of a cut, with one for all others where only one is shown in any table of the place."""
    categories = {one for one in made.categories.get((group.place, group.period), ()) if one.partition(":")[0] == name}
    if len(categories) > 1:
        return tuple(sorted(shown))
    cut = ";".join(sorted([*filter(None, group.cut.split(";")), f"{name}:{REST}"]))
    return (*sorted(shown), replace(group, cut=cut))
