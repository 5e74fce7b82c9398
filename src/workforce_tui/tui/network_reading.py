"""What threads run for the place of networks. The services are loaded here, and only when called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.tui.messages import InParts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workforce_tui.domain.table import Table
    from workforce_tui.services.chair_page import ChairPage
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.state import View


def network_figures(ws: Workspace, view: View) -> tuple[Table, ...]:
    """N1 and N2 of the networks of the organisation shown, or of all; nothing where there is no network."""
    from workforce_tui.services.network_tables import resourcing_table, reviews_table
    from workforce_tui.services.networks import network_views

    views = network_views(ws, view.organisation)
    return (resourcing_table(views), reviews_table(views)) if views else ()


@dataclass(frozen=True, slots=True)
class ChairFigures:
    """The organisation's figures as the chair of its network may see them."""

    organisation: str
    tables: tuple[Table, ...]


def progression_in_parts(ws: Workspace, view: View) -> InParts:
    """What the place of progression has for the chair of a network; no tables where nothing is held.

    Before all of it come the staff alone: what happened to them takes longer to protect.

    Raises:
        WorkforceError: the network of another organisation asks, or the figures cannot be made safe.
    """
    return InParts(_parts(ws, view))


def _parts(ws: Workspace, view: View) -> Iterator[ChairFigures]:
    from workforce_tui.services.chair_page import staff_in_parts

    organisation = view.organisation or ""
    if not organisation:
        yield ChairFigures(organisation, ())
        return
    for tables in staff_in_parts(ws, organisation, definition=view.definition, as_at=view.as_at):
        yield ChairFigures(organisation, tables)


def chair_page(ws: Workspace, number: int) -> ChairPage:
    """The chair's page of a network.

    Raises:
        WorkforceError: there is no such network.
    """
    from workforce_tui.services.chair_page import chair_page as page_of

    return page_of(ws, number)


def last_name(ws: Workspace) -> str:
    """The name entries were last signed with."""
    from workforce_tui.services.last_names import last_name as name_of

    return name_of(ws)


def write_briefing(ws: Workspace, number: int, path: Path, *, by: str, given_to: str, overwrite: bool = False) -> None:
    """Write the briefing of a network, in the language in use.

    Raises:
        WorkforceError: the name of the file says neither Word nor Markdown, it cannot be written, or nobody signs.
    """
    from workforce_tui.services.network_briefing import write_briefing as write

    write(ws, number, path, by=by, given_to=given_to, overwrite=overwrite)
