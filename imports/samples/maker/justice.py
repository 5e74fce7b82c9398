"""The all-Wales bodies: prisons and probation, prosecutors, courts, and the Youth Justice Board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maker import columns as col
from maker.ethnicity import CENSUS_2021, PREFIXED_18
from maker.model import Group, Rung, Shape, Worker
from maker.plan import Sender
from maker.sheets import Sheet, crosstab, long, record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maker.model import Person
    from maker.sheets import Facts

FIVE_GROUPS = {
    "Asian": "Asian",
    "Black": "Black",
    "Mixed": "Mixed",
    "Other": "Other ethnic group",
    "White": "White",
    "Undeclared": "Undeclared",
    "Unknown": "Unknown",
}
"""Column headings of five-group tables, in the order the Civil Service statistics use."""


def _bands(pattern: str, *rungs: tuple[str, float, int]) -> tuple[Rung, ...]:
    return tuple(Rung(pattern.format(name), share, level) for name, share, level in rungs)


HMPPS_LADDER = (
    *_bands(
        "Band {}",
        ("2", 0.15, 1), ("3", 0.43, 1), ("4", 0.25, 2), ("5", 0.10, 3), ("6", 0.02, 3),
        ("7", 0.03, 4), ("8", 0.014, 4), ("9", 0.006, 5),
    ),
    Rung("Band 10", 0, 5, posts=6),
    Rung("Band 11", 0, 5, posts=4),
    Rung("Band 12", 0, 6, posts=2),
)  # fmt: skip
_HMPPS_WORKERS = {Worker.STAFF: "Staff", Worker.AGENCY: "Agency Worker"}
_HMPPS_COLUMNS = (
    col.number("Person Number"),
    *col.name_columns(),
    col.sex("Gender"),
    col.worker("Worker Type", _HMPPS_WORKERS),
    col.grade("Pay Band"),
    col.site("Establishment"),
    col.fte("FTE"),
    col.started("Latest Hire Date"),
    col.ethnicity("Ethnic Origin", PREFIXED_18),
    col.disability("Disability"),
    col.contract("Contract Type"),
)


def _hmpps(people: Sequence[Person], facts: Facts) -> list[Sheet]:
    title = (f"HMPPS Wales - staff in post as at {facts.as_at.day} {facts.as_at:%B %Y}", "")
    lists = [["Ethnic Origin"], *([label] for label in dict.fromkeys(PREFIXED_18.values()))]
    return [
        record("Staff in post", _HMPPS_COLUMNS, people, facts, title=title),
        Sheet("Lookups", lists, hidden=True),
    ]


CPS_LADDER = (
    Rung("A1", 0.02, 1), Rung("A2", 0.34, 1), Rung("B1", 0.32, 2), Rung("B2", 0.14, 3), Rung("B3", 0.10, 4),
    Rung("Level D", 0.06, 5), Rung("Level E", 0, 5, posts=4), Rung("SCS", 0, 6, posts=1),
)  # fmt: skip
PROSECUTORS = (Rung("Crown Prosecutor", 0.2, 4), Rung("Senior Crown Prosecutor", 0.8, 5))
_CPS_COLUMNS = (
    col.number("Employee Number", "C{:06d}"),
    col.grade("Substantive Grade"),
    col.site("Location"),
    col.sex("Sex"),
    col.fte("Contracted FTE"),
    col.started("Start Date"),
    col.ethnicity("Ethnicity", CENSUS_2021),
    col.disability("Disability Status"),
    col.age_band("Age Band"),
    col.contract("Contract Type"),
    col.as_at("Snapshot Date"),
)


def _cps(people: Sequence[Person], facts: Facts) -> list[Sheet]:
    return [record("Headcount", _CPS_COLUMNS, people, facts, title=("CPS Cymru-Wales headcount", ""))]


HMCTS_LADDER = (
    *_bands(
        "Band {}",
        ("F", 0.075, 1), ("E", 0.56, 1), ("D", 0.155, 2), ("C", 0.085, 3), ("B", 0.085, 4), ("A", 0.04, 5),
    ),
    Rung("SCS", 0, 6, posts=1),
)  # fmt: skip
HMCTS_FIRST_RECORD_YEAR = 2025
"""HMCTS sends a table of counts before this year and one row for each person from it."""
_HMCTS_COLUMNS = (
    col.number("Staff Number"),
    col.grade("Grade"),
    col.site("Site"),
    col.sex("Sex"),
    col.fte("FTE"),
    col.started("Start Date"),
    col.ethnicity("Ethnicity", CENSUS_2021),
)


def _hmcts(people: Sequence[Person], facts: Facts) -> list[Sheet]:
    day = f"{facts.as_at.day} {facts.as_at:%B %Y}"
    if facts.as_at.year >= HMCTS_FIRST_RECORD_YEAR:
        title = (f"HMCTS Wales: staff in post as at {day}", "")
        return [record("Staff", _HMCTS_COLUMNS, people, facts, title=title)]
    notes = (
        "Notes",
        "1. Headcount of staff in post. Judicial office holders are not included.",
        "2. Undeclared: asked and preferred not to say. Unknown: nothing on record.",
    )
    title = (f"HMCTS Wales: staff by band and ethnicity as at {day}", "")
    table = crosstab("Table 1", people, facts, title=title, corner="Grade", headings=FIVE_GROUPS, notes=notes)
    return [table]


YJB_LADDER = _bands(
    "{}", ("EO", 0.16, 2), ("HEO", 0.28, 3), ("SEO", 0.32, 4), ("Grade 7", 0.2, 5), ("Grade 6", 0.04, 5)
)


def _yjb(people: Sequence[Person], facts: Facts) -> list[Sheet]:
    header = ("Organisation", "Snapshot Date", "Grade", "Ethnicity", "Headcount")
    leading = (facts.shape.name, facts.as_at)
    return [long("Counts", people, facts, header=header, style=FIVE_GROUPS, leading=leading)]


def _staff(ladder: tuple[Rung, ...], first: int, last: int, *, female: float, outside: float = 0.35) -> Group:
    return Group(Worker.STAFF, ladder, first, last, female=female, leaving=0.08, outside_hires=outside)


_COURTS = ("Cardiff Civil Justice Centre", "Cardiff Crown Court", "Newport", "Swansea", "Wrexham", "Mold", "Caernarfon")
_PRISONS_AND_PROBATION = (
    "HMP Berwyn", "HMP Cardiff", "HMP Parc", "HMP Swansea", "HMP Usk and Prescoed",
    "Cardiff and Vale PDU", "Cwm Taf Morgannwg PDU", "Dyfed Powys PDU", "Gwent PDU", "North Wales PDU",
    "Swansea Neath Port Talbot PDU",
)  # fmt: skip

SENDERS = (
    Sender(
        Shape(
            "hmpps-wales", "HMPPS Wales",
            (
                _staff(HMPPS_LADDER, 2930, 3400, female=0.52),
                Group(Worker.AGENCY, (Rung("Band 3", 1.0, 1),), 14, 20, leaving=0.5),
            ),
            minority=0.042, joining_minority=0.068, unknown=0.15, undeclared=0.016,
            sites=_PRISONS_AND_PROBATION,
            first_number=40010017,
        ),
        ".xlsx",
        _hmpps,
    ),
    Sender(
        Shape(
            "cps-cymru-wales", "CPS Cymru-Wales",
            (
                _staff(CPS_LADDER, 236, 248, female=0.7),
                _staff(PROSECUTORS, 180, 190, female=0.6, outside=0.5),
            ),
            minority=0.066, joining_minority=0.11, unknown=0.085, undeclared=0.012,
            sites=("Cardiff", "Swansea", "Mold"),
            first_number=3021,
        ),
        ".xlsx",
        _cps,
    ),
    Sender(
        Shape(
            "hmcts-wales", "HMCTS Wales",
            (_staff(HMCTS_LADDER, 1024, 1038, female=0.68),),
            minority=0.042, joining_minority=0.075, unknown=0.075, undeclared=0.028,
            sites=_COURTS,
            first_number=70020031,
        ),
        ".xlsx",
        _hmcts,
    ),
    Sender(
        Shape(
            "yjb-cymru", "Youth Justice Board Cymru",
            (_staff(YJB_LADDER, 24, 26, female=0.64),),
            minority=0.12, joining_minority=0.15, unknown=0.04, undeclared=0.04,
            sites=("Cardiff",),
            first_number=90010007,
        ),
        ".csv",
        _yjb,
    ),
)  # fmt: skip
