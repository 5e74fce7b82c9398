"""Reading several sheets of a workbook into one plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.formatting import long_date
from workforce_tui.importing.catalogue import IssueLog
from workforce_tui.importing.datasets import reading_of
from workforce_tui.importing.guards import FileRefused
from workforce_tui.importing.merge import merge
from workforce_tui.importing.model import ImportPlan
from workforce_tui.importing.sheets import days_of, may_be_about, report_other_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from workforce_tui.importing.answers import Answers
    from workforce_tui.importing.model import ImportRequest, Progress
    from workforce_tui.importing.sheets import Candidate


def read_sheets(
    plan: ImportPlan,
    request: ImportRequest,
    candidates: Sequence[Candidate],
    answers: Answers,
    log: IssueLog,
    is_cancelled: Callable[[], bool],
) -> Iterator[Progress]:
    """Read each sheet; afterwards *plan* holds all of them.

    Sheets that say they are about another day than the one asked for are left out. Raises FileRefused when none is
    left.
    """
    parts: list[ImportPlan] = []
    for candidate in candidates:
        if request.as_at is not None and not may_be_about(candidate, request.as_at):
            report_other_day(candidate, request.as_at, log)
            continue
        part = ImportPlan(plan.file_name, request, plan.sha256, sheet=candidate.name)
        parts.append(part)
        reading = reading_of(part, request, candidate, IssueLog(sheet=candidate.name), alone=False)
        yield from reading.run(is_cancelled)
    if not parts and request.as_at is not None:
        days = {day for candidate in candidates for day in days_of(candidate)}
        found = ", ".join(map(long_date, sorted(days)))
        raise FileRefused("date_not_in_file", date=long_date(request.as_at), found=found)
    log.add("sheets_read", names=", ".join(part.sheet or "" for part in parts))
    plan.reading_issues = log.result()
    merge(plan, parts, answers)
