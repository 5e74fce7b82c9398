"""Events of one reporting year as tables: by outcome or stage, and by grade, each by ethnic group."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import NotAvailable, Shown
from workforce_tui.domain.collection import collection_year
from workforce_tui.domain.counts import ZERO, Count
from workforce_tui.domain.datasets import Dataset, dataset_name, outcome_name
from workforce_tui.domain.ethnicity import EthnicityDefinition, Membership, membership
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.i18n import _
from workforce_tui.services.events import EventDimension, event_report

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workforce_tui.domain.cells import Cell
    from workforce_tui.services.events import EventReportRow, EventSummary
    from workforce_tui.services.workspace import Workspace

GROUPS = (Membership.MINORITY, Membership.WHITE, Membership.UNDECLARED, Membership.UNKNOWN)
ROWS = (EventDimension.OUTCOME, EventDimension.GRADE)


def event_tables(
    ws: Workspace,
    organisation: str,
    dataset: Dataset,
    year: int,
    definition: EthnicityDefinition = EthnicityDefinition.EM_EXCL,
) -> tuple[Table, ...]:
    """The events of a dataset in the reporting year ending 31 March of *year*: by outcome or stage, then by grade.

    Empty where none are held. Periods that reach beyond the year are not counted.

    Raises:
        WorkforceError: there is no such organisation.
    """
    days = collection_year(year)
    tables = []
    for by in ROWS:
        rows = event_report(ws, by, organisation, dataset, (days.start, days.end))
        if rows and not (by is EventDimension.OUTCOME and all(not row.key for row in rows)):
            tables.append(_table(dataset, year, by, rows, definition))
    return tuple(tables)


def _table(
    dataset: Dataset, year: int, by: EventDimension, rows: Sequence[EventReportRow], definition: EthnicityDefinition
) -> Table:
    heading = _("Outcome or stage") if by is EventDimension.OUTCOME else _("Grade")
    title = _("{dataset} by {rows}, year to 31 March {year}").format(
        dataset=dataset_name(dataset), rows=heading.lower(), year=year
    )
    labels = {(row.key, row.outcome): _label(row) for row in rows}
    summaries = list({id(row.summary): row.summary for row in rows}.values())
    counted = _counted(summaries, by, definition)
    coarse = any(Membership.UNCLEAR in groups for groups in counted.values())
    return Table(
        title,
        heading,
        (
            Column("people", _("People")),
            Column("minority", _("Ethnic minority")),
            Column("white", _("White")),
            Column("undeclared", _("Undeclared")),
            Column("unknown", _("Unknown")),
        ),
        tuple(
            Row(label, _cells(counted.get(key, {}), coarse=coarse), "/".join(filter(None, key)))
            for key, label in labels.items()
        ),
        notes=(_("Some answers are too coarse to tell ethnic minority from White staff."),) if coarse else (),
        definition=definition,
    )


def _label(row: EventReportRow) -> str:
    return f"{row.label}, {outcome_name(row.summary.dataset, row.outcome)}" if row.outcome else row.label


def _counted(
    summaries: Sequence[EventSummary], by: EventDimension, definition: EthnicityDefinition
) -> Mapping[tuple[str, str], Mapping[Membership, Count]]:
    """The events of each row by group of the definition."""
    found: dict[tuple[str, str], dict[Membership, Count]] = defaultdict(dict)
    for one in summaries:
        for figure in one.figures:
            if by is EventDimension.OUTCOME:
                key = (figure.outcome, "")
            else:
                key = (figure.grade, figure.outcome if one.dataset is Dataset.RECRUITMENT else "")
            group = membership(figure.ethnicity, definition)
            groups = found[key]
            groups[group] = groups.get(group, ZERO) + figure.count
    return found


def _cells(groups: Mapping[Membership, Count], *, coarse: bool) -> tuple[Cell, ...]:
    people = sum(groups.values(), ZERO)
    cells: list[Cell] = [Shown(people)]
    for group in GROUPS:
        if coarse and group in (Membership.MINORITY, Membership.WHITE):
            cells.append(NotAvailable(_("the answers are too coarse")))
        else:
            cells.append(Shown(groups.get(group, ZERO)))
    return tuple(cells)
