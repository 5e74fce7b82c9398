"""What a collection template asks for, and what it offers to choose from.

A collection template is a workbook to fill in: a first sheet that says whose figures are wanted and for when, and a
sheet for each dataset. Every name offered is one the importer recognises without asking, in either language.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from workforce_tui import i18n
from workforce_tui.domain.attributes import AgeBand, Contract, Disability, attribute_name
from workforce_tui.domain.datasets import OUTCOMES, outcome_name
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import LEAF, UNDECLARED, UNKNOWN, nodes
from workforce_tui.domain.grade_labels import recognise_grade
from workforce_tui.domain.label_keys import label_key
from workforce_tui.domain.ladders import grades, ladders_for
from workforce_tui.domain.workforce import OrganisationKind, Sex, WorkerType, sex_name, worker_type_name
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from workforce_tui.domain.datasets import Dataset, DatasetColumn

FIRST_YEAR, LAST_YEAR = 2000, 2100
"""The reporting years there can be a return or an update of."""
MARK = "workforce-tui-template"
"""Stands beside the version on the first sheet; it is how a filled-in template is known."""
VERSION = 1
ORGANISATION = "template:organisation"
AS_AT = "template:as_at"
PERIOD_START = "template:period_start"
PERIOD_END = "template:period_end"
SHEET = "template:sheet:"
"""Stands before a dataset's code, in the row that names its sheet."""
LISTS = "template:lists"
"""Stands in the row that names the sheet of lists. None of these is translated."""
ABOUT_NAME = N_("About")
"""What the first sheet is called."""
LISTS_NAME = N_("Lists")
"""What the sheet is called that holds everything the other sheets offer to choose from."""
SUFFIX = ".xlsx"
MOST_FTE = 1.2
"""More than this is more likely hours, or two posts, than one person's full-time equivalent."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One thing to choose from a list: its code, and the name in the list."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class CollectionYear:
    """The day staff are counted, and the twelve months up to it in which things happened."""

    as_at: date
    start: date
    end: date


def collection_year(year: int) -> CollectionYear:
    """The reporting year that ends on 31 March of *year*.

    Raises:
        WorkforceError: no calendar has such a year, or the one before it.
    """
    if not date.min.year < year <= date.max.year:
        raise WorkforceError(
            _("{year} is no reporting year.").format(year=year), _("Give the year whose 31 March it ends on, as 2026.")
        )
    end = date(year, 3, 31)
    return CollectionYear(end, date(year - 1, 4, 1), end)


def year_to_collect(today: date) -> int:
    """The latest year whose last day is not still to come."""
    return today.year if today >= collection_year(today.year).end else today.year - 1


def template_file_name(organisation: str, year: int) -> str:
    """What a template is called when nobody says."""
    return f"workforce-{organisation}-{year}{SUFFIX}"


_GROUPS = {
    "ASIAN": ("Asian", "Asiaidd"),
    "BLACK": ("Black", "Du"),
    "MIXED": ("Mixed", "Cymysg"),
    "WHITE": ("White", "Gwyn"),
    "OTHER": ("Other", "Arall"),
}
_NO_ANSWER = {UNDECLARED: ("Prefer not to say", "Gwell gennyf beidio â dweud"), UNKNOWN: ("Unknown", "Anhysbys")}


@cache
def _ethnicities(language: str) -> tuple[Listed, ...]:
    place = int(language == i18n.WELSH)
    found = []
    for node in nodes().values():
        if node.granularity == LEAF and node.group:
            name, group = (node.name_en, node.name_cy)[place], _GROUPS[node.group][place]
            found.append(Listed(node.code, name if name.startswith(f"{group}:") else f"{group}: {name}"))
    return (*found, *(Listed(code, names[place]) for code, names in _NO_ANSWER.items()))


def ethnicities_listed() -> tuple[Listed, ...]:
    """The nineteen groups of the 2021 census in the order used in Wales, and the two ways of having no answer."""
    return _ethnicities(i18n.language())


@cache
def _listed_keys() -> frozenset[str]:
    return frozenset(label_key(one.name) for language in i18n.LANGUAGES for one in _ethnicities(language))


def is_listed_ethnicity(label: str) -> bool:
    """Whether the label is one a template offers, in either language."""
    return label_key(label) in _listed_keys()


def worker_types_listed(kind: OrganisationKind) -> tuple[Listed, ...]:
    """The kinds of worker an organisation of this kind may have, in or outside its workforce."""
    found = {grade.worker_type for ladder in ladders_for(kind) for grade in grades(ladder)}
    found |= {WorkerType.STAFF, WorkerType.VOLUNTEER, WorkerType.AGENCY}
    if kind is OrganisationKind.YOUTH_JUSTICE:
        found.add(WorkerType.OFFICER)  # every service has police officers seconded to it
    return tuple(Listed(str(one), worker_type_name(one)) for one in WorkerType if one in found)


def sexes_listed() -> tuple[Listed, ...]:
    """The answers about sex."""
    return tuple(Listed(str(one), sex_name(one)) for one in Sex)


def disabilities_listed() -> tuple[Listed, ...]:
    """The answers about a disability."""
    return tuple(Listed(str(one), attribute_name(one)) for one in Disability)


def age_bands_listed() -> tuple[Listed, ...]:
    """The age bands: nobody has to send an age."""
    return tuple(Listed(str(one), attribute_name(one)) for one in AgeBand)


def contracts_listed() -> tuple[Listed, ...]:
    """The kinds of contract."""
    return tuple(Listed(str(one), attribute_name(one)) for one in Contract)


def outcomes_listed(dataset: Dataset) -> tuple[Listed, ...]:
    """How the events of a dataset can end; none where an event has only happened."""
    return tuple(Listed(outcome.code, outcome_name(dataset, outcome.code)) for outcome in OUTCOMES[dataset])


def grades_listed(kind: OrganisationKind) -> tuple[Listed, ...]:
    """The grades of the ladders of this kind of organisation, junior first.

    A grade is left out where its name means another one of the same list: the organisation's own "SCS" comes before
    that of the whole Civil Service.
    """
    return tuple(
        Listed(grade.code, grade.name)
        for ladder in ladders_for(kind)
        for grade in grades(ladder)
        if _means(grade.name, grade.code, kind, None) and _means(grade.name, grade.code, kind, grade.worker_type)
    )


def _means(name: str, code: str, kind: OrganisationKind, worker_type: WorkerType | None) -> bool:
    found = recognise_grade(name, kind=kind, worker_type=worker_type)
    return found.grade == code and found.temporary is None


def header_text(column: DatasetColumn) -> str:
    """The header of a column in the language in use; one that has to be filled in says so."""
    name = _(column.header)
    return _("{header} (required)").format(header=name) if column.required else name
