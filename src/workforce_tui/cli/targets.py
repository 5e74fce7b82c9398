"""The target commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from workforce_tui.cli.context import parse_amount, parse_day, usage_error, workspace, write_json
from workforce_tui.cli.options import Json, WhoCounts, Whose, WhoseOrAll
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.targets import TargetKind
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workforce_tui.domain.targets import Milestone, Target, TargetProgress

    Standing = Mapping[int | None, TargetProgress]


Scope = Annotated[str, typer.Option(help=N_("workforce, worker:officer, tier:upper, level:L5 or grade:SERGEANT."))]
MeasuredIn = Annotated[TargetKind, typer.Option(help=N_("What the target is measured in."))]
Value = Annotated[str | None, typer.Option(help=N_("A percentage such as 9.25, or a number of people."))]
Due = Annotated[str | None, typer.Option(help=N_("When it is to be reached, YYYY-MM-DD."))]
Baseline = Annotated[str | None, typer.Option(help=N_("Where it started, in the same unit."))]
BaselineDate = Annotated[str | None, typer.Option(help=N_("When the baseline was measured, YYYY-MM-DD."))]
Milestones = Annotated[
    list[str] | None, typer.Option(help=N_("A step on the way, such as 2027-03-31=5. May be repeated."))
]
Benchmark = Annotated[str, typer.Option(help=N_("For parity: the area to compare with."))]
Owner = Annotated[str, typer.Option(help=N_("Who answers for it."))]
ApprovedBy = Annotated[str, typer.Option(help=N_("Who approved it."))]
ApprovedOn = Annotated[str | None, typer.Option(help=N_("When it was approved, YYYY-MM-DD."))]
Rationale = Annotated[str, typer.Option(help=N_("Why this target."))]
Reason = Annotated[str, typer.Option(help=N_("For not_set: why there is no target."))]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help=N_("Set, list and remove targets."), no_args_is_help=True, rich_markup_mode=None)
    group.command("set", help=N_("Set a target, or record why there is none."))(set_)
    group.command("list", help=N_("List targets."))(list_)
    group.command("remove", help=N_("Remove a target."))(remove)
    app.add_typer(group, name="target")


def set_(
    context: typer.Context,
    organisation: Whose,
    scope: Scope = "workforce",
    kind: MeasuredIn = TargetKind.PERCENT,
    value: Value = None,
    due: Due = None,
    baseline: Baseline = None,
    baseline_date: BaselineDate = None,
    milestone: Milestones = None,
    definition: WhoCounts = EthnicityDefinition.EM_EXCL,
    benchmark: Benchmark = "",
    owner: Owner = "",
    approved_by: ApprovedBy = "",
    approved_on: ApprovedOn = None,
    rationale: Rationale = "",
    reason: Reason = "",
    as_json: Json = False,
) -> None:
    """Set a target; one for the same organisation, scope and definition is changed."""
    from workforce_tui.domain.targets import Target
    from workforce_tui.services.standing import standing_of
    from workforce_tui.services.targets import set_target

    wanted = Target(
        organisation=organisation,
        scope=scope,
        kind=kind,
        definition=definition,
        value=parse_amount("--value", value, kind) if value is not None else None,
        due=parse_day(due, "--due"),
        baseline=parse_amount("--baseline", baseline, kind) if baseline is not None else None,
        baseline_date=parse_day(baseline_date, "--baseline-date"),
        benchmark=benchmark,
        milestones=tuple(_milestone(text, kind) for text in milestone or []),
        owner=owner,
        approved_by=approved_by,
        approved_on=parse_day(approved_on, "--approved-on"),
        rationale=rationale,
        not_set_reason=reason,
    )
    with workspace(context) as ws:
        stored = set_target(ws, wanted)
        standing = standing_of(ws, [stored])
    _write([stored], standing, as_json=as_json, one=True)


def list_(context: typer.Context, organisation: WhoseOrAll = None, as_json: Json = False) -> None:
    """List the targets of one organisation or all."""
    from workforce_tui.services.standing import standing_of
    from workforce_tui.services.targets import list_targets

    with workspace(context) as ws:
        found = list_targets(ws, organisation)
        standing = standing_of(ws, found)
    _write(sorted(found, key=lambda target: target.id or 0), standing, as_json=as_json)


def remove(context: typer.Context, number: Annotated[int, typer.Argument(help=N_("The target's number."))]) -> None:
    """Remove a target by its number."""
    from workforce_tui.services.targets import remove_target

    with workspace(context) as ws:
        remove_target(ws, number)
    typer.echo(_("Target number {number} is removed.").format(number=number))


def _milestone(text: str, kind: TargetKind) -> Milestone:
    from workforce_tui.domain.targets import Milestone

    day, found, value = text.partition("=")
    due = parse_day(day, "--milestone")
    if not found or due is None:
        raise usage_error(_("--milestone: write it as 2027-03-31=5."))
    return Milestone(due, parse_amount("--milestone", value, kind))


def _write(targets: list[Target], standing: Standing, *, as_json: bool, one: bool = False) -> None:
    if as_json:
        records = [_record(target, standing.get(target.id)) for target in targets]
        write_json(records[0] if one else records)
        return
    if not targets:
        typer.echo(_("No targets are set."))
    for target in targets:
        typer.echo(_line(target, standing.get(target.id)))


def _record(target: Target, progress: TargetProgress | None) -> dict[str, Any]:
    from workforce_tui.services.targets import value_text

    def number(value: Any) -> float | None:
        return None if value is None else float(value)

    return {
        "id": target.id,
        "organisation": target.organisation,
        "scope": target.scope,
        "kind": str(target.kind),
        "definition": str(target.definition),
        "value": number(target.value),
        "value_text": value_text(target.value, target.kind),
        "due": target.due.isoformat() if target.due else None,
        "baseline": number(target.baseline),
        "baseline_date": target.baseline_date.isoformat() if target.baseline_date else None,
        "benchmark": target.benchmark or None,
        "milestones": [{"due": step.due.isoformat(), "value": number(step.value)} for step in target.milestones],
        "owner": target.owner,
        "approved_by": target.approved_by,
        "approved_on": target.approved_on.isoformat() if target.approved_on else None,
        "rationale": target.rationale,
        "not_set_reason": target.not_set_reason or None,
        "status": str(progress.status) if progress else None,
    }


def _line(target: Target, progress: TargetProgress | None) -> str:
    from workforce_tui.domain.formatting import long_date
    from workforce_tui.exporting.text import clean
    from workforce_tui.services.explaining import status_name
    from workforce_tui.services.targets import scope_label, target_text

    due = _("by {date}").format(date=long_date(target.due)) if target.due else ""
    status = f"({status_name(progress.status)})" if progress else _("(no figures)")
    parts = (f"{target.id}.", target.organisation, scope_label(target.scope) + ":", target_text(target), due, status)
    return clean(" ".join(part for part in parts if part))
