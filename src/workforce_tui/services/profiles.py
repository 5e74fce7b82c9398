"""The answers kept for each organisation's files: found before an import, added to with it."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _
from workforce_tui.importing.answers import answer_key
from workforce_tui.importing.model import WHOLE_FILE
from workforce_tui.importing.profile import Profile, load_profile, save_profile, write_profile
from workforce_tui.services.decision_figures import SEVERAL
from workforce_tui.services.paths import make_private_dir

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
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


class _Written(NamedTuple):
    """What a profile said before it was written, and what it was made to say."""

    before: str | None
    after: str | None


_WRITTEN: ContextVar[dict[Path, _Written] | None] = ContextVar("profiles written", default=None)


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
    kept = kept_profile(paths, organisation)
    return load_profile(kept) if kept is not None else None


def kept_profile(paths: Paths, organisation: str | None) -> Path | None:
    """The file of the organisation's saved profile, else of the one in the drop folder; None where there is none."""
    name = f"{organisation or SEVERAL}.toml"
    folders = (paths.profiles_dir, paths.imports_dir / "profiles")
    return next((folder / name for folder in folders if (folder / name).is_file()), None)


def profile_of_named(paths: Paths, plan: ImportPlan) -> Profile | None:
    """The profile of the one organisation that a file turned out to name, read with the answers about any file.

    None where the file names none or several, or nothing is kept for that one. What names mean that organisations are
    sent under stays as it was: without it nobody could tell whose file it is.
    """
    codes = plan.organisations or plan.named
    whole = plan.request.profile or Profile()
    if len(codes) != 1 or not codes[0] or whole.organisation == codes[0]:
        return None
    own = profile_for(paths, codes[0], given=None)
    if own is None:
        return None
    naming = {
        table: {value: said for value, said in getattr(whole, table).items() if _tells_whose(field, value, said)}
        for field, table in TABLES.items()
    }
    merged: dict[str, Any] = {table: {**said, **getattr(own, table)} for table, said in naming.items()}
    return replace(own, organisation=codes[0], **merged)


def of_labels_alone(before: Profile | None, after: Profile) -> bool:
    """Whether two profiles say the same of everything but grades and ethnic groups, so that nothing is read again."""
    one = before or Profile()
    tables = [table for table in TABLES.values() if table not in ("grades", "ethnicities")]
    return all(getattr(one, table) == getattr(after, table) for table in tables)


def _tells_whose(field: str, value: str, answer: str) -> bool:
    """Whether an answer is needed to know which organisation a file is about, so that its profile can be found.

    Whose one whole file is, is never taken for the next.
    """
    if field == "column":
        return answer == "organisation"
    return field == "organisation" and value != WHOLE_FILE


def profiles_to_keep(paths: Paths, plan: ImportPlan, *, given: Path | None) -> dict[Path, Sequence[Decided]]:
    """The answers of a plan by the file they are kept in: that of its organisation.

    Where the file itself said which one that is, what told so is kept for files of any organisation too.
    """
    made = plan.used_decisions
    kept: dict[Path, Sequence[Decided]] = {profile_to_keep(paths, plan, given=given): made}
    if given is None and plan.request.organisation is None and len(plan.organisations) == 1:
        naming = [one for one in made if _tells_whose(one.field, one.value, one.answer)]
        kept |= {paths.profiles_dir / f"{SEVERAL}.toml": naming} if naming else {}
    return kept


def profile_to_keep(paths: Paths, plan: ImportPlan, *, given: Path | None) -> Path:
    """The file the answers of a plan are kept in."""
    codes = plan.organisations
    return given or paths.profiles_dir / f"{codes[0] if len(codes) == 1 else SEVERAL}.toml"


def keep_answers(kept: Mapping[Path, Sequence[Decided]], plan: ImportPlan, *, today: date) -> None:
    """Save the answers a plan was made with, dated, for the next file of the same organisation.

    Raises:
        WorkforceError: a file cannot be read or written; it is as it was.
    """
    codes = plan.organisations
    for place, (target, made) in enumerate(kept.items()):
        if not made:
            continue
        organisation = codes[0] if len(codes) == 1 and place == 0 else SEVERAL
        # The saved file, not the profile the plan was read with: it may come from elsewhere.
        new = (plan.request.profile if place == 0 else None) or Profile()
        profile = load_profile(target) if target.is_file() else new
        write_answers(target, with_answers(replace(profile, organisation=organisation), made, on=today))


def write_answers(target: Path, profile: Profile) -> None:
    """Save a profile.

    Raises:
        WorkforceError: it cannot be written; the file is as it was.
    """
    make_private_dir(target.parent)
    try:
        before = _text_of(target)
        save_profile(target, profile)
    except OSError as error:
        raise WorkforceError(
            _("{path} cannot be written ({reason}).").format(
                path=target, reason=error.strerror or type(error).__name__
            ),
            _("Check that you may write to the folder, that there is room, and that the file is not open elsewhere."),
        ) from None
    written = _WRITTEN.get()
    if written is not None:
        first = written[target].before if target in written else before
        written[target] = _Written(first, _text_of(target))


def _text_of(target: Path) -> str | None:
    return target.read_text(encoding="utf-8") if target.is_file() else None


@contextmanager
def put_back_on_failure() -> Iterator[None]:
    """Where what is done within fails, the profiles it wrote say again what the figures were counted by.

    A profile it has not written is left alone, and so is one that somebody else has written since: another copy of the
    program may have kept answers while this one waited for its turn.
    """
    written: dict[Path, _Written] = {}
    outer = _WRITTEN.set(written)
    try:
        yield
    except BaseException:
        for target, (before, after) in written.items():
            if _text_of(target) != after:
                continue
            if before is None:
                target.unlink()
            else:
                write_profile(target, before)
        raise
    finally:
        _WRITTEN.reset(outer)


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
