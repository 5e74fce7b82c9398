"""The figures of the all-Wales update agree with the people they count: exact where exact, else with the truth between."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from helpers.returns_for_update import LEVELS, SENT, edition_for, people, receive, truth_of
from workforce_tui.domain.cells import NotAvailable, Shown, Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.edition import Audience
from workforce_tui.domain.update_figures import COUNTED, staff_figures
from workforce_tui.services.update_compiling import compile_figures

if TYPE_CHECKING:
    from workforce_tui.services.update_compiling import Compiled
    from workforce_tui.services.workspace import Workspace

TRUTHS = {code: truth_of(code) for code in SENT}


def inside(cell: object, truth: int, rounding: int = 0) -> bool:
    assert isinstance(cell, Shown)
    value = cell.value
    assert isinstance(value, Count)
    return value.low - rounding // 2 <= truth <= value.high + rounding // 2


def test_x(ws: Workspace) -> None:
    t = time.time()
    for audience in (Audience.INTERNAL, Audience.PUBLIC):
        receive(ws, *(edition_for(code, TRUTHS[code], audience) for code in SENT))
    print("made", time.time() - t)
    t = time.time()
    for audience in (Audience.INTERNAL, Audience.PUBLIC):
        found = compile_figures(ws, 2026, audience)
        print(audience, found.protected, time.time() - t)
        for key, cell in found.cells.items():
            if key[2] in ("headcount", "minority", "share"): print(key, cell)
    receive(ws, *(edition_for(code, TRUTHS[code], Audience.FULL) for code in SENT))
    for audience in (Audience.INTERNAL, Audience.PUBLIC):
        found = compile_figures(ws, 2026, audience)
        print(audience, found.protected, time.time() - t)
        for key, cell in found.cells.items():
            if key[2] in ("headcount", "minority", "share"): print(key, cell)
