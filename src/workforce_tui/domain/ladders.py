"""Grade ladders: the grades each kind of organisation uses, junior first, with their default level.

The ladders are shipped in `reference/grades.csv`, each row with its source. Police staff, OPCC and council grades
differ from one organisation to the next: theirs are a starting point, and an organisation's own grades are added
by decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from workforce_tui.domain.levels import Level
from workforce_tui.domain.workforce import OrganisationKind, WorkerType
from workforce_tui.i18n import N_, WELSH, _, language
from workforce_tui.reference import rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from workforce_tui.domain.levels import LevelRule

_LADDER_NAMES = {
    "police_officer": N_("police officer ranks"),
    "special": N_("special constabulary ranks"),
    "pcso": N_("police community support officer grades"),
    "designated": N_("designated officer grades"),
    "police_staff": N_("police staff grades"),
    "volunteer": N_("volunteers"),
    "opcc": N_("grades of police and crime commissioners' offices"),
    "civil_service": N_("Civil Service grades"),
    "hmpps": N_("HMPPS bands"),
    "cps": N_("CPS grades"),
    "moj": N_("Ministry of Justice bands"),
    "council": N_("council and youth justice grades"),
}
_KIND_LADDERS: Mapping[OrganisationKind, tuple[str, ...]] = {
    OrganisationKind.POLICE: ("police_officer", "pcso", "designated", "police_staff", "special", "volunteer"),
    OrganisationKind.HMPPS: ("hmpps", "civil_service"),
    OrganisationKind.CPS: ("cps", "civil_service"),
    OrganisationKind.HMCTS: ("moj", "civil_service"),
    OrganisationKind.YJB: ("moj", "civil_service"),
    OrganisationKind.OPCC: ("opcc", "police_staff"),
    OrganisationKind.YOUTH_JUSTICE: ("council",),
    OrganisationKind.OTHER: ("civil_service",),
}


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade or rank.

    `order` is unique in the ladder, 0 the most junior. `level` is the default mapping. `below` is the grade
    somebody holding this one temporarily is taken from: the rung underneath, None where there is none (the first
    rung, another way into the ladder, or an aggregate such as "Chief Officer").
    """

    code: str
    ladder: str
    order: int
    name_en: str
    name_cy: str
    worker_type: WorkerType
    level: Level
    below: str | None = None

    @property
    def name(self) -> str:
        """The name in the language in use."""
        return self.name_cy if language() == WELSH else self.name_en


@cache
def _by_code() -> Mapping[str, Grade]:
    grades = (
        Grade(
            row["code"],
            row["ladder"],
            int(row["order"]),
            row["name_en"],
            row["name_cy"],
            WorkerType(row["worker_type"]),
            Level(row["level"]),
            row["below"] or None,
        )
        for row in rows("grades")
    )
    return MappingProxyType({grade.code: grade for grade in grades})


def ladders() -> tuple[str, ...]:
    """The code of every shipped ladder."""
    return tuple(_LADDER_NAMES)


def ladder_name(ladder: str) -> str:
    """The ladder's name, as used in the middle of a sentence, in the language in use."""
    return _(_LADDER_NAMES[ladder])


@cache
def grades(ladder: str) -> tuple[Grade, ...]:
    """The grades of a ladder, junior first; none for a ladder that is not shipped."""
    return tuple(sorted((g for g in _by_code().values() if g.ladder == ladder), key=lambda g: g.order))


def grade(code: str) -> Grade | None:
    """The shipped grade with this code; None for any other code, an organisation's own among them."""
    return _by_code().get(code)


def ladders_for(kind: OrganisationKind) -> tuple[str, ...]:
    """The ladders an organisation of this kind uses, the preferred first."""
    return _KIND_LADDERS[kind]


_UNGRADED = {
    WorkerType.OFFICER: "OFFICER_UNKNOWN",
    WorkerType.STAFF: "STAFF_UNKNOWN",
    WorkerType.PCSO: "PCSO",
    WorkerType.DESIGNATED: "DESIGNATED_OFFICER",
    WorkerType.SPECIAL: "SPECIAL_UNKNOWN",
    WorkerType.VOLUNTEER: "VOLUNTEER",
    WorkerType.AGENCY: "STAFF_UNKNOWN",
    WorkerType.ELECTED: "PCC",
}
_UNGRADED_IN = {OrganisationKind.OPCC: "OPCC_UNKNOWN", OrganisationKind.YOUTH_JUSTICE: "COUNCIL_UNKNOWN"}


def unknown_grades(kind: OrganisationKind, worker_type: WorkerType | None) -> tuple[Grade, ...]:
    """The grade of people whose grade is not known, in an organisation of this kind.

    A police force has one for each kind of worker: all of them where the kind of worker is not known either.
    """
    if kind is OrganisationKind.POLICE and worker_type is None:
        codes: tuple[str, ...] = ("OFFICER_UNKNOWN", "STAFF_UNKNOWN", "PCSO", "SPECIAL_UNKNOWN", "VOLUNTEER")
    elif kind is OrganisationKind.POLICE or worker_type in (WorkerType.OFFICER, WorkerType.ELECTED):
        codes = (_UNGRADED[worker_type or WorkerType.STAFF],)
    else:
        codes = (_UNGRADED_IN.get(kind, "CS_UNKNOWN"),)
    return tuple(_by_code()[code] for code in codes)


def level_of(grade_code: str, *, organisation: str | None, on: date, rules: Sequence[LevelRule]) -> Level:
    """The level of a grade in an organisation on a day.

    An organisation's own rule outranks a rule for all; among those the one that started last, then the one that
    ends soonest, then the one given last. Without a rule it is the shipped default, and L0 for an unknown code.
    """
    best: tuple[tuple[bool, int, int, int], Level] | None = None
    for position, rule in enumerate(rules):
        if not rule.applies(grade_code, organisation, on):
            continue
        start = rule.valid_from.toordinal() if rule.valid_from else 0
        end = rule.valid_to.toordinal() if rule.valid_to else on.max.toordinal() + 1
        rank = (rule.organisation is not None, start, -end, position)
        if best is None or rank > best[0]:
            best = (rank, rule.level)
    if best is not None:
        return best[1]
    known = grade(grade_code)
    return known.level if known else Level.L0
