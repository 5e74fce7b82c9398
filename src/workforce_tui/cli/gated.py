"""The report commands under a disclosure profile: the gate's cells as text, JSON or CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from workforce_tui.cli.context import workspace, write_json, write_table
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from workforce_tui.domain.ethnicity import EthnicityDefinition
    from workforce_tui.services.figures import Dimension, ReportQuery
    from workforce_tui.services.gate import GatedReport

RAW = "RAW"
EVERYBODYS = "PUBLIC"
"""What anybody may see may be asked for in every role."""
UNDER_A_PROFILE = frozenset(
    {
        "report",
        "export",
        "check",
        "published",
        "organisations",
        "where",
        "settings",
        "demo",
        "glossary",
        "open",
        "serve",
    }
)
"""The commands a reader of a profile may use; the others show or change figures before disclosure control."""
OF_A_PROFILE = {
    "NETWORK": frozenset({"network", "disparity"}),
    "TASKFORCE": frozenset({"template", "return", "update", "review"}),
}
"""The commands of one profile's own readers: the chair of a staff network has its page, its briefing and the register
of disparities, as far as their counts are shown, the taskforce
templates to send out, which hold no figure, the returns it was sent, the all-Wales update, which is protected when it
is made, and the data reviews."""
RETURNS_UNDER_A_PROFILE = frozenset(
    {"list", "board", "show", "progression", "import", "verify", "ask", "accept", "publish", "queries", "take"}
)
REGISTER_UNDER_A_PROFILE = frozenset({"list", "show", "update"})
"""What the chair of a network has of the register of disparities: the records, and comments on them."""
NETWORKS_UNDER_A_PROFILE = frozenset({"report", "briefing", "year"})
YEARS_UNDER_A_PROFILE = frozenset({"add", "update", "show", "history"})
"""What the chair of a network may do with the years of it: they are what the network states of itself."""
REPORTS_UNDER_A_PROFILE = frozenset({"representation", "trend", "overview"})
CHAIR = "NETWORK"
REPORTS_OF_A_PROFILE = {CHAIR: frozenset({"indicators", "flows", "progression", "projection"})}
"""The reports of one profile's own readers: the chair of a staff network has those of progression."""


def profile_of(given: str | None) -> str:
    """The profile asked for, else the one set for this machine, else that of the role.

    Raises:
        WorkforceError: there is no such profile, or it shows more than the one in force.
    """
    from workforce_tui.services.policy import checked_profile, profile_from_environment, profile_in_force

    set_here, in_force = profile_from_environment(), profile_in_force()
    wanted = in_force if given is None else checked_profile(given)
    if in_force in (RAW, wanted) or (set_here == RAW and wanted == EVERYBODYS):
        return wanted
    hint = _("Whoever set the profile can change it.")
    raise WorkforceError(
        _("The profile {profile} is in force here; {wanted} cannot be asked for.").format(
            profile=in_force, wanted=wanted
        ),
        hint if set_here != RAW else _role_hint(),
    )


def _role_hint() -> str:
    return _("It is the profile of the role. Another role is chosen with --role, or with: workforce-tui settings set.")


def is_gated(given: str | None) -> bool:
    """Whether figures pass through disclosure control."""
    return profile_of(given) != RAW


def is_for_chair(given: str | None) -> bool:
    """Whether a report of progression is for the chair of a staff network; else it is of everything that is held.

    Raises:
        WorkforceError: it is asked for under another profile.
    """
    profile = profile_of(given)
    if profile not in (RAW, CHAIR):
        raise WorkforceError(
            _("Progression is not among the tables of the profile {profile}.").format(profile=profile),
            _("A staff network sees it of its own organisation: --profile NETWORK."),
        )
    return profile == CHAIR


def refuse_report(command: str) -> None:
    """Refuse a report that readers of the profile in force may not have.

    Raises:
        WorkforceError: see above.
    """
    own = REPORTS_OF_A_PROFILE.get(profile_of(None), frozenset())
    refuse_ungated(command, REPORTS_UNDER_A_PROFILE | own)


def refuse_ungated(command: str, allowed: frozenset[str]) -> None:
    """Refuse a command that shows figures before disclosure control where a profile is in force.

    Raises:
        WorkforceError: see above.
    """
    profile = profile_of(None)
    if profile != RAW and command not in allowed | OF_A_PROFILE.get(profile, frozenset()):
        raise WorkforceError(
            _("{command} shows figures before disclosure control, and the profile {profile} is in force.").format(
                command=command, profile=profile
            ),
            _("These can be used: {commands}.").format(commands=", ".join(sorted(allowed)))
            + ("" if _is_set_here() else " " + _role_hint()),
        )


def _is_set_here() -> bool:
    """Whether the profile was set for this machine, and is not only that of the role."""
    from workforce_tui.services.policy import profile_from_environment

    return profile_from_environment() != RAW


def check_own(organisations: Collection[str]) -> None:
    """Refuse what is of other organisations to a reader who sees one's own only.

    Raises:
        WorkforceError: see above.
    """
    from workforce_tui.services.policy import check_scope, own_organisation

    own = own_organisation()
    check_scope(profile_of(None), own if own in organisations else next(iter(sorted(organisations)), None))


def write_report(
    context: typer.Context, query: ReportQuery, profile: str | None, *, as_json: bool, as_csv: bool
) -> None:
    """A representation report as it may be seen."""
    from workforce_tui.services.gate import gated_report

    with workspace(context) as ws:
        report = gated_report(ws, query, profile_of(profile))
    _write(context, report, as_json=as_json, as_csv=as_csv)


def write_trend(
    context: typer.Context,
    organisation: str,
    profile: str | None,
    by: Dimension,
    key: str | None,
    definition: EthnicityDefinition,
    as_json: bool,
    as_csv: bool,
) -> None:
    """The same row over time as it may be seen."""
    from workforce_tui.services.gate import gated_trend

    with workspace(context) as ws:
        report = gated_trend(
            ws, organisation, definition=definition, profile_code=profile_of(profile), key=key or "", by=by
        )
    _write(context, report, as_json=as_json, as_csv=as_csv, over_time=True)


def write_overview(
    context: typer.Context,
    organisation: str,
    as_at: date | None,
    definition: EthnicityDefinition,
    profile: str | None,
    *,
    as_json: bool,
) -> None:
    """The total as it may be seen; what needs attention is for those who see everything."""
    from workforce_tui.exporting.text import clean
    from workforce_tui.services.figures import Dimension, ReportQuery
    from workforce_tui.services.gate import gated_report
    from workforce_tui.services.gate_tables import gated_record, profile_line, sentence

    with workspace(context) as ws:
        report = gated_report(ws, ReportQuery(organisation, as_at, Dimension.TIER, definition), profile_of(profile))
    total = report.rows[-1]
    if as_json:
        record = gated_record(total, "organisation")
        write_json({"organisation": total.organisation, "profile": str(report.profile.code), "total": record})
        return
    typer.echo(clean(report.organisation.name) if report.organisation else "")
    typer.echo(clean(sentence(total)))
    typer.echo(profile_line(report))


def _write(
    context: typer.Context, report: GatedReport, *, as_json: bool, as_csv: bool, over_time: bool = False
) -> None:
    from workforce_tui.exporting.delimited import render_csv
    from workforce_tui.services.gate_tables import gated_record, gated_table

    if not as_json and not as_csv:
        write_table(context, gated_table(report, over_time=over_time))
        return
    records = [gated_record(row, str(report.query.by)) for row in report.rows]
    for record in records:
        record["profile"] = str(report.profile.code)
    if as_json:
        write_json(records)
        return
    lines: list[dict[str, Any]] = [{**record, **_in_a_line(record)} for record in records]
    typer.echo(render_csv(list(records[0]) if records else [], lines), nl=False)


def _in_a_line(record: dict[str, Any]) -> dict[str, str]:
    """What is withheld, and what does not exist, as the names of the columns."""
    return {name: " ".join(sorted(record[name])) for name in ("withheld", "not_available")}
