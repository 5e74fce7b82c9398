"""Breaks in a series of snapshots: why figures of two dates may differ although nobody's circumstances changed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import total
from workforce_tui.domain.ethnicity import EthnicityDefinition, Scheme, definition_name
from workforce_tui.domain.formatting import points
from workforce_tui.domain.representation import too_coarse_definitions
from workforce_tui.domain.workforce import WorkerType, worker_type_name
from workforce_tui.i18n import _, ngettext
from workforce_tui.services.previous_issues import SCHEMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from workforce_tui.services.indicator_sources import Sources, Staff

MOST_CHANGE = Fraction(20, 100)
"""A headcount that changes by more than this between two snapshots breaks the series."""


class BreakCode(StrEnum):
    """What changed."""

    SCHEME = "scheme"
    DEFINITION = "definition"
    GRADES = "grades"
    WORKERS = "workers"
    HEADCOUNT = "headcount"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Break:
    """One break in a series, between the snapshot it is marked at and the one before; `text` says it in words."""

    code: BreakCode
    text: str


def breaks_between(before: Staff, after: Staff) -> tuple[Break, ...]:
    """Every break between two snapshots of an organisation."""
    found = (
        (BreakCode.SCHEME, _scheme(before, after)),
        (BreakCode.DEFINITION, _definitions(before, after)),
        (BreakCode.GRADES, _grades(before, after)),
        (BreakCode.WORKERS, _workers(before, after)),
        (BreakCode.HEADCOUNT, _headcount(before, after)),
    )
    return tuple(Break(code, text) for code, text in found if text)


def breaks_in(staff: Mapping[date, Staff]) -> dict[date, tuple[Break, ...]]:
    """The breaks of a whole series, by the date of the later snapshot; only of dates that have any."""
    days = sorted(staff)
    found = {after: breaks_between(staff[before], staff[after]) for before, after in pairwise(days)}
    return {day: some for day, some in found.items() if some}


def breaks_by_year(sources: Sources, years: Iterable[int]) -> dict[int, tuple[Break, ...]]:
    """The breaks between the snapshots of two years that follow one another among those that have one."""
    held = [(year, staff) for year in sorted(years) if (staff := sources.staff_of(year)) is not None]
    return {year: breaks_between(before, after) for (_year, before), (year, after) in pairwise(held)}


def source_break(*, from_events: bool) -> Break:
    """Where what happened to staff is from another source than in the year before."""
    if from_events:
        return Break(BreakCode.SOURCE, _("From event files from here; before, people were followed between snapshots."))
    return Break(BreakCode.SOURCE, _("From people followed between snapshots from here; before, from event files."))


def _scheme(before: Staff, after: Staff) -> str:
    if before.schemes == after.schemes:
        return ""
    text = _("Ethnicity was recorded with {before}, and now with {after}.")
    return text.format(before=_schemes(before.schemes), after=_schemes(after.schemes))


def _schemes(codes: Iterable[str]) -> str:
    named = (SCHEMES.get(Scheme(code)) if code in set(Scheme) else None for code in sorted(codes))
    return ", ".join(_(name) if name else _("a list that is not named") for name in named)


def _definitions(before: Staff, after: Staff) -> str:
    was, is_now = _coarse(before), _coarse(after)
    said = []
    for definition in EthnicityDefinition:
        if (definition in was) == (definition in is_now):
            continue
        text = _("“{name}” is available from here.") if definition in was else _("“{name}” is no longer available.")
        said.append(text.format(name=definition_name(definition)))
    return " ".join(said)


def _coarse(staff: Staff) -> frozenset[EthnicityDefinition]:
    return too_coarse_definitions({cell.ethnicity for cell in staff.cells}, asks_grt=staff.asks_grt)


def _grades(before: Staff, after: Staff) -> str:
    moved = [code for code, level in after.levels.items() if before.levels.get(code, level) is not level]
    if not moved:
        return ""
    text = ngettext(
        "{number} grade is mapped to another level than before.",
        "{number} grades are mapped to other levels than before.",
        len(moved),
    )
    return text.format(number=len(moved))


def _workers(before: Staff, after: Staff) -> str:
    was, is_now = ({cell.worker_type for cell in staff.cells} for staff in (before, after))
    said = []
    if was - is_now:
        said.append(_("No longer covers: {workers}.").format(workers=_kinds(was - is_now)))
    if is_now - was:
        said.append(_("Covers from here: {workers}.").format(workers=_kinds(is_now - was)))
    return " ".join(said)


def _kinds(workers: Iterable[str]) -> str:
    return ", ".join(worker_type_name(WorkerType(worker)).lower() for worker in sorted(workers))


def _headcount(before: Staff, after: Staff) -> str:
    """A change beyond doubt: the nearest ends of the two counts are more than the limit apart."""
    was, is_now = (total(cell.number for cell in staff.cells) for staff in (before, after))
    grown, shrunk = is_now.low > was.high * (1 + MOST_CHANGE), is_now.high < was.low * (1 - MOST_CHANGE)
    if not was.low or not (grown or shrunk):
        return ""
    least = Fraction(is_now.low, was.high) - 1 if grown else Fraction(is_now.high, was.low) - 1
    return _("The headcount changed by {change}%.").format(change=points(least))
