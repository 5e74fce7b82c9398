"""Handing out every signed return of a year, several at a time where no publication is of two organisations.

Returns of two organisations have no people in common, and what is published of one tells nothing of the other, until
something was published of all Wales: then they are handed out one after the other. Each is handed out by a program of
its own with a connection of its own; the ledger has each before it is in its place.
"""

from __future__ import annotations

import gc
import os
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _, language, speaking
from workforce_tui.services.edition_exporting import EditionRequest, ExportedEditions, export_editions
from workforce_tui.services.ledger import list_publications
from workforce_tui.services.publication_files import check_folder, disk_errors
from workforce_tui.services.returns import list_returns
from workforce_tui.services.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing.context import BaseContext

    from workforce_tui.services.workspace import Workspace

    OnStep = Callable[[str], None]

FEW = 4
"""Fewer returns are not worth another program: it takes a second to start."""
MOST_AT_A_TIME = 4
SELDOM = 100_000
"""After how many objects more than went the collector of garbage looks round."""
LOADED = (
    __name__, "scipy.optimize", "scipy.special", "xlsxwriter", "docx", "jinja2", "workforce_tui.auditing.auditor",
    "workforce_tui.auditing.workbooks", "workforce_tui.exporting.edition_workbook",
    "workforce_tui.exporting.edition_word", "workforce_tui.exporting.edition_page", "workforce_tui.exporting.word",
)  # fmt: skip
"""What handing out takes longest to load."""


@dataclass(frozen=True, slots=True)
class Handed:
    """One return of an export of all: what was handed out, or why nothing was."""

    organisation: str
    done: ExportedEditions | None = None
    refused: WorkforceError | None = None


def export_returns(ws: Workspace, request: EditionRequest, on_step: OnStep = lambda _step: None) -> tuple[Handed, ...]:
    """Hand out the editions of every signed return of the year of *request*, each in a folder of its own.

    What is refused for one return does not hold up the others. The organisation of the request is not looked at.

    Raises:
        WorkforceError: no return of the year is signed, or the folder cannot be made.
    """
    signed = [one.organisation for one in list_returns(ws, year=request.year) if one.versions]
    if not signed:
        raise WorkforceError(
            _("No return for {year} is signed.").format(year=request.year), _("Sign one first: return sign.")
        )
    check_folder(request.folder)
    with disk_errors(request.folder):
        request.folder.mkdir(exist_ok=True)
    asked = [replace(request, organisation=code, folder=request.folder / code) for code in signed]
    at_a_time = min(os.cpu_count() or 1, MOST_AT_A_TIME)
    if at_a_time < 2 or len(signed) < FEW or _are_linked(ws):
        return tuple(_handed(ws, one, on_step) for one in asked)
    return tuple(_at_a_time(ws, asked, at_a_time, on_step))


def _are_linked(ws: Workspace) -> bool:
    """Whether anything was published of several organisations together."""
    return any(not one.organisation for one in list_publications(ws))


def _handed(ws: Workspace, request: EditionRequest, on_step: OnStep) -> Handed:
    on_step(request.organisation)
    try:
        return Handed(request.organisation, export_editions(ws, request, on_step))
    except WorkforceError as error:
        return Handed(request.organisation, refused=WorkforceError(error.message, error.hint))


def _at_a_time(ws: Workspace, asked: Sequence[EditionRequest], number: int, on_step: OnStep) -> Iterator[Handed]:
    """Each return as it is handed out, in the order asked; where no program can be started, by this one."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    pool = ProcessPoolExecutor(number, _context(), _begin, (dict(os.environ),))
    try:
        waiting = _begun(pool, ws, asked)
        for request, future in zip(asked, waiting, strict=True):
            on_step(request.organisation)
            try:
                yield future.result()
            except BrokenProcessPool:
                yield _handed(ws, request, on_step)
    finally:
        pool.shutdown(cancel_futures=True)


def _context() -> BaseContext:
    """How other programs are started: where a program can be doubled safely, from one that has loaded what all need."""
    import multiprocessing

    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(LOADED))
    return context


def _begin(environment: Mapping[str, str]) -> None:
    """What another program does first: the one it was doubled from may have been started with other settings."""
    os.environ.clear()
    os.environ.update(environment)
    # A program that ends soon need not look for garbage after every few hundred objects, of which there are millions.
    gc.set_threshold(SELDOM)


def _begun(pool: ProcessPoolExecutor, ws: Workspace, asked: Sequence[EditionRequest]) -> list[Future[Handed]]:
    return [pool.submit(_by_itself, ws.paths.database, one, language()) for one in asked]


def _by_itself(database: str, request: EditionRequest, spoken: str) -> Handed:
    """Hand out one return, in a program of its own."""
    ws = open_workspace(database)
    try:
        with speaking(spoken):
            return _handed(ws, request, lambda _step: None)
    finally:
        ws.close()
