"""The commands of the registers of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.cli.records import area_group
from workforce_tui.domain.record_kinds import ACTION
from workforce_tui.i18n import N_

if TYPE_CHECKING:
    import typer


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = area_group(
        ACTION,
        help_text=N_("Positive action, outreach, leadership training, culture research and role models."),
        every_kind=True,
    )
    app.add_typer(group, name="action")
