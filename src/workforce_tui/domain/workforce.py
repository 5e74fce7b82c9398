"""Kinds of worker, sex, kinds of organisation and areas, with the labels spreadsheets use for them."""

from __future__ import annotations

from enum import StrEnum

from workforce_tui.domain.label_keys import keys_of_labels, label_key
from workforce_tui.i18n import N_, _


class WorkerType(StrEnum):
    """What somebody is engaged as."""

    OFFICER = "officer"
    STAFF = "staff"
    PCSO = "pcso"
    DESIGNATED = "designated"
    SPECIAL = "special"
    VOLUNTEER = "volunteer"
    AGENCY = "agency"
    ELECTED = "elected"


OUTSIDE_WORKFORCE = frozenset({WorkerType.SPECIAL, WorkerType.VOLUNTEER, WorkerType.AGENCY, WorkerType.ELECTED})
"""Not counted in workforce shares: unpaid, not employed by the organisation, or elected."""
OUTSIDE_CODES = frozenset(map(str, OUTSIDE_WORKFORCE))
"""The same as texts, as rows of files and of the database have them."""


class Sex(StrEnum):
    """Sex as recorded; "unknown" is nothing on record or an answer withheld."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


class OrganisationKind(StrEnum):
    """What sort of organisation it is, which decides the grade ladders it uses."""

    POLICE = "police"
    HMPPS = "hmpps"
    CPS = "cps"
    HMCTS = "hmcts"
    YJB = "yjb"
    OPCC = "opcc"
    YOUTH_JUSTICE = "youth_justice"
    OTHER = "other"


class Area(StrEnum):
    """A police force area of Wales, all of Wales, or outside it."""

    GWENT = "gwent"
    SOUTH_WALES = "south-wales"
    NORTH_WALES = "north-wales"
    DYFED_POWYS = "dyfed-powys"
    WALES = "wales"
    OUTSIDE_WALES = "outside-wales"


_WORKER_NAMES = {
    WorkerType.OFFICER: N_("Police officers"),
    WorkerType.STAFF: N_("Staff"),
    WorkerType.PCSO: N_("Police community support officers"),
    WorkerType.DESIGNATED: N_("Designated officers"),
    WorkerType.SPECIAL: N_("Special constables"),
    WorkerType.VOLUNTEER: N_("Volunteers"),
    WorkerType.AGENCY: N_("Agency workers and contractors"),
    WorkerType.ELECTED: N_("Elected office holders"),
}
_SEX_NAMES = {
    Sex.FEMALE: N_("Female"),
    Sex.MALE: N_("Male"),
    Sex.OTHER: N_("Other"),
    Sex.UNKNOWN: N_("Unknown"),
}
_KIND_NAMES = {
    OrganisationKind.POLICE: N_("Police force"),
    OrganisationKind.HMPPS: N_("Prison and probation service"),
    OrganisationKind.CPS: N_("Crown Prosecution Service"),
    OrganisationKind.HMCTS: N_("Courts and tribunals service"),
    OrganisationKind.YJB: N_("Youth Justice Board"),
    OrganisationKind.OPCC: N_("Office of a police and crime commissioner"),
    OrganisationKind.YOUTH_JUSTICE: N_("Youth justice service"),
    OrganisationKind.OTHER: N_("Other organisation"),
}
_AREA_NAMES = {
    Area.GWENT: N_("Gwent"),
    Area.SOUTH_WALES: N_("South Wales"),
    Area.NORTH_WALES: N_("North Wales"),
    Area.DYFED_POWYS: N_("Dyfed-Powys"),
    Area.WALES: N_("All Wales"),
    Area.OUTSIDE_WALES: N_("Outside Wales"),
}

_WORKER_LABELS = {
    WorkerType.OFFICER: (
        "officer, officers, police officer, police officers, regular, regulars, regular officer, "
        "regular officers, warranted officer, sworn officer, swyddog, swyddog heddlu, "
        "swyddogion heddlu, swyddogion yr heddlu"
    ),
    WorkerType.STAFF: (
        "staff, police staff, member of police staff, support staff, police support staff, civilian, "
        "civilian staff, police civilian, civil servant, civil servants, employee, staff member, "
        "opcc staff, staff yr heddlu, staff heddlu, staff cymorth, gwas sifil, gweision sifil, "
        "cyflogai, aelod o staff, staff swyddfa'r comisiynydd"
    ),
    WorkerType.PCSO: (
        "pcso, pcsos, cso, police community support officer, police community support officers, "
        "community support officer, community support officers, scch, swyddog cymorth cymunedol, "
        "swyddog cymorth cymunedol yr heddlu, swyddogion cymorth cymunedol yr heddlu"
    ),
    WorkerType.DESIGNATED: (
        "designated, designated officer, designated officers, detention officer, escort officer, "
        "investigation officer, swyddog dynodedig, swyddogion dynodedig"
    ),
    WorkerType.SPECIAL: (
        "special, specials, special constable, special constables, special constabulary, "
        "special officer, cwnstabl arbennig, cwnstabliaid arbennig, cwnstabl gwirfoddol, "
        "cwnstabliaid gwirfoddol, heddlu gwirfoddol, heddlu arbennig, y gwnstabliaeth arbennig, "
        "cwnstabliaeth arbennig, y gwnstabliaeth wirfoddol"
    ),
    WorkerType.VOLUNTEER: (
        "volunteer, volunteers, police support volunteer, police support volunteers, psv, psvs, "
        "police volunteer, cadet leader, gwirfoddolwr, gwirfoddolwyr, gwirfoddolwr cymorth yr heddlu, "
        "gwirfoddolwyr cymorth yr heddlu"
    ),
    WorkerType.AGENCY: (
        "agency, agency worker, agency workers, agency staff, contractor, contractors, "
        "agency/contractor, contractor/agency, agency and contractor, contingent worker, "
        "agency workers and contractors, gweithwyr asiantaeth a chontractwyr, "
        "contingent labour, non-payroll, asiantaeth, gweithiwr asiantaeth, gweithwyr asiantaeth, "
        "staff asiantaeth, contractwr, contractwyr"
    ),
    WorkerType.ELECTED: (
        "elected, pcc, police and crime commissioner, police & crime commissioner, elected official, "
        "elected office holder, elected office holders, deiliaid swydd etholedig, "
        "comisiynydd, comisiynydd yr heddlu a throseddu, "
        "comisiynydd heddlu a throseddu, chth, etholedig"
    ),
}
_SEX_LABELS = {
    Sex.FEMALE: "f, female, females, woman, women, fem, benyw, benywaidd, menyw, menywod, merch, b",
    Sex.MALE: "m, male, males, man, men, gwryw, gwrywaidd, dyn, dynion, g",
    Sex.OTHER: (
        "o, other, non-binary, nonbinary, indeterminate, intersex, arall, anneuaidd, other sex, "
        "in another way, mewn ffordd arall"
    ),
    Sex.UNKNOWN: (
        "u, unknown, not known, not stated, not recorded, not declared, undeclared, not disclosed, "
        "not provided, not specified, prefer not to say, anhysbys, heb ei nodi, heb ddatgan, "
        "gwell gennyf beidio â dweud, gwell gen i beidio â dweud, mae'n well gennyf beidio â dweud"
    ),
}


_WORKER_KEYS = keys_of_labels(_WORKER_LABELS)
_SEX_KEYS = keys_of_labels(_SEX_LABELS)


def recognise_worker_type(raw: str) -> WorkerType | None:
    """The worker type an English or Welsh label means; None when it does not say (a contract type, a typo)."""
    return _WORKER_KEYS.get(label_key(raw))


def recognise_sex(raw: str) -> Sex | None:
    """The sex an English or Welsh label means: blank is unknown, a label not understood is None."""
    if not raw.strip():
        return Sex.UNKNOWN
    return _SEX_KEYS.get(label_key(raw))


def worker_type_name(worker_type: WorkerType) -> str:
    """The worker type's name in the language in use."""
    return _(_WORKER_NAMES[worker_type])


def sex_name(sex: Sex) -> str:
    """The name of the sex in the language in use."""
    return _(_SEX_NAMES[sex])


def kind_name(kind: OrganisationKind) -> str:
    """The name of the kind of organisation in the language in use."""
    return _(_KIND_NAMES[kind])


def area_name(area: Area) -> str:
    """The area's name in the language in use."""
    return _(_AREA_NAMES[area])
