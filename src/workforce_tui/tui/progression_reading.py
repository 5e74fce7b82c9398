"""What threads run for the views of the progression screen. Services are loaded here and only when called."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.services.figures import Dimension

if TYPE_CHECKING:
    from workforce_tui.services.figures import RepresentationReport
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.state import View


def levels_report(ws: Workspace, view: View) -> RepresentationReport:
    """Representation by level, whatever the rows of the other screens are."""
    from workforce_tui.services import representation

    return representation.representation_report(ws, replace(view, dimension=Dimension.LEVEL).query())
