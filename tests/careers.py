"""Made-up careers with a known truth: every move is written down as it happens, not found by comparing files."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from holding import Held, Post
from workforce_tui.domain.ethnicity import UNDECLARED, UNKNOWN, EthnicityDefinition, membership, refines

if TYPE_CHECKING:
    from datetime import date

POLICE, PRISONS, COURTS = "gwent-police", "hmpps-wales", "hmcts-wales"
LADDERS = {
    POLICE: ("CONSTABLE", "SERGEANT", "INSPECTOR", "CHIEF_INSPECTOR", "SUPERINTENDENT"),
    PRISONS: ("BAND3", "BAND4", "BAND5", "BAND6", "BAND7"),
    COURTS: ("MOJ_F", "MOJ_E", "MOJ_D", "MOJ_C", "MOJ_B"),
}
OTHER_WORK = {POLICE: ("PCSO", "pcso"), PRISONS: ("EO", "staff"), COURTS: ("EO", "staff")}
"""A grade of another ladder that people come from and go to."""
WORKER = {POLICE: "officer", PRISONS: "staff", COURTS: "staff"}
SERIES = {PRISONS: COURTS, COURTS: PRISONS}
"""Organisations in which somebody keeps their staff number."""
GROUPS = ("W_BRIT",) * 14 + ("W_IRISH", "A_IND", "A_PAK", "B_AFR", "B_CAR", "M_WBC", UNDECLARED)


@dataclass(frozen=True)
class Chances:
    """Of one person in one year."""

    leave: float = 0.08
    transfer: float = 0.03
    promote: float = 0.06
    demote: float = 0.01
    switch: float = 0.02
    act_up: float = 0.05
    stop_acting: float = 0.4
    join: float = 0.1
    silent: float = 0.1
    change_answer: float = 0.02


FAIR, UNFAIR = Chances(), Chances(leave=0.13, promote=0.03, act_up=0.08)
"""White people and everybody else: the figures must find the difference, not smooth it."""


@dataclass
class Somebody:
    """A person, and what each organisation's files have said of their ethnicity."""

    number: str
    ethnicity: str
    sex: str
    home: str
    rank: int = 0
    acting: bool = False
    other_work: bool = False
    was_silent: bool = False
    answers: dict[str, str] = field(default_factory=dict)

    @property
    def chances(self) -> Chances:
        return FAIR if self.ethnicity.startswith("W_") else UNFAIR

    @property
    def post(self) -> Post:
        ladder = LADDERS[self.home]
        ethnicity = UNKNOWN if self.was_silent else self.ethnicity
        if self.other_work:
            grade, worker = OTHER_WORK[self.home]
            return Post(grade, ethnicity, worker, sex=self.sex)
        temporary = ladder[self.rank + 1] if self.acting else ""
        return Post(ladder[self.rank], ethnicity, WORKER[self.home], temporary, self.sex)


@dataclass
class Truth:
    """What happened in one organisation between two dates: (group, what) -> people."""

    moves: Counter[tuple[str, str]] = field(default_factory=Counter)
    carried: int = 0
    changed: int = 0


class World:
    """Organisations whose people live through the years."""

    def __init__(self, seed: int, sizes: dict[str, int], definition: EthnicityDefinition) -> None:
        self._chance = random.Random(seed)
        self._definition = definition
        self._made = 0
        self.staff = [self._newcomer(home) for home, size in sizes.items() for _one in range(size)]
        for one in self.staff:
            one.rank = self._chance.choice((0, 0, 0, 1, 1, 2, 3))
            self._record(one)

    def files(self, day: date) -> list[Held]:
        """What the organisations send of a day."""
        homes: dict[str, dict[str, Post]] = defaultdict(dict)
        for one in self.staff:
            homes[one.home][one.number] = one.post
        return [Held(home, day, people) for home, people in homes.items()]

    def a_year_passes(self) -> dict[str, Truth]:
        """Everybody lives through a year; what happened, by organisation."""
        truth: dict[str, Truth] = defaultdict(Truth)
        stayed: list[Somebody] = []
        for one in self.staff:
            if self._lives(one, truth):
                stayed.append(one)
        joiners = [self._newcomer(one.home) for one in self.staff if self._chance.random() < one.chances.join]
        for one in joiners:
            self._arrives(one, truth[one.home])
        self.staff = stayed + joiners
        return truth

    def _newcomer(self, home: str) -> Somebody:
        self._made += 1
        return Somebody(
            f"N{self._made:07d}", self._chance.choice(GROUPS), self._chance.choice(("female", "male")), home
        )

    def _lives(self, one: Somebody, truth: dict[str, Truth]) -> bool:
        """One person's year; whether they are in post at its end."""
        dice, odds, here = self._chance.random(), one.chances, truth[one.home]
        if dice < odds.leave:
            self._departs(one, here)
            return False
        if dice < odds.leave + odds.transfer and one.home in SERIES:
            self._departs(one, here)
            here.moves[self._group_before(one), "transferred_out"] += 1
            one.home, one.rank, one.acting, one.other_work = SERIES[one.home], 0, False, False
            self._arrives(one, truth[one.home])
            truth[one.home].moves[self._group(one), "transferred_in"] += 1
            return True
        what = self._career(one)
        self._answers(one, here)
        for name in ("start", "end", "stayed", *([what] if what else [])):
            here.moves[self._group(one), name] += 1
        return True

    def _departs(self, one: Somebody, here: Truth) -> None:
        for name in ("start", "left"):
            here.moves[self._group_before(one), name] += 1
        here.carried += one.was_silent and one.home in one.answers

    def _arrives(self, one: Somebody, there: Truth) -> None:
        self._record(one)
        there.carried += one.was_silent and one.home in one.answers
        for name in ("end", "joined"):
            there.moves[self._group(one), name] += 1

    def _career(self, one: Somebody) -> str:
        """What became of somebody who stayed; "" for nothing."""
        dice, odds, top = self._chance.random, one.chances, len(LADDERS[one.home]) - 2
        if dice() < odds.switch:
            one.other_work, one.acting = not one.other_work, False
            return "moved_ladder"
        if one.other_work:
            return ""
        if one.rank < top and dice() < odds.promote:
            one.rank, one.acting = one.rank + 1, False
            return "promoted"
        if one.rank and dice() < odds.demote:
            one.rank, one.acting = one.rank - 1, False
            return "demoted"
        if one.acting:
            one.acting = dice() >= odds.stop_acting
        elif dice() < odds.act_up:
            one.acting = True
            return "temporarily_promoted"
        return ""

    def _answers(self, one: Somebody, here: Truth) -> None:
        """What this year's file says of the ethnicity of somebody who stayed."""
        before = one.answers.get(one.home)
        if self._chance.random() < one.chances.change_answer:
            one.ethnicity = self._chance.choice(GROUPS)
        self._record(one)
        here.carried += one.was_silent and before is not None
        told = not one.was_silent and before is not None and UNDECLARED not in (before, one.ethnicity)
        here.changed += told and refines(one.ethnicity, before or "") is None

    def _record(self, one: Somebody) -> None:
        one.was_silent = self._chance.random() < one.chances.silent
        if not one.was_silent:
            one.answers[one.home] = one.ethnicity

    def _group(self, one: Somebody) -> str:
        return membership(one.answers.get(one.home, UNKNOWN), self._definition).value

    _group_before = _group
