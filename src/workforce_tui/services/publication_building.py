"""A protected release as a publication: its tables and its figures, with everything that has to be said with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui import __version__
from workforce_tui.domain.cells import NotAvailable, Shown, Withheld
from workforce_tui.domain.disclosure.model import Published, PublishedShare
from workforce_tui.domain.disclosure.primary import is_exact_total, rounding_of
from workforce_tui.domain.ethnicity import definition_name, node
from workforce_tui.domain.formatting import long_date
from workforce_tui.domain.publication import (
    FigureRow,
    Publication,
    PublishedTable,
    Unit,
    published_parts,
    withheld,
)
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.domain.workforce import Area, area_name
from workforce_tui.i18n import _, language
from workforce_tui.services.figures import Dimension
from workforce_tui.services.publication_text import (
    EXACT_TOTALS,
    MOST_TOTALS_EXACT,
    cover_facts,
    grade_mapping,
    measure_name,
    publication_notes,
)
from workforce_tui.services.release import PERCENTAGES, SHARE, key_of, measures_of
from workforce_tui.services.tables import dimension_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.disclosure.model import FigureKey, Protection, Verdict
    from workforce_tui.domain.disclosure.policy import Profile
    from workforce_tui.services.release import ReleaseDraft
    from workforce_tui.services.release_plan import PlannedRow, PlannedTable

NOT_IN_RELEASE = "group"


@dataclass(frozen=True, slots=True)
class _Making:
    """What every table of one publication is made with."""

    draft: ReleaseDraft
    verdicts: Mapping[FigureKey, Verdict]
    profile: Profile
    version: str


def build_publication(draft: ReleaseDraft, protection: Protection, *, version: str = "1") -> Publication:
    """The publication of a protected release, in the language in use."""
    making = _Making(draft, protection.verdicts, protection.profile, version)
    tables = tuple(_table(making, planned, f"T{n}") for n, planned in enumerate(draft.tables, 1))
    figures = tuple(_figures(making))
    return Publication(
        title=_title(draft),
        language=language(),
        facts=cover_facts(draft, protection.profile, withheld(figures), len(figures), version),
        notes=(*publication_notes(protection.profile), *_total_notes(making)),
        tables=tables,
        figures=figures,
        mapping=grade_mapping(draft.source),
        author=f"workforce-tui {__version__}",
        codes=_codes(making),
    )


def _codes(making: _Making) -> dict[str, str]:
    """What a program reads the publication by."""
    profile = making.profile
    exact = profile.exact_totals and profile.rounding
    return {
        "profile": str(profile.code),
        "threshold": str(profile.threshold),
        "rounding": str(profile.rounding),
        "exact_totals": ("some" if _rounded_totals(making) else "yes") if exact else "no",
        "version": making.version,
    }


def _rounded_totals(making: _Making) -> list[FigureKey]:
    """The exact totals that are rounded all the same, to protect others."""
    return sorted(
        key
        for key, verdict in making.verdicts.items()
        if isinstance(verdict, Published) and verdict.rounding and is_exact_total(key, making.profile)
    )


def _total_notes(making: _Making) -> tuple[str, ...]:
    """Which totals are exact, where others are rounded."""
    if not (making.profile.exact_totals and making.profile.rounding):
        return ()
    found = _rounded_totals(making)
    if not found:
        return (_(EXACT_TOTALS),)
    names = dict.fromkeys(_total_name(making, key) for key in found)
    return (_(MOST_TOTALS_EXACT).format(names="; ".join(names)),)


def _total_name(making: _Making, key: FigureKey) -> str:
    known = making.draft.source.known
    place = known[key.organisation].name if key.organisation in known else ""
    place = place or (area_name(Area(key.row)) if key.dimension == Dimension.AREA else area_name(Area.WALES))
    what = node(key.row).name if key.dimension == Dimension.GROUP else measure_name(key.measure)
    return f"{place}, {what}"


def _title(draft: ReleaseDraft) -> str:
    source = draft.source
    name = source.organisation.name if source.organisation else _("All organisations of Wales")
    years = ", ".join(str(year) for year in sorted(source.scope.years))
    return _("Ethnic minority representation in the workforce: {name}, {years}").format(name=name, years=years)


def _table(making: _Making, planned: PlannedTable, code: str) -> PublishedTable:
    """One planned table with its cells as they may be published."""
    measures = measures_of(planned)
    rows = tuple(
        Row(row.label, tuple(_cell(making, key_of(planned, row, one)) for one in measures), row.key)
        for row in planned.rows
    )
    definition = str(planned.definition) if planned.definition and planned.dimension != Dimension.GROUP else ""
    table = Table(
        title=_table_title(making, planned),
        row_heading=planned.heading or dimension_name(Dimension(planned.dimension)),
        columns=tuple(Column(one, measure_name(one), "%" if one in PERCENTAGES else "") for one in measures),
        rows=rows,
        notes=_table_notes(making, planned),
        source=_("Records of events of the organisations.")
        if planned.cut
        else _("Staff records of the organisations."),
        as_at=planned.as_at,
        definition=planned.definition,
    )
    chart = SHARE if SHARE in measures else ""
    name = f"{code} {_short_name(planned)}"
    return PublishedTable(
        code, name, table, planned.organisation, planned.area, planned.as_at, planned.dimension, definition,
        planned.cut, chart,
    )  # fmt: skip


def _short_name(planned: PlannedTable) -> str:
    """A few words for a tab: what the rows are, and what the columns are where that is not the headline."""
    if planned.name:
        return planned.name
    rows = dimension_name(Dimension(planned.dimension))
    if planned.groups:
        return _("{rows} by group").format(rows=rows)
    if planned.definition is None or planned.definition == "em_excl":
        return rows
    return f"{rows} {str(planned.definition).upper()}"


def _table_title(making: _Making, planned: PlannedTable) -> str:
    if planned.title:
        return planned.title
    source = making.draft.source
    name = source.known[planned.organisation].name if planned.organisation else _("All organisations of Wales")
    rows = dimension_name(Dimension(planned.dimension)).lower()
    if planned.groups:
        text = _("Staff by {rows} and ethnic group: {name}, {date}")
    else:
        text = _("Ethnic minority representation by {rows}: {name}, {date}")
    return text.format(rows=rows, name=name, date=long_date(planned.as_at))


def _table_notes(making: _Making, planned: PlannedTable) -> tuple[str, ...]:
    """What the table counts as ethnic minority, and each reason a figure in it does not exist."""
    notes = []
    if planned.definition is not None:
        text = (
            _("Definition: {name}. Shares are of people whose ethnicity is known.")
            if planned.cut
            else _("Definition: {name}. Shares are of staff whose ethnicity is known.")
        )
        notes.append(text.format(name=definition_name(planned.definition)))
    missing: dict[str, list[str]] = {}
    for row in planned.rows:
        reasons = {making.draft.absent.get(key_of(planned, row, one), "") for one in measures_of(planned)}
        for reason in sorted(reasons - {""}):
            missing.setdefault(reason, []).append(row.label)
    return (*notes, *(f"{', '.join(labels)}: {reason}" for reason, labels in missing.items()))


def _cell(making: _Making, key: FigureKey) -> Cell:
    """The cell of a figure: as published, withheld, or not available."""
    reason = making.draft.absent.get(key)
    return NotAvailable(reason) if reason else cell_of(making.verdicts.get(key))


def cell_of(verdict: Verdict | None) -> Cell:
    """What a verdict lets be drawn; a figure nobody judged is withheld."""
    match verdict:
        case Published(value):
            return Shown(value)
        case PublishedShare(percent):
            return Shown(percent)
        case Withheld():
            return verdict
        case _:
            return Withheld(NOT_IN_RELEASE)


def _figures(making: _Making) -> Iterator[FigureRow]:
    """Every figure once, in the order of the tables."""
    seen: set[FigureKey] = set()
    for planned in making.draft.tables:
        for row in planned.rows:
            for measure in measures_of(planned):
                key = key_of(planned, row, measure)
                if key not in seen:
                    seen.add(key)
                    yield _figure(making, row, key)


def _figure(making: _Making, row: PlannedRow, key: FigureKey) -> FigureRow:
    value, low, high, marker = published_parts(_cell(making, key))
    return FigureRow(
        organisation=key.organisation,
        area=key.area,
        period=key.as_at,
        dimension=key.dimension,
        row=key.row,
        row_label=row.label,
        cut=key.cut,
        definition=key.definition,
        measure=key.measure,
        value=value,
        unit=Unit.PERCENT if key.measure in PERCENTAGES else Unit.PEOPLE,
        base_measure=PERCENTAGES.get(key.measure, ""),
        marker=marker,
        status="interval" if low is not None else "",
        profile=str(making.profile.code),
        threshold=making.profile.threshold,
        rounding=_rounding(making, key),
        version=making.version,
        low=low,
        high=high,
    )


def _rounding(making: _Making, key: FigureKey) -> int:
    """What a count is rounded to: an exact total may have been rounded to protect others."""
    verdict = making.verdicts.get(key)
    return verdict.rounding if isinstance(verdict, Published) and verdict.rounding else rounding_of(key, making.profile)
