"""Columns of the record layout, each made from the style an HR system writes it in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from maker.ethnicity import label_of
from maker.model import OUTSIDE_WORKFORCE, Worker
from maker.sheets import Column, grade_label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maker.model import Group, Person


@dataclass(frozen=True, slots=True)
class RankStyle:
    """How a police force writes ranks: its own names, and its prefixes for detectives and temporary ranks."""

    names: Mapping[str, str]
    detective: Mapping[str, str]
    temporary: str
    """Written before the rank held temporarily."""


def number(header: str, pattern: str = "", parent: str = "") -> Column:
    """Staff number: a number, or text such as "C{:06d}"."""
    return Column(header, lambda person, _: pattern.format(person.number) if pattern else person.number, parent)


def grade(header: str, parent: str = "") -> Column:
    """Grade by the name the ladder gives it."""
    return Column(header, lambda person, facts: grade_label(person, facts.shape), parent)


def rank(header: str, style: RankStyle, parent: str = "") -> Column:
    """Rank or grade, with the force's prefixes for officers."""
    return Column(header, lambda person, facts: _rank_text(person, facts.shape.groups[person.group], style), parent)


def _rank_text(person: Person, group: Group, style: RankStyle) -> str:
    label = group.ladder[person.rung + 1 if person.acting else person.rung].label
    names = style.detective if person.detective and label in style.detective else style.names
    text = names.get(label, label)
    return f"{style.temporary}{text}" if person.acting else text


def ethnicity(header: str, style: dict[str, str], parent: str = "") -> Column:
    """Self-defined ethnicity."""
    return Column(header, lambda person, _: label_of(person, style) or None, parent)


def sex(header: str, female: str = "Female", male: str = "Male", parent: str = "") -> Column:
    """Sex."""
    return Column(header, lambda person, _: female if person.female else male, parent)


def fte(header: str = "FTE", parent: str = "") -> Column:
    """Full-time equivalent; blank for people who are not employed."""
    return Column(
        header,
        lambda person, facts: None if facts.shape.groups[person.group].worker in OUTSIDE_WORKFORCE else person.fte,
        parent,
    )


def started(header: str, parent: str = "") -> Column:
    """Start date."""
    return Column(header, lambda person, _: person.started, parent)


def site(header: str, parent: str = "") -> Column:
    """Place of work."""
    return Column(header, lambda person, _: person.site, parent)


def as_at(header: str) -> Column:
    """Snapshot date, the same on every row."""
    return Column(header, lambda _, facts: facts.as_at)


def organisation(header: str) -> Column:
    """Name of the organisation, the same on every row."""
    return Column(header, lambda _, facts: facts.shape.name)


def worker(header: str, names: Mapping[Worker, str], parent: str = "") -> Column:
    """Kind of worker."""
    return Column(header, lambda person, facts: names[facts.shape.groups[person.group].worker], parent)


def disability(header: str) -> Column:
    """Whether a disability is declared. Drawn from the staff number, so that it stays the same from year to year."""
    answers = ((9, "Yes"), (82, "No"), (88, "Prefer not to say"))
    return Column(header, lambda person, _: _drawn(person, "disability", answers))


def contract(header: str) -> Column:
    """Kind of contract."""
    kinds = ((91, "Permanent"), (98, "Fixed Term"), (100, "Secondment"))
    return Column(header, lambda person, _: _drawn(person, "contract", kinds))


def _drawn(person: Person, about: str, parts: tuple[tuple[int, str], ...]) -> str | None:
    """The text of the part of a hundred that the person falls in; None beyond the last."""
    place = crc32(f"{about} {person.number}".encode()) % 100
    return next((text for below, text in parts if place < below), None)


def age_band(header: str) -> Column:
    """Age on the snapshot date, as the band alone."""
    return Column(header, lambda person, facts: _band((facts.as_at - person.born).days // 365))


def _band(years: int) -> str:
    first = next((first for first in (65, 60, 50, 40, 30, 20) if years >= first), 16)
    last = {16: 19, 60: 64}.get(first, first + 9)
    return "65 and over" if first == 65 else f"{first}-{last}"


def name_columns() -> tuple[Column, ...]:
    """Surname, forename and date of birth: present so that dropping them on import can be tested."""
    return (
        Column("Surname", lambda person, _: f"Person{person.number % 100000:05d}"),
        Column("Forename", lambda _person, _facts: "Synthetic"),
        Column("Date of Birth", lambda person, _: person.born),
    )
