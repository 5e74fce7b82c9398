"""Answers that were changed between reading a file and writing it, in another window or by another copy."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.domain.errors import ChangedMeanwhileError
from workforce_tui.i18n import _
from workforce_tui.importing.advice import decision_value
from workforce_tui.importing.answers import answer_key
from workforce_tui.importing.labels import PAIR
from workforce_tui.services.profiles import TABLES, profile_for, profile_of_named

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workforce_tui.importing.plan import ImportPlan, Profile
    from workforce_tui.services.paths import Paths

Key = tuple[str, str]
"""A field and what a value of it is looked up by."""


def check_answers(paths: Paths, plan: ImportPlan, *, given: Path | None) -> None:
    """Refuse to write a plan that other answers were kept for since it was read: its figures would be by the old ones.

    Answers about something else, or that the plan itself was given, do not matter.

    Raises:
        ChangedMeanwhileError: an answer the file is read by was changed, removed or made.
        WorkforceError: the profile cannot be read any more.
    """
    before, now = plan.request.profile, _profile_now(paths, plan, given=given)
    was, becomes = _said(before), _said(now)
    asked = {key for part in (plan, *plan.parts) for key in _asked(part)}
    own = {(one.field, answer_key(one.field, one.value)) for one in plan.request.decisions}
    changed = {key for key in was.keys() | becomes.keys() if was.get(key, ("", ""))[1] != becomes.get(key, ("", ""))[1]}
    for key in sorted((changed & asked) - own):
        value = becomes[key][0] if key in becomes else was[key][0]
        text = _("The answer kept for {field} “{value}” was changed since the file was read, so nothing was written.")
        raise ChangedMeanwhileError(text.format(field=key[0], value=value), _("Go on to read the file again."))


def _profile_now(paths: Paths, plan: ImportPlan, *, given: Path | None) -> Profile | None:
    """The profile that reading the file of a plan would begin with, or turn to, by now."""
    chosen = plan.request.organisation
    found = profile_for(paths, chosen.code if chosen else None, given=given)
    if given is not None or chosen is not None:
        return found
    return profile_of_named(paths, replace(plan, request=replace(plan.request, profile=found))) or found


def _said(profile: Profile | None) -> dict[Key, tuple[str, str]]:
    """Every answer of a profile, with its value as it is written."""
    if profile is None:
        return {}
    return {
        (field, answer_key(field, value)): (value, answer)
        for field, table in TABLES.items()
        for value, answer in getattr(profile, table).items()
    }


def _asked(plan: ImportPlan) -> Iterator[Key]:
    """What a plan was read by, or would have been if there had been an answer."""
    yield from plan.used_answers
    for grade in plan.grade_labels:
        yield "grade", answer_key("grade", decision_value(grade))
    for group in plan.ethnicity_labels:
        for text in (group.raw, *group.raw.split(PAIR)):
            yield "ethnicity", answer_key("ethnicity", text)
    for column in plan.columns:
        yield "column", answer_key("column", column.header)
