"""Organisations with known staff, and the editions of their returns: what an all-Wales update has to agree with."""

from __future__ import annotations

import random
from datetime import date
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import Shown
from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.policy import shipped_policy
from workforce_tui.domain.disclosure.protecting import protect
from workforce_tui.domain.edition import AUDIENCE_PROFILES, Audience, Edition, EditionKind, EditionSection, EditionTable
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.held_editions import Origin, held_edition
from workforce_tui.domain.organisations import shipped_organisations
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.domain.update_figures import COUNTED, PARTS, PERCENTAGES, StaffFigures, tier_code
from workforce_tui.domain.update_release import Whose, cells_of, release_of
from workforce_tui.domain.update_sums import Line
from workforce_tui.storage import editions as store

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.update_figures import Place
    from workforce_tui.services.workspace import Workspace

DAY = date(2026, 3, 31)
SENT = ("gwent-police", "south-wales-police", "hmpps-wales", "yjs-cardiff")
KNOWN = {one.code: one for one in shipped_organisations()}
LEVELS = ("L1", "L2", "L3", "L4", "L5")
_SHAPE = {"L1": 0.3, "L2": 0.4, "L3": 0.16, "L4": 0.1, "L5": 0.04}
_SIZE = {"gwent-police": 1900, "south-wales-police": 4700, "hmpps-wales": 3300, "yjs-cardiff": 60}


def truth_of(organisation: str, seed: int = 1) -> dict[tuple[str, str], int]:
    """The staff of an organisation, different for every *seed*: few of a minority higher up."""
    chance = random.Random(f"{organisation}{seed}")
    found: dict[tuple[str, str], int] = {}
    for level in LEVELS:
        people = round(_SIZE.get(organisation, 300) * _SHAPE[level] * chance.uniform(0.9, 1.1))
        found[level, "minority"] = round(people * chance.uniform(0.005, 0.06))
        found[level, "undeclared"] = round(people * chance.uniform(0, 0.04))
        found[level, "unknown"] = round(people * chance.uniform(0, 0.1))
        found[level, "white"] = people - sum(found[level, one] for one in PARTS if one != "white")
    return found


def people(truth: Mapping[tuple[str, str], int], measure: str, levels: Sequence[str] = LEVELS) -> int:
    """How many people a measure counts at some levels."""
    parts = {"headcount": PARTS, "known": ("minority", "white")}.get(measure, (measure,))
    return sum(truth.get((level, part), 0) for level in levels for part in parts)


def _places(truth: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], tuple[str, ...]]:
    levels = tuple(dict.fromkeys(level for level, _part in truth))
    tiers = dict.fromkeys(map(tier_code, levels))
    found: dict[tuple[str, str], tuple[str, ...]] = {("level", level): (level,) for level in levels}
    found |= {("tier", tier): tuple(one for one in levels if tier_code(one) == tier) for tier in tiers}
    return {("", ""): levels, **found}


def _exact(truth: Mapping[tuple[str, str], int]) -> dict[Place, Cell]:
    return {
        (*place, measure): Shown(Count.exact(people(truth, measure, levels)))
        for place, levels in _places(truth).items()
        for measure in COUNTED
    }


def published_cells(organisation: str, truth: Mapping[tuple[str, str], int], audience: Audience) -> dict[Place, Cell]:
    """The cells of an edition: exact in a full one, else as disclosure control lets them be shown."""
    cells = _exact(truth)
    if audience is Audience.FULL:
        return cells
    counts = {place: cell.value for place, cell in cells.items() if isinstance(cell, Shown)}
    staff = StaffFigures(organisation, 2026, 1, audience, DAY, "RAW", 0, 0, cells, counts)  # type: ignore[arg-type]
    whose = Whose(DAY, KNOWN, {organisation: staff})
    lines = [Line(*place, (organisation,)) for place in _places(truth)]
    profile = shipped_policy().profile(AUDIENCE_PROFILES[audience])
    protection = protect(release_of(lines, whose), profile)
    return dict(cells_of(lines, whose, protection.verdicts))


def edition_for(
    organisation: str,
    truth: Mapping[tuple[str, str], int],
    audience: Audience = Audience.INTERNAL,
    *,
    version: int = 1,
    year: int = 2026,
    language: str = "en",
    sections: Sequence[EditionSection] = (),
) -> Edition:
    """An edition of a return with the staff by level and by tier."""
    cells = published_cells(organisation, truth, audience)
    profile = shipped_policy().profile(AUDIENCE_PROFILES[audience])
    day = date(year, 3, 31)
    tables = tuple(_table(dimension, cells, day) for dimension in ("level", "tier"))
    section = EditionSection(4, "staff", "Staff in post", ("2a",), tables)
    return Edition(
        EditionKind.RETURN, audience, organisation, year, version, language, f"Annual return: {organisation}",
        (("Organisation", organisation),), (section, *sections),
        codes={
            "profile": str(profile.code), "threshold": str(profile.threshold), "rounding": str(profile.rounding),
            "area": str(KNOWN[organisation].area), "period": day.isoformat(), "definition": "em_excl",
        },
    )  # fmt: skip


def _table(dimension: str, cells: Mapping[Place, Cell], day: date) -> EditionTable:
    rows = list(dict.fromkeys(row for by, row, _measure in cells if by == dimension))
    measures = [one for one in (*COUNTED, *PERCENTAGES) if ("", "", one) in cells]
    drawn = tuple(
        Row(row or "All staff", tuple(cells[dimension if row else "", row, one] for one in measures), row)
        for row in (*rows, "")
    )
    columns = tuple(Column(one, one.capitalize(), "%" if one in PERCENTAGES else "") for one in measures)
    table = Table("Staff", dimension.capitalize(), columns, drawn, as_at=day, definition=EthnicityDefinition.EM_EXCL)
    return EditionTable(f"T4-{dimension}", dimension.capitalize(), table, dimension)


def receive(ws: Workspace, *editions: Edition) -> None:
    """Put editions into a database as if they had been imported."""
    with ws.writing() as session:
        for edition in editions:
            held = held_edition(edition, origin=Origin.RECEIVED, made_at="2026-06-30T12:00:00+00:00", by="Ann Rees")
            store.add_edition(session, held=held)
