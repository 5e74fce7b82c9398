"""From what was typed into the form of a target to the target, or to what is not right yet."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.targets import Milestone, Target, TargetKind
from workforce_tui.i18n import _
from workforce_tui.tui.widgets.fields import parse_day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from fractions import Fraction

STEP = re.compile(r"\s*(\d{1,2}/\d{1,2}/\d{4})\s+(\S+)\s*")

Complaints = tuple[str, str]
"""The field that is not right yet, and why."""


class NotYetError(Exception):
    """A field is not right yet."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(problem)
        self.field, self.problem = field, problem


@dataclass(frozen=True, slots=True)
class TargetEntry:
    """What the form holds, as text, by field."""

    texts: Mapping[str, str]

    def text(self, name: str) -> str:
        """What a field holds."""
        return self.texts.get(name, "")

    def day(self, name: str) -> date | None:
        """A date field; None where it is empty."""
        try:
            return parse_day(self.text(name))
        except ValueError as error:
            raise NotYetError(name, _("Type a date as dd/mm/yyyy, such as 31/03/2026.")) from error

    def value(self, name: str, kind: TargetKind) -> Fraction | None:
        """A value in the unit of *kind*; None where it is empty."""
        return _value(name, self.text(name), kind) if self.text(name) else None


def entry_of(texts: Mapping[str, str]) -> TargetEntry:
    """The entry of a form."""
    return TargetEntry(dict(texts))


def target_of(before: Target, entry: TargetEntry) -> Target | Complaints:
    """The target *entry* describes, or the first field that is not right yet and why."""
    try:
        return _target(before, entry)
    except NotYetError as problem:
        return problem.field, problem.problem


def _target(before: Target, entry: TargetEntry) -> Target:
    kind = TargetKind(entry.text("kind"))
    wanted = replace(
        before,
        scope=entry.text("scope"),
        kind=kind,
        definition=EthnicityDefinition(entry.text("definition")),
        owner=entry.text("owner"),
        approved_by=entry.text("approved-by"),
        approved_on=entry.day("approved-on"),
        rationale=entry.text("rationale"),
    )
    if kind is TargetKind.NOT_SET:
        return _not_set(wanted, entry)
    return replace(_measured(wanted, entry, kind), not_set_reason="")


def _not_set(wanted: Target, entry: TargetEntry) -> Target:
    if not entry.text("reason"):
        raise NotYetError("reason", _("Say why no target is set."))
    return replace(
        wanted,
        value=None,
        due=None,
        baseline=None,
        baseline_date=None,
        milestones=(),
        benchmark="",
        not_set_reason=entry.text("reason"),
    )


def _measured(wanted: Target, entry: TargetEntry, kind: TargetKind) -> Target:
    parity = kind is TargetKind.PARITY
    if parity and not entry.text("benchmark"):
        raise NotYetError("benchmark", _("Choose the population to compare with."))
    if not parity and not entry.text("value"):
        raise NotYetError("value", _("Type the value to reach."))
    return replace(
        wanted,
        value=None if parity else entry.value("value", kind),
        benchmark=entry.text("benchmark") if parity else "",
        due=entry.day("due"),
        baseline=entry.value("baseline", kind),
        baseline_date=entry.day("baseline-date"),
        milestones=_milestones(entry.text("milestones"), kind),
    )


def _milestones(text: str, kind: TargetKind) -> tuple[Milestone, ...]:
    steps = []
    for line in filter(str.strip, text.splitlines()):
        match = STEP.fullmatch(line)
        if match is None:
            raise NotYetError("milestones", _("Write each step as a date and a value, such as 31/03/2027 5.0"))
        day = TargetEntry({"milestones": match[1]}).day("milestones")
        if day is not None:
            steps.append(Milestone(day, _value("milestones", match[2], kind)))
    return tuple(sorted(steps, key=lambda step: step.due))


def _value(name: str, text: str, kind: TargetKind) -> Fraction:
    from workforce_tui.services.targets import parse_value

    try:
        return parse_value(text, kind)
    except WorkforceError as error:
        raise NotYetError(name, f"{error.message} {error.hint}") from error


def value_text(target: Target, value: Fraction | None) -> str:
    """A value as a person would type it."""
    from workforce_tui.services.targets import value_text as written

    return written(value, target.kind)


def milestones_text(target: Target) -> str:
    """The steps of a target as a person would type them, one on a line."""
    return "\n".join(f"{step.due.strftime('%d/%m/%Y')} {value_text(target, step.value)}" for step in target.milestones)
