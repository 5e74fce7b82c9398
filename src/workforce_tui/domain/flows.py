"""Flows between two dates: who stayed, joined, left, was promoted or moved, by ethnic group.

People are followed by the keyed hash of their staff number; what is kept here are only counts of people who did the
same. Everybody has one move, so start = stayed + left and end = stayed + joined, in every group.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields
from enum import StrEnum
from operator import add, attrgetter
from typing import TYPE_CHECKING, NamedTuple

from workforce_tui.domain.ethnicity import (
    NOT_GIVEN,
    UNKNOWN,
    EthnicityDefinition,
    Membership,
    is_answered,
    membership,
    refines,
)
from workforce_tui.domain.moves import STAYING, Move, Position, move_between

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import date

__all__ = [
    "Answer",
    "FlowCounts",
    "Flows",
    "LeftOut",
    "Move",
    "Position",
    "Transition",
    "by_group",
    "count",
    "lone_kinds",
    "move_between",
    "settled",
    "without_missing_kinds",
]


class Answer(StrEnum):
    """Where the ethnicity of somebody who is followed comes from."""

    GIVEN = "given"
    """The file of the date says it (or nothing ever did)."""
    CARRIED = "carried"
    """That file leaves it out; it is the latest answer before."""
    CHANGED = "changed"
    """The file says it, and an earlier one said another group."""


class Transition(NamedTuple):
    """So many people who went from one post to another.

    `before` None: joined; `after` None: left. `ethnicity` is the code of a node of the tree of ethnic groups, of the
    later date (of the earlier one for leavers). `transferred`: they come from, or went to, another organisation that
    is held. `trait` is the value of what people were to be divided by, of the earlier date (for joiners, of the later);
    None where nothing was asked.
    """

    before: Position | None
    after: Position | None
    ethnicity: str
    sex: str
    people: int
    transferred: bool = False
    answer: Answer = Answer.GIVEN
    trait: str | None = None

    @property
    def move(self) -> Move:
        """What became of them."""
        return move_between(self.before, self.after)


@dataclass(frozen=True, slots=True)
class FlowCounts:
    """People by what became of them.

    start = stayed + left; end = stayed + joined. `promoted`, `demoted`, `moved_ladder`, `temporarily_promoted` and
    `not_comparable` are parts of `stayed` that have nobody in common; `transferred_in` is a part of `joined`,
    `transferred_out` of `left`.
    """

    start: int = 0
    end: int = 0
    stayed: int = 0
    joined: int = 0
    left: int = 0
    promoted: int = 0
    demoted: int = 0
    moved_ladder: int = 0
    temporarily_promoted: int = 0
    transferred_in: int = 0
    transferred_out: int = 0
    not_comparable: int = 0

    def __add__(self, other: FlowCounts) -> FlowCounts:
        return FlowCounts(*map(add, _numbers(self), _numbers(other)))


_numbers: Callable[[FlowCounts], tuple[int, ...]] = attrgetter(*(one.name for one in fields(FlowCounts)))


@dataclass(frozen=True, slots=True)
class Flows:
    """The flows of one organisation from the end of one day to the end of another.

    `by_group` has every way to stand under the definition (too coarse and not given among them), and adds up to
    `total`. `carried_forward` is how many people's ethnicity is an earlier answer, `changed_ethnicity` how many gave
    another one than before. `not_followed` is how many people are known only as counts, at the start and at the end
    (the most they can be); they and those `left_out` are in no other figure.
    """

    organisation: str
    start: date
    end: date
    definition: EthnicityDefinition
    total: FlowCounts
    by_group: Mapping[Membership, FlowCounts]
    transitions: tuple[Transition, ...]
    carried_forward: int = 0
    changed_ethnicity: int = 0
    notes: tuple[str, ...] = ()
    not_followed: tuple[int, int] = (0, 0)
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A kind of worker held one by one at one of the two dates only, whose people cannot be said to have moved.

    `at_start`: they are in the earlier figures, and the later ones have nobody of the kind.
    """

    worker_type: str
    people: int
    at_start: bool


LEAST_OF_A_KIND = 10
"""So many people of a kind do not all join or leave at once: the figures of one date lack the kind."""


def without_missing_kinds(
    transitions: Sequence[Transition], *, counts_at_start: Collection[str] = (), counts_at_end: Collection[str] = ()
) -> tuple[tuple[Transition, ...], tuple[LeftOut, ...]]:
    """Transitions without the joiners and leavers of kinds of worker that the figures of the other date lack.

    *counts_at_start* and *counts_at_end* are the kinds held as counts at a date: whoever is of such a kind and not
    held one by one is there all the same. Of another kind, a few people may really have left.
    """
    in_counts = {True: counts_at_end, False: counts_at_start}
    found = tuple(
        one
        for one in lone_kinds(transitions)
        if one.people >= LEAST_OF_A_KIND or one.worker_type in in_counts[one.at_start]
    )
    apart = {(one.worker_type, one.at_start) for one in found}
    return tuple(one for one in transitions if not apart or _lone_kind(one) not in apart), found


def lone_kinds(transitions: Iterable[Transition]) -> tuple[LeftOut, ...]:
    """The kinds of worker nobody is of at one of the dates, with those of them who joined or left."""
    starts: set[str] = set()
    ends: set[str] = set()
    left: dict[str, int] = defaultdict(int)
    joined: dict[str, int] = defaultdict(int)
    for one in transitions:
        before, after = one.before, one.after
        if before is not None:
            starts.add(before.worker_type)
            if after is None:
                left[before.worker_type] += one.people
        if after is not None:
            ends.add(after.worker_type)
            if before is None:
                joined[after.worker_type] += one.people
    lone = [LeftOut(kind, people, True) for kind, people in left.items() if kind not in ends]
    lone += [LeftOut(kind, people, False) for kind, people in joined.items() if kind not in starts]
    return tuple(sorted(lone, key=lambda one: (one.worker_type, one.at_start)))


def _lone_kind(one: Transition) -> tuple[str, bool] | None:
    """The kind of worker of a joiner or leaver, and whether they were in post at the start."""
    if one.before is not None and one.after is not None:
        return None
    post = one.before or one.after
    return None if post is None else (post.worker_type, one.before is not None)


def settled(own: str, earlier: str | None) -> tuple[str, Answer]:
    """The ethnicity somebody is counted under, and where it comes from.

    *own* is the code of the date itself, *earlier* the latest answer before it (None for none). An answer is never
    overwritten, "prefer not to say" among them; nothing on record gives way to an earlier answer. A coarser or finer
    word for the same group is no change.
    """
    if own in (UNKNOWN, NOT_GIVEN):
        return (own, Answer.GIVEN) if earlier is None else (earlier, Answer.CARRIED)
    if earlier is None or not is_answered(own) or not is_answered(earlier) or refines(own, earlier) is not None:
        return own, Answer.GIVEN
    return own, Answer.CHANGED


def count(transitions: Iterable[Transition]) -> FlowCounts:
    """Transitions added up."""
    moves: dict[Move, int] = dict.fromkeys(Move, 0)
    came = went = 0
    for one in transitions:
        move = move_between(one.before, one.after)
        moves[move] += one.people
        if one.transferred:
            came += one.people if move is Move.JOINED else 0
            went += one.people if move is Move.LEFT else 0
    stayed = sum(moves[move] for move in STAYING)
    del moves[Move.UNCHANGED]
    return FlowCounts(
        start=stayed + moves[Move.LEFT],
        end=stayed + moves[Move.JOINED],
        stayed=stayed,
        transferred_in=came,
        transferred_out=went,
        **{move.value: people for move, people in moves.items()},
    )


def by_group(transitions: Iterable[Transition], definition: EthnicityDefinition) -> dict[Membership, FlowCounts]:
    """Transitions added up for each way to stand under *definition*; every way has an entry."""
    apart: dict[Membership, list[Transition]] = {member: [] for member in Membership}
    for one in transitions:
        apart[membership(one.ethnicity, definition)].append(one)
    return {member: count(some) for member, some in apart.items()}
