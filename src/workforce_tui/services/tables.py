"""Reports as tables: what a screen, a text report and an exported file all draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.cells import NotAvailable, Shown
from workforce_tui.domain.ethnicity import definition_name
from workforce_tui.domain.formatting import long_date, percent, percent_interval
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.i18n import _
from workforce_tui.services.explaining import (
    STATUS_SYMBOLS,
    gap_text,
    people_text,
    status_name,
)
from workforce_tui.services.figures import Dimension

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.ethnicity import EthnicityDefinition
    from workforce_tui.domain.targets import TargetProgress
    from workforce_tui.services.figures import ReportRow, RepresentationReport

NO_TARGET = "–"


def dimension_name(by: Dimension) -> str:
    """What the rows of a report are, in the language in use."""
    return {
        Dimension.GRADE: _("Grade"),
        Dimension.LEVEL: _("Level"),
        Dimension.TIER: _("Tier"),
        Dimension.ORGANISATION: _("Organisation"),
        Dimension.AREA: _("Area"),
        Dimension.GROUP: _("Ethnic group"),
        Dimension.WORKER: _("Kind of worker"),
        Dimension.SEX: _("Sex"),
        Dimension.DISABILITY: _("Disability"),
        Dimension.AGE: _("Age band"),
        Dimension.SERVICE: _("Length of service"),
        Dimension.CONTRACT: _("Contract type"),
    }[by]


def columns() -> tuple[Column, ...]:
    """The columns of a representation table."""
    return (
        Column("headcount", _("Headcount")),
        Column("known", _("Known")),
        Column("minority", _("Ethnic minority")),
        Column("white", _("White"), essential=False),
        Column("undeclared", _("Undeclared"), essential=False),
        Column("unknown", _("Unknown"), essential=False),
        Column("share", _("Share of known"), unit="%"),
        Column("interval", _("Interval (95%)"), unit="%", essential=False),
        Column("declaration_rate", _("Declared"), unit="%", essential=False),
        Column("target", _("Target"), unit="%"),
        Column("gap_points", _("Gap"), unit=_("points"), essential=False),
        Column("persons_short", _("People short"), essential=False),
        Column("status", _("Status"), numeric=False),
    )


def report_table(report: RepresentationReport) -> Table:
    """A representation report as a table, its total last."""
    rows = [*report.rows, *([report.total] if report.total is not None and len(report.rows) > 1 else [])]
    if report.query.by is Dimension.GROUP:
        rows = list(report.rows)
    name = report.organisation.name if report.organisation else _("All organisations")
    title = _("Ethnic minority representation by {dimension}: {name}").format(
        dimension=dimension_name(report.query.by).lower(), name=name
    )
    return Table(
        title=title,
        row_heading=dimension_name(report.query.by),
        columns=columns(),
        rows=tuple(Row(_row_label(row, report), _cells(row), row.key) for row in rows),
        notes=(*_definition_notes(report.query.definition), *report.notes, *_row_notes(rows)),
        source=_("Staff records imported from the organisation."),
        as_at=report.as_at,
        definition=report.query.definition,
    )


def trend_table(
    title: str, rows: Sequence[ReportRow], definition: EthnicityDefinition, breaks: Mapping[date, str] | None = None
) -> Table:
    """The same row on each snapshot date as a table; *breaks* say where the series breaks, and are among the notes."""
    drawn = tuple(Row(long_date(row.as_at) if row.as_at else "", _cells(row), row.key) for row in rows)
    said = (f"{long_date(day)}: {text}" for day, text in sorted((breaks or {}).items()))
    notes = (*_definition_notes(definition), *_row_notes(rows), *said)
    return Table(title, _("As at"), columns(), drawn, notes, definition=definition)


def _definition_notes(definition: EthnicityDefinition) -> tuple[str, ...]:
    return (
        _("Definition: {name}. Shares are of staff whose ethnicity is known.").format(name=definition_name(definition)),
    )


def _row_notes(rows: Sequence[ReportRow]) -> tuple[str, ...]:
    return reasons_once((row.label, row.note) for row in rows)


def reasons_once(rows: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Each reason why a figure is missing or weak, once, with the rows it is about; *rows* are labels and reasons."""
    reasons: dict[str, list[str]] = {}
    for label, reason in rows:
        if reason:
            reasons.setdefault(reason, []).append(label)
    return tuple(f"{', '.join(labels)}: {reason}" for reason, labels in reasons.items())


def _row_label(row: ReportRow, report: RepresentationReport) -> str:
    """The row's name, with its organisation where several have a row of the same name."""
    if report.organisation is None and report.query.by is Dimension.GRADE and row.owner:
        return f"{row.owner}: {row.label}"
    return row.label


def _cells(row: ReportRow) -> tuple[Cell, ...]:
    figures = row.figures
    missing = NotAvailable(row.note or _("not available"))
    interval = figures.interval
    return (
        Shown(figures.headcount),
        Shown(figures.known) if figures.has_ethnicity else missing,
        missing if figures.minority is None else Shown(figures.minority),
        missing if figures.white is None else Shown(figures.white),
        Shown(figures.undeclared) if figures.has_ethnicity else missing,
        Shown(figures.unknown) if figures.has_ethnicity else missing,
        missing if figures.share is None else Shown(figures.share),
        missing if interval is None else Shown(percent_interval(interval.low, interval.high)),
        Shown(figures.declaration) if figures.has_ethnicity else missing,
        *_target_cells(row.progress),
    )


def _target_cells(progress: TargetProgress | None) -> tuple[Cell, ...]:
    """Target, gap, people short and status; a dash where no target was set."""
    none = Shown(NO_TARGET)
    if progress is None:
        return none, none, none, none
    status = Shown(f"{STATUS_SYMBOLS[progress.status]} {status_name(progress.status)}")
    if progress.wanted is None:
        return none, none, none, status
    wanted = Shown(percent(progress.wanted))
    if progress.gap is None or progress.persons_short is None:
        missing = NotAvailable(_("The share is not available."))
        return wanted, missing, missing, status
    return wanted, Shown(gap_text(progress.gap)), Shown(people_text(progress.persons_short)), status
