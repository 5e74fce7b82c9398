"""The import command."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from workforce_tui.cli.context import parse_day, usage_error, workspace, write_json
from workforce_tui.cli.options import Decide, DryRun, File, Json
from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.domain.issues import Issue
    from workforce_tui.services.imports import (
        Decided,
        FileToImport,
        ImportOutcome,
        ImportPlan,
        PendingDecision,
        SheetInfo,
    )
    from workforce_tui.services.plan_figures import SnapshotFigures
    from workforce_tui.services.previous import AgainstPrevious
    from workforce_tui.services.workspace import Workspace

EXIT_STATUS = {"imported": 0, "already_imported": 0, "needs_decisions": 3, "refused": 4}
SHOWN_ISSUES = 20


Whose = Annotated[str | None, typer.Option(help=N_("The organisation's code, where the file does not name it."))]
AsAt = Annotated[
    str | None, typer.Option(help=N_("The day people were counted, YYYY-MM-DD, where the file does not say it."))
]
About = Annotated[Dataset | None, typer.Option(help=N_("What the file is about, when that is not clear from it."))]
PeriodStart = Annotated[str | None, typer.Option(help=N_("The first day of the events, YYYY-MM-DD."))]
PeriodEnd = Annotated[str | None, typer.Option(help=N_("The last day of the events, YYYY-MM-DD."))]
Sheet = Annotated[
    list[str] | None, typer.Option(help=N_("A sheet to read; may be repeated. Or all: every sheet of the workforce."))
]
IncludeHidden = Annotated[bool, typer.Option("--include-hidden", help=N_("Read hidden rows too."))]
HeaderRow = Annotated[int | None, typer.Option(min=1, help=N_("The row number of the (first) header row."))]
Profile = Annotated[Path | None, typer.Option(help=N_("A saved mapping (TOML)."))]
PasswordEnv = Annotated[str | None, typer.Option(help=N_("The environment variable that holds the file's password."))]
Replacing = Annotated[
    bool, typer.Option("--replace", help=N_("Put these figures in place of earlier ones for the same date."))
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import", help=N_("Import a spreadsheet. Nothing is written unless all of it can be."))(import_file)


def import_file(
    context: typer.Context,
    file: File,
    organisation: Whose = None,
    as_at: AsAt = None,
    dataset: About = None,
    period_start: PeriodStart = None,
    period_end: PeriodEnd = None,
    sheet: Sheet = None,
    include_hidden: IncludeHidden = False,
    header_row: HeaderRow = None,
    profile: Profile = None,
    password_env: PasswordEnv = None,
    decide: Decide = None,
    replace: Replacing = False,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Plan, check and write one file; the exit status says what came of it."""
    from workforce_tui.services.early import started_early

    try:
        with started_early(), workspace(context) as ws:
            from workforce_tui.services.imports import FileToImport

            wanted = FileToImport(
                path=file,
                organisation=_known(ws, organisation),
                as_at=parse_day(as_at, "--as-at"),
                dataset=dataset,
                period_start=parse_day(period_start, "--period-start"),
                period_end=parse_day(period_end, "--period-end"),
                sheet=sheet[0] if sheet and len(sheet) == 1 else None,
                sheets=tuple(sheet) if sheet and len(sheet) > 1 else (),
                include_hidden=include_hidden,
                header_row=header_row,
                password=_password(password_env),
                profile=profile,
                decisions=_decisions(decide or []),
            )
            _check_files(wanted, as_json=as_json, dry_run=dry_run)
            outcome = _imported(ws, wanted, replace=replace, dry_run=dry_run)
    except WorkforceError as error:
        _refuse("cannot_import", error.message, error.hint, file, as_json=as_json, dry_run=dry_run)
    write_json(outcome_record(outcome, dry_run=dry_run)) if as_json else _say(outcome, dry_run=dry_run)
    raise typer.Exit(EXIT_STATUS[outcome.status])


def _check_files(wanted: FileToImport, *, as_json: bool, dry_run: bool) -> None:
    """Refuse a profile or a spreadsheet that is not there."""
    if wanted.profile is not None and not os.path.isfile(wanted.profile):
        raise usage_error(_("There is no profile file {file}.").format(file=wanted.profile))
    if not os.path.exists(wanted.path):
        message = _("There is no file {name}.").format(name=wanted.path.name)
        hint = _("Check the name and the folder.")
        _refuse("file_not_found", message, hint, wanted.path, as_json=as_json, dry_run=dry_run)


def _imported(ws: Workspace, wanted: FileToImport, *, replace: bool, dry_run: bool) -> ImportOutcome:
    """What comes of the file, beside the figures held before."""
    from workforce_tui.services import imports
    from workforce_tui.services.previous import compare

    plan, against = compare(ws, imports.run(imports.plan_file(ws, wanted)))
    if dry_run:
        outcome = imports.check(ws, plan, replace_earlier=replace)
    else:
        outcome = imports.confirm(ws, plan, replace_earlier=replace, profile=wanted.profile)
    return dataclasses.replace(outcome, against=against)


def outcome_record(outcome: ImportOutcome, *, dry_run: bool) -> dict[str, Any]:
    """The outcome as the JSON contract of the import command."""
    from workforce_tui.services.plan_figures import plan_figures

    plan = outcome.plan
    codes = [code for code in plan.organisations if code]
    dates = sorted({one.as_at.isoformat() for one in plan.snapshots})
    return {
        "status": outcome.status,
        "dry_run": dry_run,
        "batch": outcome.batch,
        "file": plan.file_name,
        "batches": list(outcome.batches),
        **_about(plan),
        **_parts(outcome),
        "sheet": plan.sheet,
        "sheets": list(plan.read_sheets) or ([plan.sheet] if plan.sheet is not None else []),
        "sheets_found": [_sheet_record(one) for one in sorted(plan.sheets, key=lambda one: -one.score)],
        "layout": str(plan.layout) if plan.layout else None,
        "scheme": str(plan.scheme),
        "organisation": codes[0] if len(codes) == 1 else None,
        "organisations": codes,
        "as_at": dates[0] if len(dates) == 1 else None,
        "dates": dates,
        "snapshots": [_snapshot_record(one, outcome.against) for one in plan_figures(plan) if one.organisation],
        **_numbers(plan),
        "against_previous": previous_record(outcome.against[0]) if len(outcome.against) == 1 else None,
        "columns": [{"header": one.header, "field": one.field, "how": one.how} for one in plan.columns],
        "issues": [issue.as_dict() for issue in plan.issues],
        "decisions": [_decision_record(one) for one in plan.decisions],
    }


def _sheet_record(one: SheetInfo) -> dict[str, Any]:
    """One sheet of the workbook, and why it is likely to hold the figures or not."""
    return {"name": one.name, "hidden": one.hidden, "rows": one.rows, "score": one.score, "reason": one.reason}


def _decision_record(one: PendingDecision) -> dict[str, Any]:
    """One question with what the program would suggest."""
    return {
        "field": one.field,
        "value": one.value,
        "rows": one.rows,
        "suggestions": [{"code": s.code, "name": s.name, "reason": s.reason} for s in one.suggestions],
        "message": one.message,
    }


def _about(plan: ImportPlan) -> dict[str, Any]:
    """What a file or a part of it is about: its dataset and period."""
    # While the period is asked about, the plan's own is a placeholder.
    asked = any(one.field == "period" for one in plan.decisions)
    known = () if asked else plan.periods
    periods = [{"start": one.start.isoformat(), "end": one.end.isoformat()} for one in known]
    different = [one for place, one in enumerate(periods) if one not in periods[:place]]
    return {
        "dataset": str(plan.dataset),
        "dataset_reason": plan.dataset_reason or None,
        "period": different[0] if len(different) == 1 else None,
        "periods": different,
    }


def _parts(outcome: ImportOutcome) -> dict[str, Any]:
    """The further datasets of a file, each with the number of its import; nothing where there are none."""
    numbers = {id(part): batch for batch, part in outcome.made}
    parts = [
        {
            "batch": numbers.get(id(part)),
            "sheet": part.sheet,
            **_about(part),
            "layout": str(part.layout) if part.layout else None,
            "organisations": [code for code in part.organisations if code],
            **_numbers(part),
        }
        for part in outcome.plan.parts
    ]
    return {"parts": parts} if parts else {}


def _numbers(plan: ImportPlan) -> dict[str, Any]:
    """The rows that were read, and where everybody in them went."""
    return {
        "rows_read": plan.rows_read,
        "headcount": plan.headcount.as_json(),
        "outside_workforce": plan.outside_workforce,
        "rows_rejected": plan.rows_rejected,
        "rows_skipped": plan.rows_skipped,
        **_account(plan),
    }


def _account(plan: ImportPlan) -> dict[str, Any]:
    """Where everybody read went: read = headcount + outside the workforce + set aside."""
    return {
        "people_read": plan.people_read.as_json(),
        "set_aside": {reason: people.as_json() for reason, people in plan.set_aside.items()},
        "passed_over": dict(plan.passed_over),
    }


def previous_record(one: AgainstPrevious) -> dict[str, Any]:
    """What changed since the figures before; people are null where only counts can be compared."""
    from workforce_tui.domain.formatting import half_up

    percent = half_up(one.change * 100, 1) if one.change is not None else None
    return {
        "as_at": one.previous.isoformat(),
        "joined": one.joined,
        "left": one.left,
        "moved_grade": one.moved_grade,
        "changed_ethnicity": one.changed_ethnicity,
        "headcount_before": one.before.headcount.as_json(),
        "headcount_after": one.after.headcount.as_json(),
        "change_percent": float(percent) if percent is not None else None,
        "workers": sorted(one.workers),
        "partly": one.partly,
    }


def _snapshot_record(one: SnapshotFigures, against: Sequence[AgainstPrevious]) -> dict[str, Any]:
    """One organisation and date of the file: headcount, how much of it is known, and what changed."""
    from workforce_tui.exporting.records import count_value

    figures = one.figures
    counts = {name: count_value(getattr(figures, name)) for name in ("headcount", "known", "undeclared", "unknown")}
    place = (one.organisation, one.as_at)
    earlier = next((previous_record(each) for each in against if (each.organisation, each.as_at) == place), None)
    return {"organisation": one.organisation, "as_at": one.as_at.isoformat(), **counts, "against_previous": earlier}


def _known(ws: Any, organisation: str | None) -> str | None:
    """The code of the organisation named; an unknown one is a usage error."""
    from workforce_tui.services.organisations import get_organisation

    if organisation is None:
        return None
    try:
        return get_organisation(ws, organisation).code
    except WorkforceError as error:
        raise usage_error(f"{error.message} {error.hint}") from None


def _password(variable: str | None) -> str | None:
    if variable is None:
        return None
    password = os.environ.get(variable)
    if password is None:
        raise usage_error(_("The environment variable {name} is not set.").format(name=variable))
    return password


def _decisions(texts: list[str]) -> tuple[Decided, ...]:
    from workforce_tui.services.imports import parse_decision

    try:
        return tuple(parse_decision(text) for text in texts)
    except WorkforceError as error:
        raise usage_error(f"{error.message} {error.hint}") from None


def _refuse(code: str, message: str, fix: str, file: Path, *, as_json: bool, dry_run: bool) -> NoReturn:
    """Refuse what never became a plan, in the form of the contract."""
    from workforce_tui.domain.issues import Issue, Severity

    issue = Issue(code, Severity.ERROR, message, fix)
    if as_json:
        from workforce_tui.services.imports import refused

        write_json(outcome_record(refused(file, issue), dry_run=dry_run))
    else:
        _say_issue(issue)
    raise typer.Exit(EXIT_STATUS["refused"])


def _say(outcome: ImportOutcome, *, dry_run: bool) -> None:
    from workforce_tui.services.import_text import outcome_lines

    for line in outcome_lines(outcome, dry_run=dry_run):
        typer.echo(line)
    for issue in outcome.plan.issues[:SHOWN_ISSUES]:
        _say_issue(issue)
    left = len(outcome.plan.issues) - SHOWN_ISSUES
    if left > 0:
        typer.echo(_("... and {number} more; --json lists them all.").format(number=left))


def _say_issue(issue: Issue) -> None:
    from workforce_tui.services.import_text import issue_line

    typer.echo(issue_line(issue), err=issue.severity == "error")
