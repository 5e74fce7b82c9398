"""The commands of the biennial data review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.cli.records import area_group
from workforce_tui.domain.record_kinds import REVIEW
from workforce_tui.i18n import N_

if TYPE_CHECKING:
    import typer


def register(app: typer.Typer) -> None:
    """Add the commands."""
    help_text = N_("The biennial data review: what was checked, what changed in definitions, findings and actions.")
    app.add_typer(area_group(REVIEW, help_text=help_text), name="review")
