"""Targets: setting them, changing them, and the choices a form offers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from workforce_tui.domain.benchmarks import benchmark, has_benchmark
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.formatting import long_date
from workforce_tui.domain.grades import grade, grades, ladders_for
from workforce_tui.domain.levels import Level, Tier, level_name, tier_name
from workforce_tui.domain.targets import Target, TargetKind
from workforce_tui.domain.workforce import OUTSIDE_WORKFORCE, WorkerType, worker_type_name
from workforce_tui.i18n import _, ngettext
from workforce_tui.services.comparison import WORKFORCE
from workforce_tui.services.dimensions import GradeBook
from workforce_tui.services.organisations import organisation_in
from workforce_tui.storage import targets as store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workforce_tui.services.workspace import Workspace

PEOPLE = re.compile(r"\d{1,3}(,\d{3})+|\d+")
PERCENTAGE = re.compile(r"(\d+(?:\.\d+)?) ?%?")


def list_targets(ws: Workspace, organisation: str | None = None) -> tuple[Target, ...]:
    """The targets of one organisation, or of all.

    Raises:
        WorkforceError: there is no such organisation.
    """
    with ws.reading() as session:
        code = None if organisation is None else organisation_in(session, organisation).code
        return store.targets(session, organisation=code)


def set_target(ws: Workspace, target: Target) -> Target:
    """Add a target, or change the one of the same organisation, scope and definition; returns it as stored.

    Raises:
        WorkforceError: the target does not make sense; nothing is changed.
    """
    with ws.writing() as session:
        organisation = organisation_in(session, target.organisation)
        book = GradeBook.load(session)
        wanted = replace(target, organisation=organisation.code)
        if wanted.kind is TargetKind.PARITY and not wanted.benchmark:
            wanted = replace(wanted, benchmark=organisation.benchmark)
        _check(wanted, book)
        same = store.same_target_id(session, wanted=wanted)
        if wanted.id is not None and same not in (None, wanted.id):
            raise WorkforceError(
                _("There is already a target for that scope and definition."),
                _("Change or remove that one, or choose another scope."),
            )
        return store.save_target(session, wanted=replace(wanted, id=wanted.id or same))


def remove_target(ws: Workspace, target_id: int) -> None:
    """Remove a target.

    Raises:
        WorkforceError: there is none with that number.
    """
    with ws.writing() as session:
        if not store.delete_target(session, target_id=target_id):
            raise WorkforceError(
                _("There is no target number {number}.").format(number=target_id),
                _("See `workforce-tui target list` for the numbers."),
            )


def parse_value(text: str, kind: TargetKind) -> Fraction:
    """A target value as typed: a percentage ("9.25" or "9.25%") as a share, or a number of people.

    Raises:
        WorkforceError: it is not such a number.
    """
    typed = text.strip()
    if kind is TargetKind.HEADCOUNT:
        if not PEOPLE.fullmatch(typed):
            raise WorkforceError(
                _("{text} is not a number of people.").format(text=text), _("Type a whole number, such as 40.")
            )
        return Fraction(typed.replace(",", ""))
    found = PERCENTAGE.fullmatch(typed)
    if found is None or Fraction(found[1]) > 100:
        raise WorkforceError(
            _("{text} is not a percentage.").format(text=text),
            _("Type a number from 0 to 100 with a point, such as 9.25."),
        )
    return Fraction(found[1]) / 100


def value_text(value: Fraction | None, kind: TargetKind) -> str:
    """A target value as a person would type it: "9.25" for a percentage, "40" for people."""
    if value is None:
        return ""
    shown = value if kind is TargetKind.HEADCOUNT else value * 100
    exact = Decimal(shown.numerator) / Decimal(shown.denominator)
    return f"{exact.normalize():f}"


def scope_choices(ws: Workspace, organisation: str) -> tuple[tuple[str, str], ...]:
    """The scopes a target of this organisation may have, with their names: widest first."""
    with ws.reading() as session:
        chosen = organisation_in(session, organisation)
        book = GradeBook.load(session)
    workers = [worker for worker in WorkerType if worker not in OUTSIDE_WORKFORCE]
    ladder_grades = [one.code for ladder in ladders_for(chosen.kind) for one in grades(ladder)]
    own = [code for (owner, code) in book.own if owner == chosen.code]
    scopes = [
        WORKFORCE,
        *(f"worker:{worker}" for worker in workers),
        *(f"tier:{tier}" for tier in Tier),
        *(f"level:{level}" for level in Level if level is not Level.L0),
        *(f"grade:{code}" for code in [*ladder_grades, *own]),
    ]
    return tuple((scope, _scope_name(scope, chosen.code, book)) for scope in scopes)


def scope_label(scope: str) -> str:
    """The name of a scope in the language in use (an organisation's own grade by its code)."""
    return _scope_name(scope, "", GradeBook({}, ()))


def _scope_name(scope: str, organisation: str, book: GradeBook) -> str:
    kind, _separator, key = scope.partition(":")
    match kind:
        case "worker":
            return worker_type_name(WorkerType(key))
        case "tier":
            return tier_name(Tier(key))
        case "level":
            return level_name(Level(key))
        case "grade":
            return book.grade_name(organisation, key)
        case _:
            return _("All staff")


def _check(target: Target, book: GradeBook) -> None:
    for problem, hint in _problems(target, book):
        raise WorkforceError(problem, hint)


def _problems(target: Target, book: GradeBook) -> list[tuple[str, str]]:
    found = []
    if not _scope_exists(target, book):
        found.append(
            (
                _("{scope} is not something a target can be set for.").format(scope=target.scope),
                _("Use workforce, worker:officer, tier:upper, level:L5 or grade:SERGEANT."),
            )
        )
    if target.kind is TargetKind.NOT_SET and not target.not_set_reason.strip():
        found.append((_("A target that is not set needs its reason."), _("Say why no target is set.")))
    if target.kind in (TargetKind.PERCENT, TargetKind.HEADCOUNT) and target.value is None:
        found.append((_("The target has no value."), _("Give the percentage or the number of people to reach.")))
    if target.kind is TargetKind.PARITY and not has_benchmark(target.benchmark):
        found.append(
            (_("Parity needs the population of an area to compare with."), _("Choose a benchmark area, such as gwent."))
        )
    if target.baseline is not None and target.baseline_date is None:
        found.append((_("The baseline has no date."), _("Give the date the baseline was measured.")))
    if target.baseline_date and target.due and target.due <= target.baseline_date:
        found.append((_("The target is due before its baseline."), _("Give a due date after the baseline date.")))
    return [*found, *_wrong_steps(target)]


def _wrong_steps(target: Target) -> Iterator[tuple[str, str]]:
    """Steps that are not on the way from the baseline to the target, or two for one day."""
    days = [step.due for step in target.milestones]
    first, last = target.baseline_date or date.min, target.due or date.max
    for day in (one for one in days if not first < one < last):
        yield (
            _("The step of {date} is not between the baseline and the target.").format(date=long_date(day)),
            _("Give a day after the baseline date and before the due date."),
        )
    for day in (one for one, times in Counter(days).items() if times > 1):
        yield _("There are several steps of {date}.").format(date=long_date(day)), _("Give one value for each day.")


def _scope_exists(target: Target, book: GradeBook) -> bool:
    kind, _separator, key = target.scope.partition(":")
    match kind:
        case "workforce":
            return not key
        case "worker":
            return key in set(WorkerType) - OUTSIDE_WORKFORCE
        case "tier":
            return key in set(Tier)
        case "level":
            return key in set(Level) - {Level.L0}
        case "grade":
            return grade(key) is not None or (target.organisation, key) in book.own
        case _:
            return False


def target_text(target: Target) -> str:
    """What a target asks for, in words: "9.25%", "40 people", "parity with Gwent", "not set: ..."."""
    match target.kind:
        case TargetKind.NOT_SET:
            return _("not set: {reason}").format(reason=target.not_set_reason)
        case TargetKind.PARITY:
            return _("parity with {area}").format(area=benchmark_name(target.benchmark))
        case TargetKind.HEADCOUNT:
            text = ngettext("{number} person", "{number} people", ceil(target.value or 0))
            return text.format(number=value_text(target.value, target.kind))
        case TargetKind.PERCENT:
            return f"{value_text(target.value, target.kind)}%"


def benchmark_name(geography: str) -> str:
    """The name of a benchmark area in the language in use."""
    return benchmark(geography).name
