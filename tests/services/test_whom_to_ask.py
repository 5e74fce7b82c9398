"""Where figures are missing, whoever reads that is told what they themselves can do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workforce_tui.domain.roles import Role
from workforce_tui.services.release_source import NothingImportedError, ReleaseScope, load_source
from workforce_tui.services.roles import Who, look_as

if TYPE_CHECKING:
    from workforce_tui.services.workspace import Workspace

ASKED = {
    None: "Import a spreadsheet of that date",
    Role.HR_LEAD: "Import a spreadsheet of that date",
    Role.CHAIR: "Choose another. Ask the HR lead of your organisation",
    Role.TASKFORCE: "Choose another. Organisations import staff figures into databases of their own.",
    Role.PANEL: "Choose another. Ask the taskforce",
}


@pytest.mark.parametrize("role", ASKED)
def test_only_those_who_can_import_are_told_to(ws: Workspace, role: Role | None) -> None:
    look_as(Who(role, "gwent-police"))
    with pytest.raises(NothingImportedError) as raised:
        load_source(ws, ReleaseScope("gwent-police", (2026,)))
    assert raised.value.hint.startswith("The year is that of the 31 March at its end. ")
    assert ASKED[role] in raised.value.hint
    assert ("Import a spreadsheet" in raised.value.hint) == (role in (None, Role.HR_LEAD))
