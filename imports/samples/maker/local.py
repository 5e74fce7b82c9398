"""The small senders: offices of the police and crime commissioners, and the youth justice services."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maker import columns as col
from maker.ethnicity import CENSUS_2021, PREFIXED_18, WELSH_2021
from maker.justice import FIVE_GROUPS
from maker.model import Group, Rung, Shape, Worker
from maker.plan import Sender
from maker.sheets import Sheet, crosstab, long, record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maker.model import Person
    from maker.plan import Draw
    from maker.sheets import Facts

OPCC_LADDER = (
    Rung("OPCC support", 0.22, 1),
    Rung("OPCC officer", 0.34, 2),
    Rung("OPCC senior officer", 0.22, 3),
    Rung("OPCC manager", 0.14, 4),
    Rung("OPCC head of function", 0.08, 5),
    Rung("Chief finance officer", 0, 6, posts=1),
    Rung("Chief executive", 0, 6, posts=1),
)
_OPCC_COLUMNS = (
    col.number("Staff ID"),
    col.grade("Grade"),
    col.sex("Sex"),
    col.fte("FTE"),
    col.started("Start Date"),
    col.ethnicity("Ethnicity", CENSUS_2021),
    col.as_at("Snapshot Date"),
)


def _opcc_table(people: Sequence[Person], facts: Facts) -> list[Sheet]:
    title = (f"{facts.shape.name}: staff as at {facts.as_at.day} {facts.as_at:%B %Y}", "")
    notes = ("Notes", "The Police and Crime Commissioner is elected and is not included.")
    return [crosstab("Staff", people, facts, title=title, corner="Grade", headings=FIVE_GROUPS, notes=notes)]


def _opcc_record(people: Sequence[Person], facts: Facts) -> list[Sheet]:
    return [record("Staff", _OPCC_COLUMNS, people, facts, title=())]


def _opcc(area: str, name: str, size: int, minority: float, suffix: str, draw: Draw, first_number: int) -> Sender:
    shape = Shape(
        f"opcc-{area}", name,
        (Group(Worker.STAFF, OPCC_LADDER, size, size + 4, female=0.66, leaving=0.09, outside_hires=0.5),),
        minority=minority, joining_minority=minority * 1.6, unknown=0.03, undeclared=0.03,
        sites=("Headquarters",),
        first_number=first_number,
    )  # fmt: skip
    return Sender(shape, suffix, draw)


SCP_LADDER = (
    Rung("SCP 6", 0.14, 1),
    Rung("SCP 14", 0.2, 2),
    Rung("SCP 20", 0.28, 2),
    Rung("SCP 26", 0.17, 3),
    Rung("SCP 31", 0.09, 3),
    Rung("SCP 36", 0.07, 4),
    Rung("SCP 41", 0.05, 4),
    Rung("Head of service", 0, 5, posts=1),
)
TITLE_LADDER = (
    Rung("Support worker", 0.2, 1),
    Rung("Youth justice worker", 0.48, 2),
    Rung("Senior practitioner", 0.2, 3),
    Rung("Team manager", 0.12, 4),
    Rung("Service manager", 0, 5, posts=1),
)
WELSH_TITLE_LADDER = (
    Rung("Gweithiwr cymorth", 0.2, 1),
    Rung("Gweithiwr cyfiawnder ieuenctid", 0.48, 2),
    Rung("Uwch-ymarferydd", 0.2, 3),
    Rung("Rheolwr tîm", 0.12, 4),
    Rung("Rheolwr gwasanaeth", 0, 5, posts=1),
)
_COUNCIL_COLUMNS = (
    col.number("Employee Ref"),
    col.grade("Grade"),
    col.sex("Gender"),
    col.fte("FTE"),
    col.started("Start Date"),
    col.site("Location"),
    col.ethnicity("Ethnicity", PREFIXED_18),
)
_WELSH_COLUMNS = (
    col.number("Rhif Gweithiwr"),
    col.grade("Gradd"),
    col.sex("Rhyw", "Benyw", "Gwryw"),
    col.fte("CALl"),
    col.started("Dyddiad Dechrau"),
    col.site("Lleoliad"),
    col.ethnicity("Tarddiad Ethnig", WELSH_2021),
    col.as_at("Dyddiad y Ciplun"),
)


def _council_dated(people: Sequence[Person], facts: Facts) -> list[Sheet]:
    title = (f"{facts.shape.name} - staff in post at {facts.as_at:%d/%m/%Y}", "")
    return [record("Staff", _COUNCIL_COLUMNS, people, facts, title=title)]


def _council_undated(people: Sequence[Person], facts: Facts) -> list[Sheet]:
    """Draw a sheet that does not say its date: whoever imports it has to."""
    return [record("Staff", _COUNCIL_COLUMNS, people, facts, title=())]


def _council_counts(people: Sequence[Person], facts: Facts) -> list[Sheet]:
    header = ("Snapshot Date", "Grade", "Ethnic Group", "Headcount")
    return [long("Counts", people, facts, header=header, style=FIVE_GROUPS, leading=(facts.as_at,))]


def _council_welsh(people: Sequence[Person], facts: Facts) -> list[Sheet]:
    return [record("Staff", _WELSH_COLUMNS, people, facts, title=())]


@dataclass(frozen=True, slots=True)
class _Style:
    """How one council's payroll sends its youth justice staff."""

    ladder: tuple[Rung, ...]
    suffix: str
    draw: Draw
    encoding: str = "utf-8"


_SCP_CSV = _Style(SCP_LADDER, ".csv", _council_undated)
_SCP_XLSX = _Style(SCP_LADDER, ".xlsx", _council_dated)
_TITLES_XLSX = _Style(TITLE_LADDER, ".xlsx", _council_dated)
_COUNTS_CSV = _Style(TITLE_LADDER, ".csv", _council_counts)
_WELSH_CSV = _Style(WELSH_TITLE_LADDER, ".csv", _council_welsh, "utf-8-sig")


def _service(
    code: str, name: str, sites: tuple[str, ...], size: int, minority: float, style: _Style, first_number: int
) -> Sender:
    shape = Shape(
        f"yjs-{code}", name,
        (Group(Worker.STAFF, style.ladder, size, size + 3, female=0.68, leaving=0.1, outside_hires=0.4),),
        minority=minority, joining_minority=minority * 1.5, unknown=0.06, undeclared=0.03,
        sites=sites,
        first_number=first_number,
    )  # fmt: skip
    return Sender(shape, style.suffix, style.draw, encoding=style.encoding)


_YJS = "Youth Justice Service"
SENDERS = (
    _opcc("gwent", "Office of the Police and Crime Commissioner for Gwent", 26, 0.08, ".xlsx", _opcc_table, 101),
    _opcc(
        "south-wales", "Office of the Police and Crime Commissioner for South Wales",
        41, 0.05, ".xlsx", _opcc_record, 2101,
    ),
    _opcc(
        "north-wales", "Office of the Police and Crime Commissioner for North Wales",
        25, 0.03, ".csv", _opcc_record, 3101,
    ),
    _opcc(
        "dyfed-powys", "Office of the Police and Crime Commissioner for Dyfed-Powys",
        28, 0.03, ".xlsx", _opcc_table, 401,
    ),
    _service(
        "blaenau-gwent-caerphilly", f"Blaenau Gwent and Caerphilly {_YJS}",
        ("Ebbw Vale", "Caerphilly"), 48, 0.03, _SCP_XLSX, 51004,
    ),
    _service("bridgend", f"Bridgend {_YJS}", ("Bridgend",), 36, 0.03, _SCP_CSV, 62011),
    _service("cardiff", f"Cardiff {_YJS}", ("Cardiff Bay", "Ely"), 84, 0.1, _SCP_XLSX, 71019),
    _service("carmarthenshire", f"Carmarthenshire {_YJS}", ("Carmarthen", "Llanelli"), 34, 0.03, _COUNTS_CSV, 801),
    _service("ceredigion", f"Ceredigion {_YJS}", ("Aberaeron",), 30, 0.03, _COUNTS_CSV, 901),
    _service(
        "conwy-denbighshire", f"Conwy and Denbighshire {_YJS}",
        ("Colwyn Bay", "Denbigh"), 42, 0.03, _TITLES_XLSX, 10021,
    ),
    _service("cwm-taf", f"Cwm Taf {_YJS}", ("Pontypridd", "Merthyr Tydfil"), 66, 0.03, _SCP_XLSX, 11044),
    _service("flintshire", f"Flintshire {_YJS}", ("Mold",), 31, 0.03, _COUNTS_CSV, 1201),
    _service(
        "gwynedd-mon", f"Gwynedd and Ynys Môn {_YJS}", ("Caernarfon", "Llangefni"), 32, 0.03, _WELSH_CSV, 13007,
    ),
    _service(
        "monmouthshire-torfaen", f"Monmouthshire and Torfaen {_YJS}",
        ("Pontypool", "Usk"), 35, 0.03, _TITLES_XLSX, 14021,
    ),
    _service("neath-port-talbot", f"Neath Port Talbot {_YJS}", ("Port Talbot",), 40, 0.03, _SCP_CSV, 15003),
    _service("newport", f"Newport {_YJS}", ("Newport",), 52, 0.07, _SCP_XLSX, 16010),
    _service("pembrokeshire", f"Pembrokeshire {_YJS}", ("Haverfordwest",), 30, 0.03, _COUNTS_CSV, 1701),
    _service("powys", f"Powys {_YJS}", ("Newtown", "Brecon"), 31, 0.03, _TITLES_XLSX, 18009),
    _service("swansea", f"Swansea {_YJS}", ("Swansea",), 58, 0.05, _SCP_XLSX, 19022),
    _service("vale-of-glamorgan", f"Vale of Glamorgan {_YJS}", ("Barry",), 33, 0.04, _SCP_CSV, 20031),
    _service("wrexham", f"Wrexham {_YJS}", ("Wrexham",), 38, 0.04, _TITLES_XLSX, 21018),
)  # fmt: skip
"""The four offices and the 17 youth justice services of Wales."""
