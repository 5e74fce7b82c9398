"""Auditing finished files of anybody, alone or together with what was published before."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _
from workforce_tui.services.attacking import audit_any, earlier_file
from workforce_tui.services.ledger import known_publications
from workforce_tui.services.policy import policy_in_force
from workforce_tui.storage import publications as store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.auditing.report import AuditReport
    from workforce_tui.services.workspace import Workspace


def check_disclosure(
    ws: Workspace, files: Sequence[Path], *, earlier: Sequence[Path] = (), profile_code: str, with_ledger: bool = False
) -> AuditReport:
    """What a reader of *files* could work out, held to the thresholds of a profile.

    Raises:
        WorkforceError: a file is not there or cannot be read in full, or the profile withholds nothing.
    """
    profile = policy_in_force(ws).profile(profile_code)
    if not profile.withholds:
        raise WorkforceError(
            _("The profile {profile} withholds nothing, so there is nothing to hold the files to.").format(
                profile=profile.code
            ),
            _("Choose NETWORK, TASKFORCE or PUBLIC."),
        )
    for file in (*files, *earlier):
        if not file.is_file():
            raise WorkforceError(_("There is no file {file}.").format(file=file), _("Check its name."))
    with tempfile.TemporaryDirectory(prefix="workforce-tui-") as name:
        before = [*earlier, *(_ledger_files(ws, str(profile.code), Path(name)) if with_ledger else ())]
        return audit_any(files, threshold=profile.threshold, width=profile.protection, earlier=before)


def _ledger_files(ws: Workspace, profile: str, folder: Path) -> list[Path]:
    entries = known_publications(ws, profile)
    with ws.reading() as session:
        held = [(one, store.figures_of(session, publications=[one.id or 0])) for one in entries]
    return [earlier_file(entry, figures, folder) for entry, figures in held]
