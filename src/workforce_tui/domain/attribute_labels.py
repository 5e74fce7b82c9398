"""The labels spreadsheets use for a disability, an age band and a contract, in English and Welsh.

A label that is not understood is None, and read as unknown: an impairment that is named may be of anybody.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import TypeVar

from workforce_tui.domain.attributes import OLDEST, AgeBand, Contract, Disability, attribute_message, band_of_ages
from workforce_tui.domain.label_keys import keys_of_labels, label_key
from workforce_tui.i18n import in_every_language

_NOTHING = """unknown, not known, not stated, not recorded, not declared, undeclared, not disclosed, not provided,
    not specified, undisclosed, no declaration, not completed, not entered, none recorded, not asked, not available,
    blank, -, anhysbys, heb ei nodi, heb ddatgan, heb ei ddatgan, heb ei gofnodi, ddim yn hysbys"""
_DISABILITY_LABELS = {
    Disability.DISABLED: """y, yes, true, disabled, disability, disability declared, declared disability,
        declared disabled, yes - disabled, yes - disability, yes - declared, disabled - yes, has a
        disability, has disability, considers themselves disabled, i have a disability, registered disabled,
        yes - limited a little, yes - limited a lot, limited a little, limited a lot, ie, oes, ydw, ydy, do, anabl,
        anabledd, yn anabl, oes anabledd, ie - anabl,
        anabledd wedi'i ddatgan""",
    Disability.NOT_DISABLED: """n, no, false, not disabled, non-disabled, nondisabled, non disabled, no disability,
        no known disability, no - not disabled, no not disabled, disabled - no,
        declared not disabled, declared no disability, i do not have a disability, not limited, nac oes, nac ydw,
        nac ydy, nage, ddim yn anabl, nid yn anabl, heb anabledd, dim anabledd, nid yw'n anabl""",
    Disability.UNDECLARED: """prefer not to say, prefer not to answer, prefer not to state, prefer not to disclose,
        prefer not to declare, pnts, pns, rather not say, do not wish to say, do not wish to declare,
        does not wish to declare, do not wish to disclose, choose not to declare, chose not to declare,
        choose not to say, declined, declined to say, declined to answer, refused, gwell gennyf beidio â dweud,
        gwell gen i beidio â dweud, mae'n well gennyf beidio â dweud, mae'n well gen i beidio â dweud, gwell peidio â
        dweud, wedi gwrthod""",
    Disability.UNKNOWN: _NOTHING,
}
_CONTRACT_LABELS = {
    Contract.PERMANENT: """permanent, perm, permanent contract, permanent employee, permanent staff, permanent full
        time, permanent part time, permanent - full time, permanent - part time, full time permanent, part time
        permanent, full time - permanent, part time - permanent, permanent appointment, permanent post, open ended,
        open-ended, open ended contract, indefinite, parhaol, contract parhaol, staff parhaol, swydd barhaol,
        parhaol llawn amser, parhaol rhan amser""",
    Contract.FIXED_TERM: """fixed term, fixed-term, fixed term contract, fixed term appointment, fixed term
        employee, fixed term full time, fixed term part time, fixed term - full time, fixed term - part time, fixed
        term temporary, ftc, fta, temporary, temp, temporary contract, temporary appointment, temporary employee,
        temporary full time, temporary part time, temporary/fixed term, fixed term/temporary, temporary - full time,
        temporary - part time, cyfnod penodol, contract cyfnod penodol, tymor penodol, cyfnod sefydlog, dros dro,
        contract dros dro""",
    Contract.CASUAL: """casual, casual worker, casual contract, bank, bank staff, sessional, relief, zero hours,
        zero hours contract, zero hour, zero hour contract, as and when, as required, fee paid, annualised casual,
        achlysurol, dim oriau, contract dim oriau, oriau sero, wrth gefn""",
    Contract.SECONDED: """secondment, seconded, secondee, seconded in, inward secondment, secondment in, on
        secondment, on loan, loan, loan in, inward loan, secondiad, ar secondiad, ar fenthyg""",
    Contract.APPRENTICE: """apprentice, apprenticeship, apprenticeship contract, apprentice contract, prentis,
        prentisiaeth, contract prentisiaeth""",
    Contract.UNKNOWN: f"""{_NOTHING}, full time, part time, full-time, part-time, ft, pt, job share, term time,
        employee, employed, regular, regular employee, substantive, internal, llawn amser, rhan amser, rhannu swydd,
        yn ystod y tymor""",
}


_Member = TypeVar("_Member", bound=StrEnum)
_ABSENT = frozenset({"n/a", "#n/a", "null", "nil"})
"""Nothing on record, however it is spelt: without the stroke, the first is a Welsh "no"."""


@cache
def _disabilities() -> dict[str, Disability]:
    return keys_of_labels(_DISABILITY_LABELS) | _names(Disability)


@cache
def _contracts() -> dict[str, Contract]:
    return keys_of_labels(_CONTRACT_LABELS) | _names(Contract)


@cache
def _bands() -> dict[str, AgeBand]:
    return _names(AgeBand)


def _names(kind: type[_Member]) -> dict[str, _Member]:
    """What the program itself calls each of a kind, in either language."""
    return {label_key(name): one for one in kind for name in in_every_language(attribute_message(one))}  # type: ignore[arg-type]


_NO_AGE = frozenset(map(label_key, [*_NOTHING.split(","), *_DISABILITY_LABELS[Disability.UNDECLARED].split(",")]))
_BETWEEN = re.compile(r"(?:aged? )?(\d{2}) ?(?:-|–|—|to|i|hyd at) ?(\d{2,3})(?: years?(?: old)?| oed)?")
_FROM = re.compile(
    r"(?:aged? )?(\d{2}) ?(?:\+|plus|(?:and|&|or) ?(?:over|above|older)|(?:a|neu) ?(?:throsodd|hŷn))"
    r"|(?:over|above|dros) (\d{2})"
)
_BELOW = re.compile(r"(?:under|below|less than|dan|o dan|<) ?(\d{2})|(\d{2}) (?:and|&|or) (?:under|below|younger)")


def recognise_disability(raw: str) -> Disability | None:
    """What an English or Welsh label says: blank is unknown, a label not understood is None."""
    return Disability.UNKNOWN if _is_absent(raw) else _disabilities().get(label_key(raw))


def recognise_contract(raw: str) -> Contract | None:
    """What an English or Welsh label says: blank, or hours alone, is unknown; a label not understood is None."""
    return Contract.UNKNOWN if _is_absent(raw) else _contracts().get(label_key(raw))


def recognise_age_band(raw: str) -> AgeBand | None:
    """The band of a label such as "20 - 29", "65 and over" or "25-29".

    Blank is unknown; None for one that is not understood or lies in several bands, such as "25-34".
    """
    text = " ".join(raw.casefold().split())
    if _is_absent(raw) or label_key(text) in _NO_AGE:
        return AgeBand.UNKNOWN
    if (band := _bands().get(label_key(text))) is not None:
        return band
    ages = ages_of(text)
    return band_of_ages(ages[0], ages[1] if ages[1] < OLDEST else None) if ages is not None else None


def ages_of(raw: str) -> tuple[int, int] | None:
    """The first and the last age of a label such as "25-34" or "Under 25": from 0, or to 100; None for any other."""
    text = " ".join(raw.casefold().split())
    if found := _BETWEEN.fullmatch(text):
        return int(found[1]), int(found[2])
    if found := _FROM.fullmatch(text):
        return (int(found[1]) if found[1] else int(found[2]) + 1), OLDEST
    if found := _BELOW.fullmatch(text):
        return 0, (int(found[1]) - 1 if found[1] else int(found[2]))
    return None


def _is_absent(raw: str) -> bool:
    return raw.strip().casefold() in _ABSENT or not label_key(raw)
