"""The common level of each grade, and dated changes to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.grades import grade, grades, ladders_for
from workforce_tui.domain.levels import Level, LevelRule, tier_of
from workforce_tui.i18n import _
from workforce_tui.services.dimensions import GradeBook
from workforce_tui.services.organisations import organisation_in
from workforce_tui.storage import grades as store

if TYPE_CHECKING:
    from datetime import date

    from workforce_tui.domain.levels import Tier
    from workforce_tui.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class GradeLevel:
    """A grade of an organisation with the level and tier it has on a day; `rule` is the number of the choice
    that sets it, None for the shipped mapping."""

    grade: str
    name: str
    level: Level
    tier: Tier | None
    changed: bool


@dataclass(frozen=True, slots=True)
class StoredRule:
    """A choice of level with its number and who approved it."""

    id: int
    rule: LevelRule
    approved_by: str


def list_levels(ws: Workspace, organisation: str, *, on: date) -> tuple[GradeLevel, ...]:
    """The grades of an organisation, shipped and its own, with their levels on a day."""
    with ws.reading() as session:
        chosen = organisation_in(session, organisation)
        book = GradeBook.load(session)
    codes = [one.code for ladder in ladders_for(chosen.kind) for one in grades(ladder)]
    codes += [code for (owner, code) in book.own if owner == chosen.code]
    return tuple(_grade_level(code, chosen.code, on, book) for code in codes)


def _grade_level(code: str, organisation: str, on: date, book: GradeBook) -> GradeLevel:
    level, shipped = book.level(organisation, code, on), grade(code)
    return GradeLevel(
        grade=code,
        name=book.grade_name(organisation, code),
        level=level,
        tier=tier_of(level),
        changed=shipped is None or shipped.level is not level,
    )


def list_level_rules(ws: Workspace) -> tuple[StoredRule, ...]:
    """Every dated choice of level, with the numbers to remove them by."""
    with ws.reading() as session:
        rows = store.level_rule_rows(session)
        rules = store.level_rules(session)
        return tuple(StoredRule(row.id or 0, rule, row.approved_by) for row, rule in zip(rows, rules, strict=True))


def set_level(ws: Workspace, rule: LevelRule, *, approved_by: str = "") -> int:
    """Choose a level for a grade, for one organisation or all, between two dates; returns its number.

    Raises:
        WorkforceError: there is no such grade or organisation, or the dates are the wrong way round.
    """
    with ws.writing() as session:
        book = GradeBook.load(session)
        code = organisation_in(session, rule.organisation).code if rule.organisation else None
        if grade(rule.grade_code) is None and (code or "", rule.grade_code) not in book.own:
            raise WorkforceError(
                _("There is no grade with the code {code}.").format(code=rule.grade_code),
                _("See `workforce-tui levels list` for the codes."),
            )
        if rule.valid_from and rule.valid_to and rule.valid_to < rule.valid_from:
            raise WorkforceError(_("The choice ends before it begins."), _("Give the dates the other way round."))
        return store.add_level_rule(session, rule=replace(rule, organisation=code), approved_by=approved_by)


def remove_level(ws: Workspace, rule_id: int) -> None:
    """Remove a choice of level.

    Raises:
        WorkforceError: there is none with that number.
    """
    with ws.writing() as session:
        if not store.delete_level_rule(session, rule_id=rule_id):
            raise WorkforceError(
                _("There is no choice of level number {number}.").format(number=rule_id),
                _("See `workforce-tui levels rules` for the numbers."),
            )
