"""The release: every figure of the planned tables as a sum of base cells, ready for disclosure control."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import total
from workforce_tui.domain.disclosure.model import Figure, FigureKey, Release, ShareFigure
from workforce_tui.domain.ethnicity import NOT_GIVEN, EthnicityDefinition, Membership, five_group, membership
from workforce_tui.domain.representation import GRT_NOT_ASKED, NONE_GIVEN, TOO_COARSE
from workforce_tui.i18n import _, language
from workforce_tui.services.figures import Dimension
from workforce_tui.services.release_plan import plan_tables
from workforce_tui.services.release_source import load_source

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from workforce_tui.services.release_plan import PlannedRow, PlannedTable
    from workforce_tui.services.release_source import ReleaseScope, ReleaseSource
    from workforce_tui.services.workspace import Workspace

HEADCOUNT, KNOWN, MINORITY, WHITE = "headcount", "known", "minority", "white"
UNDECLARED, UNKNOWN = "undeclared", "unknown"
SHARE, DECLARATION = "share", "declaration_rate"
PERCENTAGES = {SHARE: KNOWN, DECLARATION: HEADCOUNT}
"""The measures that are percentages, and the measure each is a percentage of."""
_BY_DEFINITION = frozenset({MINORITY, WHITE, SHARE})
_ANSWERED = frozenset({Membership.MINORITY, Membership.WHITE, Membership.UNCLEAR})


@dataclass(frozen=True, slots=True)
class ReleaseDraft:
    """A release with the tables it is read in, and what it cannot give.

    `absent` says of each figure that does not exist why (the source is too coarse); it is no figure of the release.
    Its labels are in `language`.
    """

    source: ReleaseSource
    tables: tuple[PlannedTable, ...]
    release: Release
    absent: Mapping[FigureKey, str]
    language: str


@dataclass(slots=True)
class _Builder:
    """Collects the figures of the tables, each once."""

    source: ReleaseSource
    figures: dict[FigureKey, Figure] = field(default_factory=dict)
    shares: dict[FigureKey, ShareFigure] = field(default_factory=dict)
    absent: dict[FigureKey, str] = field(default_factory=dict)


def release_of(ws: Workspace, scope: ReleaseScope) -> ReleaseDraft:
    """The release of a scope: its tables, and every figure in them.

    Raises:
        WorkforceError: there is no such organisation, or nothing is held of it for those years.
    """
    return draft_release(load_source(ws, scope))


def draft_release(source: ReleaseSource, extra: Sequence[PlannedTable] = ()) -> ReleaseDraft:
    """The release of what a source holds: the tables of the plan, and *extra* ones of the same cells."""
    tables = (*plan_tables(source, source.scope), *extra)
    builder = _built(source, tables)
    others = _built(source, [table for scope in source.beside for table in plan_tables(source, scope)])
    release = Release(
        cells=tuple(cell.count for cell in source.cells),
        figures=tuple(builder.figures[key] for key in sorted(builder.figures)),
        shares=tuple(builder.shares[key] for key in sorted(builder.shares)),
        context=tuple(others.figures[key] for key in sorted(others.figures.keys() - builder.figures.keys())),
        context_shares=tuple(others.shares[key] for key in sorted(others.shares.keys() - builder.shares.keys())),
    )
    return ReleaseDraft(source, tables, release, builder.absent, language())


def _built(source: ReleaseSource, tables: Sequence[PlannedTable]) -> _Builder:
    """The figures of some tables, each once."""
    builder = _Builder(source)
    for table in tables:
        for row in table.rows:
            for measure in measures_of(table):
                _add(builder, table, row, measure)
    return builder


def measures_of(table: PlannedTable) -> tuple[str, ...]:
    """The columns of a planned table, as codes."""
    if table.groups:
        return (HEADCOUNT, KNOWN, *table.groups)
    if table.dimension == Dimension.GROUP:
        return (HEADCOUNT, SHARE)
    staff = () if table.cut else (DECLARATION,)
    return (HEADCOUNT, KNOWN, MINORITY, WHITE, UNDECLARED, UNKNOWN, SHARE, *staff)


def key_of(table: PlannedTable, row: PlannedRow, measure: str) -> FigureKey:
    """The key of the figure in a row and column of a planned table."""
    of_group = row.dimension == Dimension.GROUP
    definition = str(table.definition) if table.definition and measure in _BY_DEFINITION and not of_group else ""
    return FigureKey(row.organisation, row.area, row.as_at, row.dimension, row.row, measure, definition, row.cut)


def _add(builder: _Builder, table: PlannedTable, row: PlannedRow, measure: str) -> None:
    """Put the figure of a row and column into the release, or the reason there is none."""
    key = key_of(table, row, measure)
    if key in builder.figures or key in builder.shares or key in builder.absent:
        return
    reason = _why_absent(builder.source, table, row, measure)
    if reason:
        builder.absent[key] = reason
    elif measure in PERCENTAGES:
        builder.shares[key] = _share(table, row, measure, key)
    else:
        counted = _counts_in(measure, table.definition)
        cells = tuple(i for i in row.cells if counted(builder.source.cells[i].ethnicity))
        builder.figures[key] = Figure(key, cells, total(builder.source.cells[i].count for i in cells))


def _share(table: PlannedTable, row: PlannedRow, measure: str, key: FigureKey) -> ShareFigure:
    base = key_of(table, row, PERCENTAGES[measure])
    if measure == DECLARATION:
        return ShareFigure(key, key_of(table, row, KNOWN), base)
    if row.dimension == Dimension.GROUP:
        everyone = FigureKey(row.organisation, row.area, row.as_at, "", "", KNOWN)
        return ShareFigure(key, key_of(table, row, HEADCOUNT), everyone)
    return ShareFigure(key, key_of(table, row, MINORITY), base)


def _counts_in(measure: str, definition: EthnicityDefinition | None) -> Callable[[str], bool]:
    """Whether people recorded under an ethnicity code are counted in a measure."""
    by = definition or EthnicityDefinition.EM_EXCL
    match measure:
        case "headcount":
            return lambda code: True
        case "known":
            return lambda code: membership(code, by) in _ANSWERED
        case "minority":
            return lambda code: membership(code, by) is Membership.MINORITY
        case "white":
            return lambda code: membership(code, by) is Membership.WHITE
        case "undeclared":
            return lambda code: membership(code, by) is Membership.UNDECLARED
        case "unknown":
            return lambda code: membership(code, by) is Membership.UNKNOWN
        case _:
            return lambda code: five_group(code) == measure


def _why_absent(source: ReleaseSource, table: PlannedTable, row: PlannedRow, measure: str) -> str:
    """Why there is no such figure; empty where there is one."""
    if measure == HEADCOUNT:
        return ""
    cells = [source.cells[i] for i in row.cells]
    missing = [cell for cell in cells if cell.ethnicity == NOT_GIVEN and cell.count.high]
    if missing and (measure in (DECLARATION, UNDECLARED, UNKNOWN, KNOWN) or table.groups or measure in _BY_DEFINITION):
        return _(NONE_GIVEN)
    if measure not in _BY_DEFINITION or row.dimension == Dimension.GROUP or table.definition is None:
        return ""
    coarse = any(table.definition in source.coarse[cell.organisation, cell.as_at] for cell in cells)
    if not coarse:
        return ""
    return _(GRT_NOT_ASKED) if table.definition is EthnicityDefinition.EM_PLAN else _(TOO_COARSE)
