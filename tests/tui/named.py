"""A small database in which everything a person can name has the same name, whatever that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import seed

from workforce_tui.domain.targets import Target, TargetKind

if TYPE_CHECKING:
    from workforce_tui.services.workspace import Workspace

FORCE, WHO = "odd-force", "Ann Rees"
LONGEST = 300
"""How long a name of a record may be."""
INITIATIVE = {
    "plans": "cjarap", "stage": "progress", "legal_basis": "s158", "groups": "black", "status": "running",
    "review": "01/05/2026",
}  # fmt: skip
SCHEME = {"type": "coaching", "offered": "yes", "budget": "900", "start": "2025-04-01"}
NETWORK = {"scope": "organisation", "established": "2009"}


def fill(ws: Workspace, text: str) -> None:
    """Write an organisation with figures, a target, a network, a scheme, an action and a return, all called *text*."""
    from workforce_tui.domain.workforce import OrganisationKind
    from workforce_tui.services.organisations import add_organisation
    from workforce_tui.services.records import add
    from workforce_tui.services.returns import open_return, set_text
    from workforce_tui.services.targets import set_target

    name = text[:LONGEST]
    add_organisation(ws, code=FORCE, name_en=name, kind=OrganisationKind.POLICE)
    rows = [(rank, "officer", group, n, n) for rank, heads, few in seed.RANKS for group, n in
            (("W_BRIT", heads), ("A_IND", few), ("X_UNK", heads // 20))]  # fmt: skip
    with ws.writing() as session:
        for day in seed.YEARS[-2:]:
            seed._write(session, FORCE, day, f"{text}.csv", rows)
    set_target(ws, Target(FORCE, "workforce", TargetKind.NOT_SET, not_set_reason=name, owner=name))
    said = dict.fromkeys(("title", "owner", "aim", "evidence", "proportionality"), name)
    add(ws, "initiative", INITIATIVE | said, organisations=[FORCE], by=WHO)
    add(ws, "mentoring_scheme", SCHEME | {"name": name}, organisations=[FORCE], by=WHO)
    add(ws, "network", NETWORK | {"name": name}, organisations=[FORCE], by=WHO)
    open_return(ws, FORCE, 2026, by=WHO)
    set_text(ws, FORCE, 2026, "actions", english=name, by=WHO)
