"""What an annual return holds: for each section the tables of what the database has, ready to sign and to hand on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import NotAvailable, Shown
from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.disparity_words import status_name
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.formatting import long_date, percent
from workforce_tui.domain.return_sections import SECTIONS
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.domain.targets import TargetKind
from workforce_tui.i18n import _
from workforce_tui.services.action_tables import action_tables
from workforce_tui.services.disparities import list_disparities
from workforce_tui.services.disparity_text import group_name
from workforce_tui.services.event_tables import event_tables
from workforce_tui.services.figures import Dimension, ReportQuery
from workforce_tui.services.indicator_tables import indicator_tables
from workforce_tui.services.indicators import indicators
from workforce_tui.services.mentoring import mentoring_report
from workforce_tui.services.mentoring_outcome_tables import mentoring_tables
from workforce_tui.services.network_tables import profile_table, resourcing_table, reviews_table
from workforce_tui.services.networks import network_views
from workforce_tui.services.organisations import get_organisation
from workforce_tui.services.records import list_records
from workforce_tui.services.representation import representation_report, snapshot_dates, trend
from workforce_tui.services.tables import report_table, trend_table
from workforce_tui.services.targets import list_targets, scope_label, target_text, value_text
from workforce_tui.services.trend import snapshot_breaks

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import date

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.targets import Target
    from workforce_tui.services.workspace import Workspace

HEADLINE = EthnicityDefinition.EM_EXCL
LEAST_TREND = 2
"""Snapshots that make a trend."""
_EVENTS: Mapping[str, tuple[Dataset, ...]] = {
    "joiners": (Dataset.JOINERS, Dataset.RECRUITMENT),
    "promotions": (Dataset.PROMOTIONS, Dataset.TEMPORARY_PROMOTIONS),
    "leavers": (Dataset.LEAVERS,),
    "relations": (Dataset.GRIEVANCES, Dataset.DISCIPLINE, Dataset.CAPABILITY),
    "training": (Dataset.TRAINING,),
}


@dataclass(frozen=True, slots=True)
class SectionContents:
    """The tables of a section, and whether there is anything in them."""

    code: str
    tables: tuple[Table, ...]
    filled: bool


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whose return, of which year, and the day of the snapshot it rests on (None where there is none)."""

    ws: Workspace
    organisation: str
    name: str
    year: int
    day: date | None


FIGURES = ("data_quality", "staff", "groups", "trend", *_EVENTS)
"""The sections whose figures are protected as the database has them; editions have the others as they were signed."""


def return_contents(
    ws: Workspace, organisation: str, year: int, only: Collection[str] = ()
) -> dict[str, SectionContents]:
    """Every section that is filled from the database (or *only* some), by its code, in the language in use.

    The figures of staff are those of the latest snapshot in the reporting year that ends 31 March of *year*, or dated
    the day after, which is the same moment.

    Raises:
        WorkforceError: there is no such organisation.
    """
    found = get_organisation(ws, organisation)
    asked = _Asked(ws, found.code, found.name, year, snapshot_of_year(ws, found.code, year))
    return {
        section.code: fill(asked) if (fill := _FILL.get(section.code)) else SectionContents(section.code, (), False)
        for section in SECTIONS
        if not only or section.code in only
    }


def needed_contents(ws: Workspace, organisation: str, year: int) -> dict[str, SectionContents]:
    """Each section that has to be filled, by its code.

    Raises:
        WorkforceError: there is no such organisation.
    """
    needed = [section.code for section in SECTIONS if section.needed]
    with ws.at_once() as seen:
        return return_contents(seen, organisation, year, needed)


def snapshot_of_year(ws: Workspace, organisation: str, year: int) -> date | None:
    """The day of the snapshot a return of *year* rests on; None where none is held."""
    from workforce_tui.domain.reporting_years import year_of_snapshot

    days = [day for day in snapshot_dates(ws, organisation) if year_of_snapshot(day) == year]
    return max(days, default=None)


def _report(asked: _Asked, by: Dimension) -> Table:
    query = ReportQuery(asked.organisation, asked.day, by, HEADLINE)
    return report_table(representation_report(asked.ws, query))


def _staff(code: str, *dimensions: Dimension) -> Callable[[_Asked], SectionContents]:
    def fill(asked: _Asked) -> SectionContents:
        if asked.day is None:
            return SectionContents(code, (), filled=False)
        return SectionContents(code, tuple(_report(asked, by) for by in dimensions), filled=True)

    return fill


def _data_quality(asked: _Asked) -> SectionContents:
    if asked.day is None:
        return SectionContents("data_quality", (), filled=False)
    total = _report(asked, Dimension.WORKER)
    breaks = snapshot_breaks(asked.ws, asked.organisation)
    rows = tuple(
        Row(long_date(day), (Shown(" ".join(one.text for one in some)),), day.isoformat())
        for day, some in sorted(breaks.items())
    )
    title = _("What changed between snapshots: {organisation}").format(organisation=asked.name)
    changes = Table(title, _("Snapshot"), (Column("break", _("Break in the series"), numeric=False),), rows)
    return SectionContents("data_quality", (total, *((changes,) if rows else ())), filled=True)


def _trend(asked: _Asked) -> SectionContents:
    rows = [
        row
        for row in trend(asked.ws, asked.organisation, definition=HEADLINE)
        if asked.day is not None and row.as_at is not None and row.as_at <= asked.day
    ]
    title = _("Representation over the years: {organisation}").format(organisation=asked.name)
    breaks = snapshot_breaks(asked.ws, asked.organisation)
    said = {day: " ".join(one.text for one in some) for day, some in breaks.items()}
    tables = (trend_table(title, rows, HEADLINE, said),) if rows else ()
    return SectionContents("trend", tables, filled=len(rows) >= LEAST_TREND)


def _events(code: str) -> Callable[[_Asked], SectionContents]:
    def fill(asked: _Asked) -> SectionContents:
        tables = tuple(
            table
            for dataset in _EVENTS[code]
            for table in event_tables(asked.ws, asked.organisation, dataset, asked.year, HEADLINE)
        )
        return SectionContents(code, tables, filled=bool(tables))

    return fill


def _targets(asked: _Asked) -> SectionContents:
    found = list_targets(asked.ws, asked.organisation)
    columns = (
        Column("target", _("Target"), numeric=False),
        Column("baseline", _("Baseline"), numeric=False),
        Column("due", _("Due"), numeric=False),
        Column("owner", _("Owner"), numeric=False),
        Column("rationale", _("Why"), numeric=False),
    )
    rows = tuple(
        Row(
            scope_label(one.scope),
            (
                Shown(target_text(one)),
                _text(_baseline_text(one)),
                _text(long_date(one.due) if one.due else ""),
                _text(one.owner),
                _text(one.rationale or one.not_set_reason),
            ),
            one.scope,
        )
        for one in found
    )
    title = _("Targets: {organisation}").format(organisation=asked.name)
    return SectionContents("targets", (Table(title, _("For"), columns, rows),) if rows else (), filled=bool(rows))


def _baseline_text(target: Target) -> str:
    """Where a target started: people as they are, a percentage with one decimal."""
    if target.baseline is None:
        return ""
    if target.kind is TargetKind.HEADCOUNT:
        return value_text(target.baseline, target.kind)
    return percent(target.baseline)


def _mentoring(asked: _Asked) -> SectionContents:
    filled = bool(list_records(asked.ws, "mentoring_scheme", asked.organisation))
    tables = mentoring_tables(mentoring_report(asked.ws, asked.organisation, year=asked.year)) if filled else ()
    return SectionContents("mentoring", tables, filled=filled)


def _networks(asked: _Asked) -> SectionContents:
    views = network_views(asked.ws, asked.organisation)
    tables = (resourcing_table(views), *map(profile_table, views), reviews_table(views)) if views else ()
    return SectionContents("networks", tables, filled=bool(views))


def _actions(asked: _Asked) -> SectionContents:
    filled = bool(list_records(asked.ws, ("initiative", "outreach"), asked.organisation))
    tables = action_tables(asked.ws, asked.organisation) if filled else ()
    return SectionContents("actions", tables, filled=filled)


def _register(asked: _Asked) -> SectionContents:
    columns = (
        Column("indicator", _("Indicator"), numeric=False),
        Column("group", _("Group"), numeric=False),
        Column("status", _("Status"), numeric=False),
        Column("due", _("Explanation due"), numeric=False),
    )
    lines = list_disparities(asked.ws, asked.organisation)
    rows = tuple(
        Row(
            str(line.record.id),
            (
                Shown(line.record.subject.indicator),
                Shown(group_name(line.record.subject.group)),
                Shown(status_name(line.record.status)),
                _text(long_date(line.explanation_due) if line.explanation_due else ""),
            ),
            str(line.record.id),
        )
        for line in lines
    )
    title = _("Explain or reform: {organisation}").format(organisation=asked.name)
    return SectionContents("register", (Table(title, _("Record"), columns, rows),) if rows else (), filled=bool(rows))


def _summary(asked: _Asked) -> SectionContents:
    if asked.day is None:
        return SectionContents("summary", (), filled=False)
    tables = indicator_tables(indicators(asked.ws, organisation=asked.organisation, year=asked.year))
    kept = tuple(table for table in tables if table.rows)
    return SectionContents("summary", kept, filled=bool(kept))


def _text(text: str) -> Cell:
    return Shown(text) if text else NotAvailable(_("not stated"))


_FILL: Mapping[str, Callable[[_Asked], SectionContents]] = {
    "data_quality": _data_quality,
    "staff": _staff("staff", Dimension.LEVEL, Dimension.GRADE),
    "groups": _staff("groups", Dimension.GROUP, Dimension.TIER),
    "trend": _trend,
    **{code: _events(code) for code in _EVENTS},
    "targets": _targets,
    "mentoring": _mentoring,
    "networks": _networks,
    "actions": _actions,
    "register": _register,
    "summary": _summary,
}
