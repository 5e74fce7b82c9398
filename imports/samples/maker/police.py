"""The four police forces: officers, staff, PCSOs and designated officers, each force with its own HR system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maker import columns as col
from maker.ethnicity import PREFIXED_18, SDE16_CODES, SDE18_CODES, SDE18_CODES_AND_NAMES
from maker.model import Group, Rung, Shape, Worker
from maker.plan import Sender
from maker.sheets import Sheet, record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maker.model import Person
    from maker.sheets import Facts

OFFICER_LADDER = (
    Rung("Constable", 0.776, 2),
    Rung("Sergeant", 0.150, 3),
    Rung("Inspector", 0.047, 4),
    Rung("Chief Inspector", 0.014, 4),
    Rung("Superintendent", 0.009, 5),
    Rung("Chief Superintendent", 0.004, 5),
    Rung("Assistant Chief Constable", 0, 6, posts=2),
    Rung("Deputy Chief Constable", 0, 6, posts=1),
    Rung("Chief Constable", 0, 6, posts=1),
)
STAFF_LADDER = (
    Rung("Scale 2", 0.06, 1),
    Rung("Scale 3", 0.16, 1),
    Rung("Scale 4", 0.22, 1),
    Rung("Scale 5", 0.19, 2),
    Rung("Scale 6", 0.15, 2),
    Rung("SO1", 0.08, 3),
    Rung("SO2", 0.05, 3),
    Rung("PO1", 0.04, 4),
    Rung("PO3", 0.025, 4),
    Rung("PO5", 0.01, 4),
    Rung("Head of Department", 0.01, 5),
    Rung("Chief Officer (Police Staff)", 0, 6, posts=1),
)
PCSO_LADDER = (Rung("PCSO", 0.97, 1), Rung("PCSO Supervisor", 0.03, 3))
DESIGNATED_LADDER = (Rung("Detention Officer", 0.6, 2), Rung("Investigation Officer", 0.4, 2))
SPECIAL_LADDER = (
    Rung("Special Constable", 0.86, 2),
    Rung("Special Sergeant", 0.1, 3),
    Rung("Special Inspector", 0.04, 4),
)
VOLUNTEER_LADDER = (Rung("Police Support Volunteer", 1.0, 1),)

WORKER_NAMES = {
    Worker.OFFICER: "Police Officer",
    Worker.STAFF: "Police Staff",
    Worker.PCSO: "Police Community Support Officer",
    Worker.DESIGNATED: "Designated Officer",
    Worker.SPECIAL: "Special Constable",
    Worker.VOLUNTEER: "Police Support Volunteer",
}
SHORT_WORKER_NAMES = WORKER_NAMES | {Worker.OFFICER: "Officer", Worker.STAFF: "Staff", Worker.PCSO: "PCSO"}

_DETECTIVES = ("Constable", "Sergeant", "Inspector", "Chief Inspector", "Superintendent")


def _groups(officers: tuple[int, int], staff: float, specials: int = 0, volunteers: int = 0) -> tuple[Group, ...]:
    """Draw a force around its officers; `staff` is the number of police staff for one officer."""
    first, last = officers

    def sized(worker: Worker, ladder: tuple[Rung, ...], part: float, female: float) -> Group:
        return Group(worker, ladder, round(first * part), round(last * part), female=female, outside_hires=0.25)

    groups = [
        Group(
            Worker.OFFICER, OFFICER_LADDER, first, last,
            female=0.34, leaving=0.065, outside_hires=0.04, acting=0.012, detectives=0.17,
        ),
        sized(Worker.STAFF, STAFF_LADDER, staff, 0.62),
        sized(Worker.PCSO, PCSO_LADDER, 0.06, 0.46),
        sized(Worker.DESIGNATED, DESIGNATED_LADDER, 0.02, 0.4),
    ]  # fmt: skip
    if specials:
        groups.append(Group(Worker.SPECIAL, SPECIAL_LADDER, specials, specials - 6, female=0.3, leaving=0.2))
    if volunteers:
        groups.append(Group(Worker.VOLUNTEER, VOLUNTEER_LADDER, volunteers, volunteers + 4, leaving=0.15))
    return tuple(groups)


def _detective(prefix: str, names: dict[str, str]) -> dict[str, str]:
    return {rank: f"{prefix}{names.get(rank, rank)}" for rank in _DETECTIVES}


GWENT_RANKS = col.RankStyle({}, _detective("Detective ", {}), "Temporary ")
_GWENT_COLUMNS = (
    col.number("Employee Number", parent="Employee"),
    col.sex("Gender", parent="Employee"),
    col.ethnicity("Self Defined Ethnicity (18+1)", SDE18_CODES_AND_NAMES, parent="Employee"),
    col.worker("Employee Type", WORKER_NAMES, parent="Post"),
    col.rank("Rank/Grade", GWENT_RANKS, parent="Post"),
    col.site("Location", parent="Post"),
    col.fte("FTE", parent="Contract"),
    col.started("Start Date", parent="Contract"),
)


def _gwent(people: Sequence[Person], facts: Facts) -> list[Sheet]:
    title = (f"Gwent Police - Workforce profile as at {facts.as_at.day} {facts.as_at:%B %Y}", "")
    sheet = record("Workforce", _GWENT_COLUMNS, people, facts, title=title)
    paid = sum(round(float(str(row[6])) * 10) for row in sheet.rows[-len(people) :] if row[6] is not None)
    sheet.rows.append(["Total", None, None, None, None, None, paid / 10, None])
    return [sheet]


_SHORT = {
    "Constable": "PC",
    "Sergeant": "Sgt",
    "Inspector": "Insp",
    "Chief Inspector": "Ch Insp",
    "Superintendent": "Supt",
    "Chief Superintendent": "Ch Supt",
    "Assistant Chief Constable": "ACC",
    "Deputy Chief Constable": "DCC",
}
_SHORT_DETECTIVES = {
    "Constable": "DC",
    "Sergeant": "DS",
    "Inspector": "DI",
    "Chief Inspector": "DCI",
    "Superintendent": "Det Supt",
}
SOUTH_WALES_RANKS = col.RankStyle(_SHORT, _SHORT_DETECTIVES, "T/")
_SOUTH_WALES_COLUMNS = (
    col.organisation("Force"),
    col.as_at("Snapshot Date"),
    col.number("Payroll No", "SWP{:05d}"),
    col.worker("Employment Type", SHORT_WORKER_NAMES),
    col.rank("Rank", SOUTH_WALES_RANKS),
    col.ethnicity("SDE 16+1", SDE16_CODES),
    col.sex("Sex", "F", "M"),
    col.fte("Contracted FTE"),
    col.started("Date Joined"),
    col.site("BCU"),
)


def _south_wales(people: Sequence[Person], facts: Facts) -> list[Sheet]:
    return [record("Staff", _SOUTH_WALES_COLUMNS, people, facts, title=())]


NORTH_WALES_RANKS = col.RankStyle({}, _detective("Detective ", {}), "Acting ")
_NORTH_WALES_COLUMNS = (
    col.number("Person Number", "{:07d}"),
    col.worker("Employee Type", WORKER_NAMES),
    col.rank("Rank", NORTH_WALES_RANKS),
    col.sex("Gender"),
    col.ethnicity("Ethnic Origin", PREFIXED_18),
    col.fte("WTE"),
    col.started("Date Joined"),
    col.site("Location"),
)


def _north_wales(people: Sequence[Person], facts: Facts) -> list[Sheet]:
    title = ("Heddlu Gogledd Cymru / North Wales Police", f"As at {facts.as_at:%d/%m/%Y}", "")
    return [record("Staff in post", _NORTH_WALES_COLUMNS, people, facts, title=title)]


DYFED_POWYS_RANKS = col.RankStyle(
    {"Inspector": "Insp", "Chief Inspector": "Ch Insp"},
    _detective("Det ", {"Constable": "Con", "Sergeant": "Sgt", "Inspector": "Insp", "Chief Inspector": "Ch Insp"}),
    "Temp ",
)
_DYFED_POWYS_COLUMNS = (
    col.number("Staff ID"),
    col.worker("Worker Type", WORKER_NAMES),
    col.rank("Rank", DYFED_POWYS_RANKS),
    col.ethnicity("SDE 18+1", SDE18_CODES),
    col.sex("Sex"),
    col.fte("FTE"),
    col.started("Start Date"),
    col.site("Division"),
)


def _dyfed_powys(people: Sequence[Person], facts: Facts) -> list[Sheet]:
    title = (f"Dyfed-Powys Police staff in post as at {facts.as_at.day} {facts.as_at:%B %Y}", "")
    return [record("Establishment", _DYFED_POWYS_COLUMNS, people, facts, title=title)]


SENDERS = (
    Sender(
        Shape(
            "gwent-police", "Gwent Police", _groups((1310, 1362), 0.5, specials=34, volunteers=22),
            minority=0.026, joining_minority=0.055, unknown=0.025, undeclared=0.03,
            sites=("Newport", "Cwmbran HQ", "Caerphilly", "Blackwood", "Abergavenny", "Ebbw Vale", "Pontypool"),
            first_number=100210,
        ),
        ".xlsx",
        _gwent,
    ),
    Sender(
        Shape(
            "south-wales-police", "South Wales Police", _groups((3040, 3110), 0.5),
            minority=0.030, joining_minority=0.062, unknown=0.035, undeclared=0.025,
            sites=(
                "Caerdydd – Cardiff Central", "Cardiff Bay", "Abertawe – Swansea", "Bridgend HQ", "Pontypridd",
                "Merthyr Tydfil", "Neath", "Barry",
            ),
            first_number=20011,
        ),
        ".csv",
        _south_wales,
        encoding="cp1252",
        delimiter=";",
    ),
    Sender(
        Shape(
            "north-wales-police", "North Wales Police", _groups((1526, 1566), 0.5),
            minority=0.014, joining_minority=0.032, unknown=0.03, undeclared=0.02,
            sites=("Colwyn Bay HQ", "St Asaph", "Wrexham Llay", "Caernarfon", "Bangor", "Mold", "Holyhead", "Rhyl"),
            first_number=40120,
        ),
        ".xls",
        _north_wales,
    ),
    Sender(
        Shape(
            "dyfed-powys-police", "Dyfed-Powys Police", _groups((1162, 1196), 0.5, specials=40, volunteers=18),
            minority=0.012, joining_minority=0.03, unknown=0.045, undeclared=0.03,
            sites=("Carmarthen HQ", "Llanelli", "Ammanford", "Haverfordwest", "Aberystwyth", "Newtown", "Brecon"),
            first_number=5103,
        ),
        ".ods",
        _dyfed_powys,
    ),
)  # fmt: skip
