"""Loading what is not shown yet, and protecting what a chair will look at, while nobody waits for anything."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from time import monotonic, sleep
from typing import TYPE_CHECKING

from textual import work
from textual.worker import get_current_worker

from workforce_tui.tui.lazily import load_the_rest, page_class
from workforce_tui.tui.state import CHAIR
from workforce_tui.tui.watching import WatchingApp

if TYPE_CHECKING:
    from collections.abc import Iterator

LOADED, IDLE = 0.4, 1.0
"""Seconds after the first figures before the other places are loaded, and so long where figures are protected."""
NAP = 0.05
"""Seconds until what is loaded ahead looks again whether somebody waits for figures."""


class LoadingApp(WatchingApp):
    """An app that loads ahead, in threads that let everybody go first."""

    def __init__(self) -> None:
        super().__init__()
        self.loads_ahead, self.busy_until = False, 0.0
        self.readers: set[object] = set()
        """A mark for each place that reads its figures now."""

    def load_ahead(self) -> None:
        """Load what other places need, now that the first figures are there and nobody waits.

        What takes longest comes first: the library of the exact tests and, for the chair of a network, protecting.
        """
        if self.is_headless or self.loads_ahead:
            return
        self.loads_ahead = True
        self.load_statistics()
        self.set_timer(IDLE if self.view.profile == CHAIR else LOADED, self.load_places)

    @work(thread=True, group="places", exit_on_error=False)
    def load_places(self) -> None:
        """Load the other screens, so that going to one is only drawing it; stop where somebody leaves."""
        worker = get_current_worker()
        gc.disable()  # what is loaded stays: there is nothing in it to collect
        for _module in load_the_rest():
            self.wait_until_idle()
            if worker.is_cancelled:
                break
        self.keep_what_is_loaded()

    @work(thread=True, group="statistics", exit_on_error=False)
    def load_statistics(self) -> None:
        """Load what exact tests need, and protect what the chair of a network sees: both take longer than drawing."""
        from workforce_tui.tui import reading

        worker = get_current_worker()
        self.wait_until_idle()
        page_class("progression")  # so that going there at once is to draw it, and that it is being protected
        reading.load_statistics()
        self.keep_what_is_loaded()
        for _figures in reading.protect_ahead(self.workspace, self.view) if self.workspace else ():
            self.wait_until_idle()
            if worker.is_cancelled:
                break

    @contextmanager
    def reading(self) -> Iterator[None]:
        """While a place reads its figures, nothing is loaded or protected ahead."""
        mark = object()
        self.readers.add(mark)
        try:
            yield
        finally:
            self.readers.discard(mark)

    def wait_until_idle(self) -> None:
        """Let whoever is going to another place go first; called in a thread."""
        while (left := self.busy_until - monotonic()) > 0 or self.readers:
            sleep(max(left, NAP))

    @staticmethod
    def keep_what_is_loaded() -> None:
        """Spare the collector all that has been loaded by now: each walk over it would hold the screen for 100 ms."""
        gc.freeze()
        gc.enable()
