"""Which people each measure counts, as sets of the finest ethnic answers there are."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from workforce_tui.reference import rows

if TYPE_CHECKING:
    from collections.abc import Iterable

UNDECLARED, UNKNOWN, NOT_GIVEN = "X_PNTS", "X_UNK", "X_NA"
_OUTSIDE = frozenset({UNDECLARED, UNKNOWN, NOT_GIVEN})
_MINORITY, _WHITE, _BRITISH, _TRAVELLERS = "EM", "WHITE", "W_BRIT", "W_GRT"
_TOO_COARSE = frozenset({"WHITE", "W_MINORITY", "W_OTHER_16"})
"""Answers by which somebody's place under two of the definitions is not known; figures that need it do not exist."""


@cache
def _children() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in rows("ethnic_groups"):
        found.setdefault(row["parent"], []).append(row["code"])
    return {parent: tuple(codes) for parent, codes in found.items()}


def parts_of(code: str) -> tuple[str, ...]:
    """The groups directly under a group."""
    return _children().get(code, ())


@cache
def under(code: str) -> frozenset[str]:
    """A group with everything under it."""
    return frozenset({code}).union(*(under(part) for part in parts_of(code)))


@cache
def everyone() -> frozenset[str]:
    """Every answer, those that are not given or not known included."""
    return frozenset(row["code"] for row in rows("ethnic_groups")) - _TOO_COARSE


@cache
def people(measure: str, definition: str) -> frozenset[str]:
    """The answers of the people that a measure counts under a definition. Raises KeyError for no such measure."""
    code, _sep, within = measure.partition("&")
    if within:
        return people(code, "") & people(within, definition)
    if measure in ("minority", "white"):
        minority = _minority(definition)
        return minority if measure == "minority" else (everyone() - _OUTSIDE) - minority
    named = {
        "headcount": everyone(),
        "known": everyone() - _OUTSIDE,
        "undeclared": frozenset({UNDECLARED}),
        "unknown": frozenset({UNKNOWN}),
        "not_given": frozenset({NOT_GIVEN}),
    }
    return named[measure] if measure in named else _group(measure)


def _group(code: str) -> frozenset[str]:
    if code not in everyone() | _TOO_COARSE:
        raise KeyError(code)
    return under(code) & everyone()


def _minority(definition: str) -> frozenset[str]:
    headline = under(_MINORITY)
    if definition == "em_plan":
        return headline | under(_TRAVELLERS)
    if definition == "em_incl":
        return (headline | under(_WHITE) - {_BRITISH}) & everyone()
    if definition == "em_excl":
        return headline
    raise KeyError(definition)


def left_out(listed: Iterable[str]) -> frozenset[str]:
    """The answers that nobody gave where a table lists these groups: its rows are taken to be all there are.

    Where two groups or more under one are listed, nobody is in the others under it.
    """
    groups = {code for code in listed if code in everyone() | _TOO_COARSE}
    gone: set[str] = set()
    for parent in {row["parent"] for row in rows("ethnic_groups")} - {""}:
        inside = [part for part in parts_of(parent) if groups & under(part)]
        if len(inside) > 1:
            gone |= {parent}.union(*(under(part) for part in parts_of(parent) if part not in inside))
    return frozenset(gone) & everyone()


def classes(answers: frozenset[str], measured: Iterable[frozenset[str]]) -> tuple[frozenset[str], ...]:
    """The coarsest partition of *answers* by which each of the measured sets is a union, in a fixed order.

    Answers that no measured set contains are in none.
    """
    sets = sorted(set(measured), key=sorted)
    found: dict[tuple[bool, ...], set[str]] = {}
    for answer in sorted(answers):
        signature = tuple(answer in one for one in sets)
        if any(signature):
            found.setdefault(signature, set()).add(answer)
    return tuple(frozenset(one) for one in found.values())
