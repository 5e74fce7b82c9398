"""Work in threads, of which writing is never given up: not for the next work of its group, nor with its window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.worker_manager import WorkerManager

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.worker import Worker

WRITING = "write"
"""The group of the workers that write what somebody entered."""


class SteadyWorkers(WorkerManager):
    """Textual cancels workers for a later one of their group, and with the window they belong to.

    A thread that has begun goes on all the same. One that still waits for its turn would never begin, and what was
    entered would be lost without a word, so those that write are cancelled only where somebody leaves the app.
    """

    def cancel_group(self, node: DOMNode, group: str) -> list[Worker[object]]:
        """Cancel the workers of a group of a widget, unless they write; answers with those that were cancelled."""
        return [] if group == WRITING else super().cancel_group(node, group)

    def cancel_node(self, node: DOMNode) -> list[Worker[object]]:
        """Cancel the workers of a widget that do not write; answers with them."""
        found = [one for one in self if one.node == node and one.group != WRITING]
        for worker in found:
            worker.cancel()
        return found
