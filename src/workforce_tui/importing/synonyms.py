"""Column headers and the fields they mean, in English and Welsh.

To teach the tool a header, add it to the list of its field. Case, spaces and punctuation do not matter. A list
further down in the same field is only used when no column matches a list above it.
"""

from __future__ import annotations

import re
from functools import cache

from workforce_tui.domain.ethnicity_labels import recognise_ethnicity
from workforce_tui.domain.label_keys import label_key
from workforce_tui.importing.known import is_grade
from workforce_tui.importing.values import is_percentage, is_total, tidy, without_footnote

FIELDS: dict[str, tuple[str, ...]] = {
    "staff_number": (
        """employee number, employee no, emp no, emp number, payroll number, payroll no, staff number, staff no,
        staff id, collar number, collar no, warrant number, warrant no, person number, person id, person ref,
        employee id, emp id, eeid, employee ref, employee reference, personnel number, personnel no, force number,
        shoulder number, unique id, unique identifier, pseudonym, staff ref, staff reference, person reference,
        rhif staff, rhif gweithiwr, rhif cyflogai, rhif y gyflogres, rhif cyflogres, rhif coler, id staff,
        rhif gwarant, rhif personél, rhif adnabod, collar, warrant, employee, emp, employee key, pay number,
        pay no, pin number, oracle number, oracle id, sop number, sop id, delegate number, delegate no, delegate id,
        epaulette number, hr number, hr id, hr ref, emp ref, emp ref no, employee ref no, pers no, pernr, personnel nr,
        staff ref no, payroll ref, payroll reference, payroll id, employee code, staff code, officer number, officer no,
        person code, id number, badge number, service number,
        officer id, staff id no, person id number, esr number, hrms number, hrms id, urn""",
        """assignment number, assignment no, assignment ref, assignment reference, position ref, position reference,
        post number, id, rhif aseiniad""",
    ),
    "name": (
        """name, full name, employee name, surname, forename, first name, last name, forenames, family name,
        given name, middle name, known as, preferred name, initials, staff name, person name, title and name,
        enw, enw llawn, cyfenw, enw cyntaf, enw cyntaf ac olaf, enw canol, enw staff, enw'r gweithiwr, manager name,
        manager, line manager, line manager name, manager's name, supervisor, supervisor name, reports to,
        next of kin, next of kin name, emergency contact, emergency contact name, title, salutation, forename(s),
        first name(s), last name(s), surname, forename, preferred first name, preferred forename, former name,
        maiden name, previous surname, display name, officer name, rheolwr, rheolwr llinell, enw'r rheolwr, teitl,
        perthynas agosaf, llythrennau cyntaf, enw dewisol, a elwir yn""",
    ),
    "date_of_birth": ("date of birth, dob, birth date, birthdate, d.o.b., dyddiad geni, age, oed, oedran",),
    "ni_number": (
        "ni number, nino, national insurance number, national insurance no, ni no, ni, rhif yswiriant gwladol, rhif yg",
    ),
    "email": (
        """email, e-mail, email address, work email, personal email, home email, e-mail address, telephone,
        telephone number, telephone no, tel, tel no, phone, phone number, phone no, mobile, mobile number, mobile no,
        mobile phone, home phone, home telephone, work phone, work telephone, work mobile, personal mobile,
        contact number, contact details, extension, user name, username, login, e-bost, ebost, cyfeiriad e-bost,
        cyfeiriad ebost, ffôn, rhif ffôn, ffôn symudol, rhif ffôn symudol, ffôn cartref, ffôn gwaith""",
    ),
    "personal": (
        """address, home address, postal address, permanent address, current address, address line 1, address line 2,
        address line 3, address 1, address 2, address 3, street, house number, town, postcode, post code,
        home postcode, postal code, next of kin address, next of kin telephone, next of kin phone,
        emergency contact number, emergency contact phone, bank, bank name, bank account, bank account number,
        bank details, account, account number, account no, account name, sort code, iban, passport, passport number,
        passport no, driving licence, driving licence number, nhs number, vehicle registration, cyfeiriad,
        cyfeiriad cartref, cod post, cod post cartref, banc, cyfrif banc, rhif cyfrif, cod didoli, pasbort,
        rhif pasbort, biography, bio, biographical details, about me, about you, personal statement, bywgraffiad,
        amdanaf i""",
    ),
    "identity": (
        """identity to match, match with similar identity, match on identity, identity, identities, characteristics,
        characteristic, protected characteristics, protected characteristic, personal characteristics,
        shared characteristics, lived experience, hunaniaeth, nodweddion, nodweddion gwarchodedig""",
    ),
    "ethnicity": (
        """ethnicity, ethnic origin, ethnic origins, self defined ethnicity, self-defined ethnicity, sde,
        self declared ethnicity, ethnicity description, ethnicity desc, ethnic origin description, 16+1, 18+1,
        16+1 description, 18+1 description, 16+1 desc, 18+1 desc,
        ethnicity 16+1, ethnicity 18+1, ethnicity (16+1), ethnicity (18+1), sde 16+1, sde 18+1, ethnic background,
        self classified ethnicity, self identified ethnicity, ethnicity detail, detailed ethnicity, ethnicity (19),
        tarddiad ethnig, ethnigrwydd, ethnigrwydd hunan-ddiffiniedig, cefndir ethnig, hunaniaeth ethnig""",
        "ethnic group, ethnicity group, ethnic category, ethnicity category, grwp ethnig, grŵp ethnig, race",
    ),
    "ethnicity_code": (
        """ethnicity code, ethnic code, ethnic origin code, sde code, self defined ethnicity code, ethnicity id,
        ethnic group code, 16+1 code, 18+1 code, cod ethnig, cod ethnigrwydd, cod tarddiad ethnig""",
    ),
    "substantive_grade": (
        """substantive grade, substantive rank, substantive band, substantive level, permanent grade, permanent rank,
        gradd sylweddol, rheng sylweddol, band sylweddol, gradd barhaol, rheng barhaol""",
    ),
    "grade": (
        """grade, rank, band, pay band, responsibility level, grade name, rank name, rank description, rank desc,
        grade description, grade desc, current grade, current rank, current band, rank/grade, grade/rank, payband,
        band name, band description, salary grade, pay grade, job grade, post grade, staff grade, grade equivalent,
        position grade, assignment grade,
        civil service grade, grade or rank, grade / rank, rank or grade, rank and grade, level, pay scale, scale,
        gradd, rheng, band cyflog, gradd cyflog, lefel cyfrifoldeb, gradd/rheng, rheng/gradd, graddfa, gradd swydd""",
        "grade code, rank code, band code, cod gradd, cod rheng",
        """job title, post title, role, position, position title, job, post, role title, job role, teitl swydd,
        teitl y swydd, swydd, job family""",
    ),
    "worker_type": (
        """employee type, employment type, officer/staff, staff group, worker type, person type, staff type,
        employee category, employee group, staff category, workforce type, workforce group, officer or staff,
        employment category, type of worker, workforce, math o weithiwr, math o gyflogai, math o staff,
        grwp staff, grŵp staff, swyddog/staff, categori staff""",
    ),
    "organisation": (
        """organisation, organization, organisation name, force, force name, police force, organisation/force,
        agency, employer, body, department/agency, sefydliad, heddlu, enw'r sefydliad, enw'r heddlu, corff,
        legal employer, pcc, opcc, service name, name of organisation, area/organisation, youth justice service""",
    ),
    "organisation_code": (
        """geo code, geocode, geography code, ons code, organisation code, force code, area code, org code,
        cod sefydliad, cod daearyddol""",
    ),
    "as_at": (
        """as at, as at date, as of, as of date, snapshot, snapshot date, census date, position date, data date,
        date of data, reference date, effective date, reporting date, period end, period ending, month ending,
        month end, quarter ending, quarter end, ar, dyddiad, dyddiad ciplun,
        dyddiad y ciplun, fel ar, dyddiad y data, date""",
    ),
    "fte": (
        """fte, wte, ftes, wtes, contracted fte, contract fte, full time equivalent, whole time equivalent,
        full time equivalents, whole time equivalents, number of fte, staff fte, fte in post, officer fte, fte staff,
        total fte, total (fte), fte total, actual fte, fte value, assignment fte, calla, cal, cyfwerth llawn amser,
        cyfwerth amser llawn, call, cll""",
    ),
    "headcount": (
        """headcount, head count, total headcount, headcount total, hc, number of staff, number of employees,
        number of people, no of staff, no of employees, staff count, employee count, count, number, no,
        number of officers, staff in post, count of staff, people, value, nifer, nifer y staff, cyfrif pennau,
        nifer staff, nifer y bobl, cyfanswm staff, staff numbers, frequency""",
        "total, cyfanswm, n, all staff, total staff",
    ),
    "sex": (
        """sex, gender, legal sex, gender identity, sex/gender, gender/sex, sex description, gender description,
        sex desc, gender desc, rhyw, rhywedd, rhyw/rhywedd""",
    ),
    "start_date": (
        """start date, date joined, join date, joining date, csd, latest hire date, hire date, continuous service date,
        date of joining, date started, employment start date, date appointed, appointment date, original hire date,
        latest start date, date of appointment, commencement date, employment commencement date,
        dyddiad dechrau, dyddiad ymuno, dyddiad penodi""",
    ),
    "leaving_date": (
        """leaving date, leave date, termination date, end date, date left, date of leaving, leaver date,
        actual termination date, last working day, date of termination, actual leaving date, leaving dt, termination dt,
        leave dt, date left service, date of leaving service, employment end date, assignment end date,
        actual end date, exit date, date of exit, last day of service, last day of employment, last day worked,
        dyddiad gadael, dyddiad gorffen,
        dyddiad terfynu""",
    ),
    "status": (
        """status, employee status, employment status, assignment status, staff status, person status, current status,
        emp status, job status, post status, position status, worker status, active/leaver, leaver/active, leaver,
        is leaver, leaver y/n, leaver yes/no, leaver flag, is active, active y/n, active yes/no, active flag,
        current employee, occupancy status, vacancy status, occupied/vacant, vacant/occupied, filled/vacant,
        vacant/filled, post occupancy, is vacant, vacant y/n, vacant yes/no, vacant flag, statws'r swydd,
        statws, statws cyflogai, statws gweithiwr, statws cyflogaeth, statws staff, ymadawr""",
    ),
    "leaving_reason": (
        """leaving reason, reason for leaving, leaver reason, termination reason, reason left, leave reason,
        rheswm dros adael, rheswm gadael""",
    ),
    "site": (
        """location, establishment, division, bcu, pdu, ldu, site, region, area, base, workplace, lleoliad, safle,
        rhanbarth, ardal, adran""",
    ),
    "disability": (
        """disability, disabled, disability status, disability declared, declared disability, disability (y/n),
        disabled (y/n), disability y/n, disability flag, is disabled, disability declaration, considers self disabled,
        self declared disability, anabledd, anabl, statws anabledd, datganiad anabledd, anabledd (ie/na)""",
    ),
    "age_band": (
        """age band, age group, age range, age bracket, age category, age banding, band oedran, grwp oedran,
        grŵp oedran, ystod oedran""",
    ),
    "contract": (
        """contract type, contract, type of contract, contract status, contract basis, contract category,
        contract description, employment contract, employment contract type, employment basis, appointment type,
        type of appointment, permanent/temporary, permanent or temporary, perm/temp, permanent/fixed term,
        permanent or fixed term, math o gontract, math y contract, contract cyflogaeth, math o benodiad,
        parhaol/dros dro""",
    ),
    "ignored": (
        """cost centre, cost center, cost centre code, department, directorate, team, unit, business unit, function,
        salary, pay, annual salary, working pattern, work pattern, hours, contract hours, contracted hours, religion,
        religion or belief, sexual orientation, marital status, nationality, notes, comments,
        country of birth, reason, welsh language, welsh language skills, length of service, career break, pay step,
        spine point,
        nodiadau, sylwadau, canolfan gost, cyfeiriadedd rhywiol, crefydd, iaith gymraeg, cyflog, hours worked,
        profession, both mentor and mentee""",
    ),
}
NEVER_KEPT = frozenset({"name", "date_of_birth", "ni_number", "email", "personal", "identity"})
PERSONAL = NEVER_KEPT | {"staff_number"}
"""Fields whose values are never shown."""
SHOWN = frozenset(
    {"grade", "substantive_grade", "ethnicity", "ethnicity_code", "worker_type", "organisation", "organisation_code"}
    | {"sex", "fte", "headcount", "as_at", "site", "contract"}
)
"""The only fields whose values are shown where each row is a person."""

_ETHNICITY_WORD = re.compile(r"\b(?:ethnic\w*|ethnig\w*|sde)\b")
_CODE_WORD = re.compile(r"\b(?:code|cod|id)\b")
_OTHER_WORD = re.compile(r"\b(?:date|source|gap|updated|question|confirmed|verified|asked|manager|reason|dyddiad)\b")
_LONGEST_WITH_WORD = 60
"""Characters from which on a text with such a word is a sentence, not a header."""
_REQUIRED = re.compile(
    r"\s*[(\[](?:required|mandatory|optional|gofynnol|angenrheidiol|rhaid ei lenwi|dewisol)[)\]]$", re.IGNORECASE
)
_AS_AT = re.compile(r"(?:as at|as of|snapshot|position (?:at|on)|fel ar)\b.*")


@cache
def _keys() -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for name, tiers in FIELDS.items():
        for rank, tier in enumerate(tiers):
            for header in tier.split(","):
                found.setdefault(label_key(header), (name, rank))
    return found


def without_requirement(header: str) -> str:
    """The header without "(required)" at its end, as collection templates have it."""
    return _REQUIRED.sub("", header)


@cache
def _numbers_as_keys() -> tuple[str, ...]:
    """Headers known by figures alone, such as "18+1"."""
    return tuple(key for key in _keys() if key.isdecimal())


def _is_number_or_day(text: str) -> bool:
    """Whether a text is written in figures like most cells below a header, and in none that a header is known by."""
    if text.strip("0123456789.-/: "):
        return False
    figures = label_key(text)
    return not any(key in figures for key in _numbers_as_keys())


@cache
def field_of(header: str) -> tuple[str, int] | None:
    """The field a header names and how far down its list it stands; None for a header that is not known."""
    text = without_requirement(tidy(header))
    if not text or is_percentage(text):
        return None
    if _is_number_or_day(text):
        return None
    keys = _keys()
    found, noted = keys.get(label_key(text)), keys.get(label_key(without_footnote(text)))
    if found or (noted and not is_grade(text)):
        return found or noted
    halves = [half for half in re.split(r"\s*[/|\n]\s*", text) if half]
    both = {keys.get(label_key(half)) for half in halves} - {None}
    if len(halves) > 1 and len({hit[0] for hit in both if hit}) == 1:
        return next(hit for hit in both if hit)
    return _by_pattern(text)


_PEOPLE = (
    r"(?:staff|employees?|people|persons?|officers?|individuals|heads|workers?|colleagues|personnel|headcounts?"
    r"|members? of staff|staff members?|staff in post|pcsos?|swyddogion|pobl|gweithwyr|cyflogeion)"
)
_NUMBER_OF = re.compile(
    r"(?:total )?(?:nos?|no's|num|numbers?|count|sum|headcount|nifer|#)\.?:? ?(?:of|o|-) ?"
    r"(?:(?:the|all|police|sworn|serving|paid|permanent|active|current|contracted|distinct|unique|y|yr|holl) )*"
    rf"{_PEOPLE}(?: (?:in post|employed|in service|mewn swydd))?"
)
_PEOPLE_COUNTED = re.compile(rf"(?:police )?{_PEOPLE} (?:counts?|head ?count|total|in post)|#|nos\.?")
_OF_WHEN = re.compile(r" (?:(?:as )?(?:at|on|of) .*\d.*|\(head ?count\))$")
"""The date, or the unit, that may follow what is counted."""
_AGGREGATE = re.compile(r"(?:distinct )?(count|sum) ?(?:of|-) ?(.+)")


def _count_header(text: str) -> tuple[str, int] | None:
    """The field of a header that says something is counted or added up: "No. of officers", "Count of Employee No"."""
    plain = _OF_WHEN.sub("", text)
    if _NUMBER_OF.fullmatch(plain) or _PEOPLE_COUNTED.fullmatch(plain):
        return "headcount", 0
    if plain != text and (found := _keys().get(label_key(plain))) and found[0] == "headcount":
        return found
    aggregate = _AGGREGATE.fullmatch(text)
    inner = _keys().get(label_key(aggregate[2])) if aggregate else None
    if aggregate is None or inner is None:
        return None
    if aggregate[1] == "sum":
        return inner if inner[0] in ("headcount", "fte") else None
    return ("headcount", 0) if inner[0] != "fte" else None


def _by_pattern(text: str) -> tuple[str, int] | None:
    if counted := _count_header(text):
        return counted
    if _AS_AT.fullmatch(text):
        return "as_at", 0
    if not _ETHNICITY_WORD.search(text) or _OTHER_WORD.search(text) or len(text) >= _LONGEST_WITH_WORD:
        return None
    if is_total(text) or recognise_ethnicity(text, suggest=False).code is not None:
        return None
    return ("ethnicity_code", 0) if _CODE_WORD.search(text) else ("ethnicity", 1)


def header_fields(parts: tuple[str, ...]) -> tuple[str, int] | None:
    """The field of a column whose header runs over several rows: all of it, else its last row, else its first."""
    texts = [part for part in parts if part]
    if not texts:
        return None
    if len(texts) > 1 and (found := _keys().get(label_key(" ".join(texts)))):
        return found
    return field_of(texts[-1])


_NUMBER_OF_PERSON = re.compile(
    r"(?:unique |individual )?(?:force|collar|warrant|officer|employee|emp|staff|person|personnel|payroll|worker"
    r"|colleague|shoulder|epaulette|badge|member|resource|hr|hris|sap|oracle|itrent|origin|unique)"
    r"(?: (?:card|member|employee|record))?"
    r" ?(?:id|i\.?d\.?|no|num|nr|number|ref|reference|identifier|identification|key|code|#)\.?"
    r"(?: ?(?:no|number|num|code|#)\.?)?"
)


def is_number_of_person(header: str) -> bool:
    """Whether a header may head staff numbers; "Force ID" may as well be that of the force: the values must tell."""
    return _NUMBER_OF_PERSON.fullmatch(tidy(header)) is not None


_PERCEIVED = re.compile(r"\b(?:perceived|ic|ic ?codes?|ic ?[0-9].*|pnc|officer\w*|visual\w*|appearance|canfydd\w*)\b")
_SELF = re.compile(r"\b(?:self|sde|hunan)\b")


def is_perceived(header: str) -> bool:
    """Whether a header about ethnicity says that it is what an officer saw, not what the person said."""
    text = tidy(header)
    return _PERCEIVED.search(text) is not None and _SELF.search(text) is None


def is_home_office(headers: list[str]) -> bool:
    """Whether the columns are those of the Home Office police workforce open data, where a dash is a zero."""
    wanted = {"geocode", "forcename", "rankdescription", "totalheadcount"}
    return wanted <= {label_key(header) for header in headers}
