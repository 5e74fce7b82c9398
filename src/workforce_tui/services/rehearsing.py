"""An export tried out: what it would keep back, and what the audit says of it, with nothing handed out."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from workforce_tui.i18n import _
from workforce_tui.services.protection import UnsafeError
from workforce_tui.services.publication_files import write_files
from workforce_tui.services.publication_loss import loss_lines, loss_of
from workforce_tui.services.publishing import audited, coarser, file_stem, prepare

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from workforce_tui.services.attacking import AuditOutcome
    from workforce_tui.services.publishing import ExportRequest, Prepared
    from workforce_tui.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A release as it would be handed out, and what the audit of its figures said."""

    prepared: Prepared
    audit: AuditOutcome

    def lines(self) -> tuple[str, ...]:
        """The audit's verdict, then before and after."""
        return (self.audit.line(), _("Nothing was written."), *loss_lines(self.prepared))

    def record(self) -> dict[str, Any]:
        """The same as JSON."""
        return {"status": "preview", **loss_of(self.prepared), "audit": self.audit.record()}


def rehearse(ws: Workspace, request: ExportRequest, on_step: Callable[[str], None] = lambda _step: None) -> Rehearsed:
    """Protect a release, write it where nobody is given it, and audit it, leaving out tables as the export does.

    Raises:
        WorkforceError: there are no figures, the question may not be asked, or the release cannot be made safe.
    """
    steps = coarser(request.scope)
    for without in steps:
        try:
            return _rehearsed(ws, replace(request, scope=replace(request.scope, without=without)), on_step)
        except UnsafeError:
            if without == steps[-1]:
                raise
            on_step(_("These tables cannot be made safe together: trying with fewer"))
    raise AssertionError("there is a last attempt")


def _rehearsed(ws: Workspace, request: ExportRequest, on_step: Callable[[str], None]) -> Rehearsed:
    on_step(_("Protecting the figures"))
    prepared = prepare(ws, request)
    with tempfile.TemporaryDirectory(prefix="workforce-tui-") as name:

        def write(made: Prepared) -> tuple[Path, ...]:
            return write_files(made.publications[:1], Path(name), ("csv",), file_stem(made))

        prepared, _files, outcome = audited(ws, prepared, write, on_step)
    return Rehearsed(prepared, outcome)
