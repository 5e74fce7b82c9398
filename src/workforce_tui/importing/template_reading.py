"""Reading the sheets of a collection template beside the first: each is a part of the plan, about a dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.importing.answers import Answers
from workforce_tui.importing.catalogue import IssueLog
from workforce_tui.importing.datasets import reading_of
from workforce_tui.importing.guards import FileRefused
from workforce_tui.importing.model import ImportPlan
from workforce_tui.importing.sheets import choose_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from workforce_tui.importing.book import Book
    from workforce_tui.importing.model import ImportRequest, Progress


def read_others(
    plan: ImportPlan, requests: Sequence[ImportRequest], book: Book, is_cancelled: Callable[[], bool]
) -> Iterator[Progress]:
    """Read a sheet for each of the *requests*; afterwards they are parts of *plan*.

    Raises FileRefused for a sheet whose headers are gone.
    """
    for request in requests:
        # What is to be said of the sheets that are not asked for was said when the first was chosen.
        chosen = choose_sheet(book, request, Answers(request), IssueLog(), is_cancelled).chosen
        if chosen is None:
            raise FileRefused("template_headers_gone", name=request.sheet)
        part = ImportPlan(plan.file_name, request, plan.sha256, sheet=chosen.name)
        yield from reading_of(part, request, chosen, IssueLog(sheet=chosen.name)).run(is_cancelled)
        plan.parts = (*plan.parts, part)
