"""The answers kept for each organisation's files: found before an import, added to with it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _
from workforce_tui.importing.answers import answer_key
from workforce_tui.importing.profile import Profile, load_profile, save_profile, write_profile
from workforce_tui.services.decision_figures import SEVERAL
from workforce_tui.services.paths import make_private_dir

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
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


def profile_to_keep(paths: Paths, plan: ImportPlan, *, given: Path | None) -> Path:
    """The file the answers of a plan are kept in."""
    codes = plan.organisations
    return given or paths.profiles_dir / f"{codes[0] if len(codes) == 1 else SEVERAL}.toml"


def keep_answers(target: Path, plan: ImportPlan, *, today: date) -> None:
    """Save the answers a plan was made with, dated, for the next file of the same organisation.

    Raises:
        WorkforceError: the file cannot be read or written; it is as it was.
    """
    made = plan.used_decisions
    if not made:
        return
    codes = plan.organisations
    organisation = codes[0] if len(codes) == 1 else SEVERAL
    # The saved file, not the profile the plan was read with: it may come from elsewhere.
    profile = load_profile(target) if target.is_file() else plan.request.profile or Profile()
    write_answers(target, with_answers(replace(profile, organisation=organisation), made, on=today))


def write_answers(target: Path, profile: Profile) -> None:
    """Save a profile.

    Raises:
        WorkforceError: it cannot be written; the file is as it was.
    """
    make_private_dir(target.parent)
    try:
        save_profile(target, profile)
    except OSError as error:
        raise WorkforceError(
            _("{path} cannot be written ({reason}).").format(
                path=target, reason=error.strerror or type(error).__name__
            ),
            _("Check that you may write to the folder, that there is room, and that the file is not open elsewhere."),
        ) from None


@contextmanager
def put_back_on_failure(target: Path) -> Iterator[None]:
    """Where what is done within fails, a profile says again what it said before: what the figures were counted by."""
    before = target.read_text(encoding="utf-8") if target.is_file() else None
    try:
        yield
    except BaseException:
        if before is not None:
            write_profile(target, before)
        elif target.is_file():
            target.unlink()
        raise


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
