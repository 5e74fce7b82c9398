"""From a spreadsheet to an import plan: the public face of this package.

A plan is made by a generator that tells how far it is and can be stopped; its return value is the plan. Problems of
the file are issues in the plan. Only a path that cannot be read raises.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _
from workforce_tui.importing.answers import Answers
from workforce_tui.importing.catalogue import IssueLog, make_issue
from workforce_tui.importing.datasets import reading_of
from workforce_tui.importing.files import Opener, hash_file, suffix_differs
from workforce_tui.importing.finish import retype, settle
from workforce_tui.importing.guards import FileRefused
from workforce_tui.importing.labels import GradeResolver
from workforce_tui.importing.model import (
    ColumnMapping,
    Decided,
    EthnicityLabel,
    GradeLabel,
    ImportPlan,
    ImportRequest,
    Layout,
    PendingDecision,
    Progress,
    SheetInfo,
    SnapshotKey,
    parse_decision,
    run,
)
from workforce_tui.importing.parts import gather
from workforce_tui.importing.places import check_place, is_open_elsewhere
from workforce_tui.importing.profile import Profile, load_profile, save_profile
from workforce_tui.importing.several import read_sheets
from workforce_tui.importing.sheets import choose_sheet
from workforce_tui.importing.template import as_template, read_about
from workforce_tui.importing.template_reading import read_others

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Generator, Iterator, Sequence
    from pathlib import Path

    from workforce_tui.domain.issues import Issue

__all__ = [
    "ColumnMapping",
    "Decided",
    "EthnicityLabel",
    "GradeLabel",
    "ImportPlan",
    "ImportRequest",
    "Layout",
    "PendingDecision",
    "Profile",
    "Progress",
    "SheetInfo",
    "SnapshotKey",
    "load_profile",
    "parse_decision",
    "plan_import",
    "resolve",
    "run",
    "run_plan",
    "save_profile",
]


def plan_import(
    request: ImportRequest,
    *,
    is_cancelled: Callable[[], bool] = lambda: False,
    opener: Opener | None = None,
    plan: ImportPlan | None = None,
) -> Generator[Progress, None, ImportPlan]:
    """Read a file and check it; the generator's return value is the ImportPlan.

    This is done in the process that asks. A file from outside is read with `apart.plan_apart`. An empty *plan* can be
    given to see the people of a sheet in it while it is read; what is returned may be another.

    Raises WorkforceError only when there is no readable file at the path. Whatever is wrong inside the file is an
    issue of the plan.
    """
    plan = plan or ImportPlan(request.path.name, request)
    log = IssueLog()
    yield Progress("opening")
    try:
        before, plan.sha256 = _looked_at(request.path)
    except FileRefused as refused:
        return _refused(plan, make_issue(refused.code, **refused.words))
    try:
        yield from _read(plan, request, log, is_cancelled, opener or Opener())
        gather(plan)
    except FileRefused as refused:
        plan.issues = [*log.result(), make_issue(refused.code, sheet=plan.sheet, **refused.words)]
    except MemoryError:
        plan = _refused(plan, make_issue("reader_out_of_memory"))
    except (ArithmeticError, LookupError, TypeError, ValueError, RecursionError) as error:
        # A file nobody imagined must end as a refusal that says so, never as a crash; the plan holds no rows then.
        plan = _refused(plan, make_issue("reading_failed", detail=type(error).__name__))
    if _differs(before, request.path):
        # Whatever was found wrong may be of neither the file there was nor the one there is.
        plan = _refused(plan, make_issue("file_changed"))
    if is_cancelled():
        # Half a file must not pass for a whole one.
        plan = _refused(plan, make_issue("cancelled", sheet=plan.sheet))
    yield Progress("done", plan.rows_read, plan.rows_read)
    return plan


def _looked_at(path: Path) -> tuple[os.stat_result, str]:
    """How a file stands before it is read, and its hash."""
    try:
        check_place(path)
        return path.stat(), hash_file(path)
    except OSError as error:
        raise WorkforceError(
            _("The file {path} cannot be read.").format(path=path),
            _("Check that it is there and that you may open it ({reason}).").format(reason=error.strerror or ""),
        ) from None


def _refused(plan: ImportPlan, issue: Issue) -> ImportPlan:
    """A plan for the same file that holds nothing but the reason why not."""
    return ImportPlan(plan.file_name, plan.request, plan.sha256, issues=[issue])


def _differs(before: os.stat_result, path: Path) -> bool:
    """Whether somebody wrote to the file, or put another in its place, since it was looked at *before*."""
    try:
        after = path.stat()
    except OSError:
        return True
    return (before.st_size, before.st_mtime_ns, before.st_ino) != (after.st_size, after.st_mtime_ns, after.st_ino)


def _read(
    plan: ImportPlan, request: ImportRequest, log: IssueLog, is_cancelled: Callable[[], bool], opener: Opener
) -> Iterator[Progress]:
    book = opener.open(request.path, request.password)
    if book.has_macros:
        log.add("macros_ignored")
    if book.ends_early:
        log.add("ends_early")
    if is_open_elsewhere(request.path):
        log.add("open_elsewhere")
    if suffix_differs(request.path, book.kind):
        log.add("type_differs_from_name", suffix=request.path.suffix or _("without an ending"), kind=book.kind)
    about = read_about(book)
    request, *others = as_template(request, about, book, log) if about is not None else (request,)
    answers = Answers(request)
    choice = choose_sheet(book, request, answers, log, is_cancelled)
    plan.used_answers |= answers.used
    plan.sheets = tuple(choice.infos) if not book.is_text else ()
    if choice.question is not None:
        plan.reading_issues, plan.reading_decisions = log.result(), [choice.question]
        settle(plan, answers)
        return
    if choice.chosen is None:
        if request.header_row is not None:
            raise FileRefused("header_not_found", row=request.header_row)
        raise FileRefused("pivot_unclear" if choice.folded else "no_data_found")
    if choice.also:
        yield from read_sheets(plan, request, (choice.chosen, *choice.also), answers, log, is_cancelled)
        return
    plan.sheet = log.sheet = choice.chosen.sheet.name
    yield from reading_of(plan, request, choice.chosen, log).run(is_cancelled)
    yield from read_others(plan, others, book, is_cancelled)


def run_plan(request: ImportRequest) -> ImportPlan:
    """Make a plan without looking at its progress."""
    return run(plan_import(request))


def resolve(
    plan: ImportPlan, decided: Sequence[Decided], *, read_again: Callable[[ImportRequest], ImportPlan] = run_plan
) -> ImportPlan:
    """The plan with more answers.

    Answers about grades and ethnic groups of a file with a row for each person are worked in without reading the
    file again; for anything else *read_again* reads it with all answers.
    """
    request = replace(plan.request, decisions=(*plan.request.decisions, *decided))
    if not plan.can_resolve or any(answer.field not in ("grade", "ethnicity") for answer in decided):
        return read_again(request)
    answers = Answers(request)
    resolver = GradeResolver(answers, {known.code: known for known in request.organisations}, request.own_grades)
    after = replace(plan, request=request)
    after.grade_labels = [
        resolver.resolve(label.organisation, label.worker_type, label.raw, label.rows) for label in plan.grade_labels
    ]
    retype(after, plan.grade_labels)
    settle(after, answers)
    return after
