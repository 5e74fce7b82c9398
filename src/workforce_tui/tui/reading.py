"""What threads run for the screens. The services, and all they import, are loaded here and only when called."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.services.figures import Dimension, ReportQuery
from workforce_tui.tui.state import CHAIR, RAW, with_data

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.domain.targets import Target, TargetProgress
    from workforce_tui.services.decision_figures import DecisionBook, DecisionChange, Recoding
    from workforce_tui.services.figures import (
        Attention,
        BatchSummary,
        OrganisationSummary,
        ReportRow,
        RepresentationReport,
    )
    from workforce_tui.services.imports import Decided, ImportOutcome, ImportPlan, Progress
    from workforce_tui.services.previous import AgainstPrevious
    from workforce_tui.services.progress import SampleProgress
    from workforce_tui.services.projection_figures import Choices, Projection, ProjectionFacts
    from workforce_tui.services.watching import DataWatch
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.state import View
    from workforce_tui.tui.wizard.draft import Draft


MOST_YEARS = 8
"""How many of the latest snapshots the overview has room for."""


@dataclass(frozen=True, slots=True)
class OverviewData:
    """The first page: an organisation (or all together), its total, and what needs attention."""

    organisation: Organisation | None
    as_at: date | None
    total: ReportRow | None
    attention: tuple[Attention, ...] = ()
    years: tuple[ReportRow, ...] = ()


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target with the name of its scope and how it stands now."""

    target: Target
    scope: str
    progress: TargetProgress | None


@dataclass(frozen=True, slots=True)
class TargetsData:
    """The targets of the organisation shown, or of all; and the scopes a new one may have."""

    organisation: Organisation | None
    lines: tuple[TargetLine, ...]
    scopes: tuple[tuple[str, str], ...]


def open_database(database: str | None) -> tuple[Workspace, tuple[OrganisationSummary, ...], DataWatch]:
    """Open the database, look at what it holds, and at what is written from then on."""
    from workforce_tui.services.watching import DataWatch
    from workforce_tui.services.workspace import open_workspace

    ws = open_workspace(database)
    watch = DataWatch(ws)
    return ws, organisations(ws), watch


def load_statistics() -> None:
    """Load the library of the exact tests, which the screens of progression need."""
    from workforce_tui.domain.exact import fisher_p

    fisher_p(1, 2, 1, 2)


def protect_ahead(ws: Workspace, view: View) -> Iterator[object]:
    """What progression shows the chair of a network, in parts, then the staff of each day and the events of each year.

    Verdicts are kept, and the first ones take long. Why something cannot be shown is said where it is looked at.
    """
    from workforce_tui.domain.reporting_years import year_of_snapshot
    from workforce_tui.services.chair_events import shown_year
    from workforce_tui.services.gate import gated_report, gated_trend
    from workforce_tui.tui.network_reading import progression_in_parts

    if view.profile != CHAIR or not view.organisation:
        return
    with suppress(WorkforceError):
        yield from progression_in_parts(ws, view).parts
    days = snapshot_dates(ws, view.organisation)
    for day in days:
        with suppress(WorkforceError):
            yield gated_report(ws, ReportQuery(view.organisation, day, Dimension.TIER, view.definition), CHAIR)
    with suppress(WorkforceError):
        yield gated_trend(ws, view.organisation, definition=view.definition, profile_code=CHAIR)
    for year in dict.fromkeys(map(year_of_snapshot, days)):
        with suppress(WorkforceError):
            yield shown_year(ws, view.organisation, year)


def open_throwaway() -> tuple[Workspace, tempfile.TemporaryDirectory[str]]:
    """A new, empty database in a folder that goes away with the app."""
    from workforce_tui.services.workspace import open_workspace

    folder = tempfile.TemporaryDirectory(prefix="workforce-tui-", ignore_cleanup_errors=True)
    return open_workspace(str(Path(folder.name) / "samples.db")), folder


def organisations(ws: Workspace) -> tuple[OrganisationSummary, ...]:
    """Every organisation and what the database holds of it."""
    from workforce_tui.services.organisations import list_organisations

    return list_organisations(ws)


def snapshot_dates(ws: Workspace, organisation: str | None) -> tuple[date, ...]:
    """The dates there are figures of, newest first."""
    from workforce_tui.services import representation

    return representation.snapshot_dates(ws, organisation)


def overview_data(ws: Workspace, view: View) -> OverviewData:
    """What the overview shows; all organisations together have no list of things to do."""
    from workforce_tui.services import overview, representation

    if view.organisation is None:
        report = representation.representation_report(
            ws, ReportQuery(None, view.as_at, Dimension.TIER, view.definition)
        )
        return OverviewData(None, report.as_at, report.total)
    found = overview.overview(ws, view.organisation, as_at=view.as_at, definition=view.definition)
    years = representation.trend(ws, view.organisation, definition=view.definition)
    return OverviewData(found.organisation, found.as_at, found.total, found.attention, years[-MOST_YEARS:])


def report_data(ws: Workspace, view: View) -> RepresentationReport:
    """The report the choices ask for."""
    from workforce_tui.services import representation

    return representation.representation_report(ws, view.query())


def trend_rows(ws: Workspace, view: View, organisation: str, key: str | None) -> tuple[ReportRow, ...]:
    """The same row of every snapshot, oldest first; None means the whole workforce."""
    from workforce_tui.services import representation

    return representation.trend(ws, organisation, definition=view.definition, key=key, by=view.dimension)


def make_template(ws: Workspace, organisation: str, year: int, path: Path, *, overwrite: bool) -> None:
    """Write the collection template of an organisation."""
    from workforce_tui.services import templates

    templates.make_template(ws, organisation=organisation, year=year, path=path, overwrite=overwrite)


def batches(ws: Workspace, view: View) -> tuple[BatchSummary, ...]:
    """Every import, newest first."""
    from workforce_tui.services import batches as service

    return service.list_batches(ws)


def undo_batch(ws: Workspace, batch: int) -> BatchSummary:
    """Take an import back."""
    from workforce_tui.services import batches as service

    return service.undo_batch(ws, batch)


def targets_data(ws: Workspace, view: View) -> TargetsData:
    """The targets with their standing on the latest snapshot."""
    from workforce_tui.services import targets as service
    from workforce_tui.services.organisations import get_organisation
    from workforce_tui.services.standing import standing_of

    organisation = None if view.organisation is None else get_organisation(ws, view.organisation)
    found = service.list_targets(ws, view.organisation)
    standing = standing_of(ws, found)
    names: dict[str, dict[str, str]] = {}
    shown = [view.organisation] if view.organisation else []
    for code in {*shown, *(target.organisation for target in found)}:
        names[code] = dict(service.scope_choices(ws, code))
    lines = tuple(
        TargetLine(
            target,
            names[target.organisation].get(target.scope) or service.scope_label(target.scope),
            standing.get(target.id),
        )
        for target in found
    )
    scopes = tuple(names[view.organisation].items()) if view.organisation else ()
    return TargetsData(organisation, lines, scopes)


def save_target(ws: Workspace, target: Target) -> Target:
    """Write a target."""
    from workforce_tui.services import targets as service

    return service.set_target(ws, target)


def remove_target(ws: Workspace, target: int) -> None:
    """Remove a target."""
    from workforce_tui.services import targets as service

    service.remove_target(ws, target)


def projection_facts(ws: Workspace, view: View, scope: str) -> ProjectionFacts:
    """What a projection of a part of an organisation's staff is made from, up to the snapshot chosen."""
    from workforce_tui.services.projection_facts import projection_facts as facts_of

    organisation = view.organisation or ""
    if view.profile == CHAIR:
        from workforce_tui.services.chair_projection import facts_for_chair

        return facts_for_chair(ws, organisation, definition=view.definition, scope=scope, as_at=view.as_at)
    return facts_of(ws, organisation=organisation, definition=view.definition, scope=scope, as_at=view.as_at)


def project(facts: ProjectionFacts, choices: Choices) -> Projection:
    """The projection with some choices; quick enough to follow a slider."""
    from workforce_tui.services import projection as service

    return service.project(facts, choices)


def scopes(ws: Workspace, organisation: str, profile: str = RAW) -> tuple[tuple[str, str], ...]:
    """The parts of an organisation's staff there may be a target for, with their names, as far as a profile goes."""
    from workforce_tui.services import targets as service

    if profile == CHAIR:
        from workforce_tui.services.chair_projection import scopes_for_chair

        return scopes_for_chair(ws, organisation)

    return service.scope_choices(ws, organisation)


def load_samples(ws: Workspace, folder: Path | None, is_cancelled: Callable[[], bool]) -> Iterator[SampleProgress]:
    """Import the sample data, telling which file is being read."""
    from workforce_tui.services import demo

    return demo.load_samples(ws, folder, is_cancelled=is_cancelled)


def decisions(ws: Workspace, organisation: str) -> DecisionBook:
    """The kept decisions of an organisation, or of files with several."""
    from workforce_tui.services import decisions as service

    return service.list_decisions(ws, organisation)


def preview_decision(ws: Workspace, organisation: str, change: DecisionChange) -> tuple[Recoding, tuple[str, ...]]:
    """What a change would move, as figures and in sentences; nothing is written."""
    from workforce_tui.services import decisions as service
    from workforce_tui.services.recoding_text import recoding_lines

    found = service.preview_change(ws, organisation, change)
    return found, tuple(recoding_lines(found))


def apply_decision(ws: Workspace, organisation: str, recoding: Recoding) -> str:
    """Keep a change that was agreed to and move what it touches; a sentence about it."""
    from workforce_tui.services import decisions as service
    from workforce_tui.services.recoding_text import moved_line

    return moved_line(service.apply_change(ws, organisation, recoding.change, expected=recoding))


def first_organisation(found: tuple[OrganisationSummary, ...]) -> str | None:
    """The organisation to show first: the first one with figures."""
    held = with_data(found)
    return held[0].organisation.code if held else None


def grade_names(ws: Workspace, organisation: str) -> list[tuple[str, str]]:
    """The grades of an organisation: code and name."""
    from workforce_tui.services.clock import today_here
    from workforce_tui.services.levels import list_levels

    return [(one.grade, one.name) for one in list_levels(ws, organisation, on=today_here())]


def plan_file(
    ws: Workspace, draft: Draft, on_progress: Callable[[Progress], None], is_cancelled: Callable[[], bool]
) -> ImportPlan:
    """Read a file and say what importing it would do; nothing is written."""
    from workforce_tui.services import imports

    if draft.path is None:
        raise ValueError("a file is read only once there is one")
    wanted = imports.FileToImport(
        draft.path,
        organisation=draft.organisation or None,
        as_at=draft.as_at,
        sheet=draft.sheet,
        include_hidden=draft.include_hidden,
        header_row=draft.header_row,
        dataset=draft.dataset,
        password=draft.password,
        decisions=_decided(draft),
    )
    return imports.run(imports.plan_file(ws, wanted, is_cancelled=is_cancelled), on_progress)


def answer_plan(plan: ImportPlan, draft: Draft) -> ImportPlan:
    """The plan with the labels decided, without reading the file again."""
    from workforce_tui.services import imports

    return imports.answer(plan, _decided(draft))


def _decided(draft: Draft) -> tuple[Decided, ...]:
    from workforce_tui.services.imports import Decided

    return tuple(Decided(field, value, answer) for (field, value), answer in draft.answers.items())


def check_plan(ws: Workspace, plan: ImportPlan) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The imports this file already is, if any, and what earlier figures it would stand beside."""
    from workforce_tui.services import imports

    outcome = imports.check(ws, plan)
    known = {id(issue) for issue in plan.issues}
    overlaps = tuple(issue.message for issue in outcome.plan.issues if id(issue) not in known)
    return (outcome.batches if outcome.status == imports.ALREADY_IMPORTED else ()), overlaps


def compare_plan(ws: Workspace, plan: ImportPlan) -> tuple[ImportPlan, tuple[AgainstPrevious, ...]]:
    """The plan with warnings about what changed since the figures before, and the comparisons."""
    from workforce_tui.services import previous

    return previous.compare(ws, plan)


def confirm_plan(
    ws: Workspace,
    plan: ImportPlan,
    on_progress: Callable[[Progress], None],
    is_cancelled: Callable[[], bool],
    *,
    replace_earlier: bool,
) -> ImportOutcome:
    """Write the plan in one transaction."""
    from workforce_tui.services import imports

    return imports.confirm(
        ws, plan, replace_earlier=replace_earlier, on_progress=on_progress, is_cancelled=is_cancelled
    )
