"""The answers kept for each organisation's files: found before an import, added to after it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _
from workforce_tui.importing.answers import answer_key
from workforce_tui.importing.profile import Profile, load_profile, save_profile
from workforce_tui.services.decision_figures import SEVERAL
from workforce_tui.services.paths import make_private_dir

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from workforce_tui.importing.plan import Decided, ImportPlan
    from workforce_tui.services.paths import Paths

TABLES = {
    "column": "columns",
    "grade": "grades",
    "ethnicity": "ethnicities",
    "organisation": "organisations",
    "marker": "markers",
    "worker_type": "worker_types",
    "status": "statuses",
    "sheet": "sheets",
    "outcome": "outcomes",
    "period": "periods",
    "stages": "stages",
}


def profile_for(paths: Paths, organisation: str | None, *, given: Path | None) -> Profile | None:
    """The profile named, else the organisation's saved one, else the one in the drop folder.

    Raises:
        WorkforceError: the profile named does not exist, or one cannot be read.
    """
    if given is not None:
        if not given.is_file():
            raise WorkforceError(
                _("There is no profile file {file}.").format(file=given), _("Check the name after --profile.")
            )
        return load_profile(given)
    name = f"{organisation or SEVERAL}.toml"
    for folder in (paths.profiles_dir, paths.imports_dir / "profiles"):
        if (folder / name).is_file():
            return load_profile(folder / name)
    return None


def keep_answers(paths: Paths, plan: ImportPlan, *, given: Path | None, today: date) -> None:
    """Save the answers a plan was made with, dated, for the next file of the same organisation."""
    made = plan.used_decisions
    if not made:
        return
    codes = plan.organisations
    organisation = codes[0] if len(codes) == 1 else SEVERAL
    target = given or paths.profiles_dir / f"{organisation}.toml"
    make_private_dir(target.parent)
    # The saved file, not the profile the plan was read with: it may come from elsewhere.
    profile = load_profile(target) if target.is_file() else plan.request.profile or Profile()
    save_profile(target, with_answers(replace(profile, organisation=organisation), made, on=today))


def with_answers(profile: Profile, answers: Iterable[Decided], *, on: date) -> Profile:
    """A profile with more answers given on a day; a new answer takes the place of an old one.

    An answer that is given again keeps the day it was first given.
    """
    for answer in answers:
        table = TABLES[answer.field]
        if getattr(profile, table).get(answer.value) == answer.answer:
            continue
        profile = without_answer(profile, answer.field, answer.value)
        changed: dict[str, Any] = {table: {**getattr(profile, table), answer.value: answer.answer}}
        profile = replace(profile, **changed, dates={**profile.dates, (table, answer.value): on})
    return profile


def without_answer(profile: Profile, field: str, value: str) -> Profile:
    """A profile without the answer about a value, however its capitals and spaces were written."""
    table = TABLES[field]
    key = answer_key(field, value)
    kept = {one: given for one, given in getattr(profile, table).items() if answer_key(field, one) != key}
    dates = {
        place: day for place, day in profile.dates.items() if place[0] != table or answer_key(field, place[1]) != key
    }
    changed: dict[str, Any] = {table: kept}
    return replace(profile, **changed, dates=dates)
