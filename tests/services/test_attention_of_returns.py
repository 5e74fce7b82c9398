"""The first page tells of a return that is with the organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builders import GWENT
from workforce_tui.services.figures import AttentionCode
from workforce_tui.services.overview import overview
from workforce_tui.services.returns import open_return

if TYPE_CHECKING:
    from workforce_tui.services.workspace import Workspace


def codes(ws: Workspace) -> list[AttentionCode]:
    return [one.code for one in overview(ws, GWENT).attention]


def test_an_open_return_is_named_with_its_due_day_and_where_it_is_dealt_with(ws: Workspace) -> None:
    def told() -> list[tuple[str, str]]:
        return [(a.screen, a.message) for a in overview(ws, GWENT).attention if a.code is AttentionCode.OPEN_RETURN]

    assert told() == []
    assert AttentionCode.NO_RETURN not in codes(ws)  # nothing is held that a return could be made of
    open_return(ws, GWENT, 2026, by="Jo Rees")
    assert told() == [
        ("returns", "Annual return of 2026: draft, due 30 June 2026; questions without a reply: 0."),
    ]
    (sections,) = [one for one in overview(ws, GWENT).attention if one.code is AttentionCode.MISSING_SECTIONS]
    assert sections.screen == "returns"
    assert "Missing: " in sections.message
