"""Somebody with several posts: the one they are counted in, and what is known of them together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

from workforce_tui.domain.attributes import Attributes, attributes_of
from workforce_tui.domain.ethnicity import NOT_GIVEN, UNDECLARED, UNKNOWN, refines
from workforce_tui.domain.workforce import OUTSIDE_CODES

if TYPE_CHECKING:
    from collections.abc import Sequence

MISSING = frozenset({None, "", NOT_GIVEN, UNDECLARED, UNKNOWN})
"""Codes that say nothing of an ethnic group; undecided labels have none."""


@dataclass(frozen=True, slots=True)
class Post:
    """A post of somebody in one of several files of a day.

    `place` is the file it is in, `label` the number of the ethnicity label and `ethnicity` its code, `attributes` what
    `domain.attributes.Attributes.code` says.
    """

    place: int
    worker_type: str
    fte_milli: int | None
    label: int
    ethnicity: str | None
    attributes: int | None = None


@dataclass(frozen=True, slots=True)
class MainPost:
    """Where somebody is counted, with the ethnicity label and the attributes that hold for the whole person."""

    place: int
    label: int
    attributes: int | None


def weight(worker_type: str, fte_milli: int | None) -> tuple[bool, int]:
    """How much a post counts towards being somebody's main one: in the workforce first, then by hours."""
    return worker_type not in OUTSIDE_CODES, fte_milli or 0


def better_answer(first: str | None, second: str | None) -> int | None:
    """Which of two codes of one person's ethnicity holds, 0 or 1; None where they are two different answers.

    A known group outranks an answer that tells none, and any answer a column that is not there; of two groups that
    agree the finer holds, of two alike the first.
    """
    if second in MISSING:
        return int(first == NOT_GIVEN != second)
    if first in MISSING:
        return 1
    finer = refines(first or "", second or "")
    return None if finer is None else 0 if finer == first else 1


def main_post(posts: Sequence[Post]) -> MainPost | None:
    """The post somebody with several is counted in; None where their ethnicities are different answers.

    It does not depend on the order the files came in: of posts with the same hours, the kind of worker decides.
    """
    ordered = sorted(posts, key=_order)
    main = known = ordered[0]
    for other in ordered[1:]:
        better = better_answer(known.ethnicity, other.ethnicity)
        if better is None:
            return None
        known = other if better else known
    told = [attributes_of(one.attributes) for one in ordered]
    return MainPost(main.place, known.label, reduce(Attributes.beside, told).code or None)


def _order(one: Post) -> tuple[bool, int, str, int]:
    inside, hours = weight(one.worker_type, one.fte_milli)
    return not inside, -hours, one.worker_type, one.place
