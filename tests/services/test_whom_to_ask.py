"""Where figures are missing, whoever reads that is told what they themselves can do about it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from workforce_tui import i18n
from workforce_tui.domain.disclosure.policy import Export
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.roles import Role
from workforce_tui.services.policy import policy_in_force
from workforce_tui.services.publishing import check_handing
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


def test_a_hint_names_an_option_to_those_who_type_commands_and_to_nobody_else(ws: Workspace) -> None:
    raw = policy_in_force(ws).profile("RAW")
    hints = []
    for shown in (False, True):
        i18n.on_screens(shown)
        with pytest.raises(WorkforceError) as raised:
            check_handing(replace(raw, export=Export.REASON), given_to="Jo Rees", signed_by="Ann Rees", reason="")
        hints.append(raised.value.hint)
    assert hints == [
        "Give the reason (--reason), or choose another profile.",
        "Give the reason, or choose another profile.",
    ]


def test_the_panel_is_told_where_what_was_handed_out_is_listed(ws: Workspace) -> None:
    look_as(Who(Role.PANEL))
    with pytest.raises(NothingImportedError) as raised:
        load_source(ws, ReleaseScope(None, (2026,)))
    assert "“What has been handed out” (workforce-tui published list)" in raised.value.hint
