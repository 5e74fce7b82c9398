"""The report of what it would take to reach a target."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workforce_tui.cli.context import (
    common,
    parse_amount,
    parse_day,
    usage_error,
    workspace,
    write_json,
    write_table,
)
from workforce_tui.cli.gated import is_for_chair
from workforce_tui.cli.options import Csv, Json, ProfileName, WhoCounts, Whose
from workforce_tui.cli.terminal import is_plain
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from fractions import Fraction

    from workforce_tui.domain.projection import Needed
    from workforce_tui.services.projection_figures import Assumed, Choices, Projection

WIDTH, WIDEST, HEIGHT = 80, 120, 20
"""Columns of a chart where the terminal does not say, at most, and its lines."""
CURVE = ("date", "kind", "years", "share", "minority", "known")


Scope = Annotated[
    str, typer.Option("--scope", help=N_("workforce, worker:officer, tier:upper, level:L5 or grade:SERGEANT."))
]
JoinerShare = Annotated[
    str | None, typer.Option("--joiner-share", help=N_("The share of joiners from ethnic minorities, such as 12%."))
]
LeaverRate = Annotated[
    str | None, typer.Option("--leaver-rate", help=N_("The share of staff who leave in a year, such as 7%."))
]
MinorityLeaverRate = Annotated[
    str | None, typer.Option("--minority-leaver-rate", help=N_("Of ethnic minority staff; the same when left out."))
]
HeadcountChange = Annotated[
    str | None, typer.Option("--headcount-change", help=N_("By how much the headcount changes in a year: -1%."))
]
Years = Annotated[
    float | None, typer.Option("--years", help=N_("How many years ahead; to the target's date when left out."))
]
AsAt = Annotated[str | None, typer.Option("--as-at", help=N_("From the latest snapshot up to this day, YYYY-MM-DD."))]
Drawn = Annotated[bool, typer.Option("--chart", help=N_("Draw the chart too; with --plain in ASCII."))]


def register(group: typer.Typer) -> None:
    """Add the command to the reports."""
    group.command("projection", help=N_("What it would take to reach a target, and when the trend comes to it."))(
        projection
    )


def projection(
    context: typer.Context,
    organisation: Whose,
    scope: Scope = "workforce",
    joiner_share: JoinerShare = None,
    leaver_rate: LeaverRate = None,
    minority_leaver_rate: MinorityLeaverRate = None,
    headcount_change: HeadcountChange = None,
    years: Years = None,
    as_at: AsAt = None,
    definition: WhoCounts = EthnicityDefinition.EM_EXCL,
    profile: ProfileName = None,
    chart: Drawn = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Shares and rates are from 0 to 1; what is not given comes from the database, and the answer says from where."""
    from workforce_tui.services import projection as service
    from workforce_tui.services.chair_projection import projection_for_chair

    choices = _choices(joiner_share, leaver_rate, minority_leaver_rate, headcount_change, years)
    day, of_chair = parse_day(as_at, "--as-at"), is_for_chair(profile)
    with workspace(context) as ws:
        project = projection_for_chair if of_chair else service.projection
        found = project(ws, organisation=organisation, definition=definition, scope=scope, choices=choices, as_at=day)
    if as_json:
        write_json(record(found))
    elif as_csv:
        from workforce_tui.exporting.delimited import render_csv

        typer.echo(render_csv(CURVE, curve(found)), nl=False)
    else:
        _say(context, found, chart=chart)


def _choices(
    joiner_share: str | None, leaver: str | None, minority_leaver: str | None, growth: str | None, years: float | None
) -> Choices:
    from fractions import Fraction

    from workforce_tui.services.projection_figures import Choices

    if years is not None and not 0 < years <= 50:
        raise usage_error(_("--years: use a number from 1 to 50."))
    return Choices(
        joiner_share=_share("--joiner-share", joiner_share),
        leaver_rate=_share("--leaver-rate", leaver),
        minority_leaver_rate=_share("--minority-leaver-rate", minority_leaver),
        growth=_change(growth),
        years=None if years is None else Fraction(str(years)),
    )


def _share(option: str, text: str | None) -> Fraction | None:
    from workforce_tui.domain.targets import TargetKind

    return None if text is None else parse_amount(option, text, TargetKind.PERCENT)


def _change(text: str | None) -> Fraction:
    from fractions import Fraction

    falls = text is not None and text.strip()[:1] in ("-", "−")
    value = _share("--headcount-change", None if text is None else text.strip().lstrip("-−+")) or Fraction(0)
    return -value if falls else value


def _say(context: typer.Context, found: Projection, *, chart: bool) -> None:
    from workforce_tui.exporting.text import clean
    from workforce_tui.services.projection_tables import projection_table
    from workforce_tui.services.projection_text import sentences

    for line in sentences(found):
        typer.echo(clean(line))
    if chart:
        _draw(context, found)
    if found.steps or found.facts.trend.shares:
        typer.echo("")
        write_table(context, projection_table(found))


def _draw(context: typer.Context, found: Projection) -> None:
    """The chart of the app, as wide as the terminal, in signs its encoding has."""
    from workforce_tui.tui.projection_chart import projection_chart
    from workforce_tui.tui.widgets.chart_drawing import in_ascii, text_lines

    made = projection_chart(found)
    width = min(shutil.get_terminal_size((WIDTH, 0)).columns, WIDEST)
    lines = None if made is None else text_lines(made, width, HEIGHT)
    if lines is None:
        return
    drawn = ["".join(char for char, _style in line).rstrip() for line in lines]
    is_signed = "utf" in (sys.stdout.encoding or "").lower() and not (common(context).plain or is_plain())
    typer.echo("\n".join(["", *(drawn if is_signed else map(in_ascii, drawn))]))


def record(found: Projection) -> dict[str, Any]:
    """A projection as the JSON contract of the command."""
    from workforce_tui.exporting.records import count_value, pair_value, share_value
    from workforce_tui.services.projection_text import formula, formula_filled

    facts, aim = found.facts, found.facts.aim
    share = facts.figures.share if facts.figures else None
    people = found.joiners_needed
    return {
        "organisation": facts.organisation.code,
        "scope": facts.scope,
        "definition": str(facts.definition),
        "as_at": facts.as_at.isoformat() if facts.as_at else None,
        "minority": count_value(share.part) if share else None,
        "known": count_value(share.denominator) if share else None,
        "share": share_value(share),
        "target": _exact(found.wanted if found.wanted is not None else aim.wanted if aim else None),
        "target_source": None if aim is None else "target" if aim.is_target else "population",
        "target_due": aim.due.isoformat() if aim and aim.due else None,
        "persons_short": pair_value(*aim.persons_short) if aim and aim.persons_short else None,
        **_rates(found),
        "years": _exact(found.years),
        "end": found.end.isoformat() if found.end else None,
        "joiners_a_year": None if found.problem else _exact(found.joiners),
        "needed": _needed(found.needed[0] if found.needed else None),
        "joiner_share_needed": _ends(found.needed),
        "joiners_needed_a_year": pair_value(*people) if people else None,
        "promotion_share_needed": _exact(found.promotions.share) if found.promotions else None,
        "reached": found.reached.isoformat() if found.reached else None,
        "trend": _trend(found),
        "curve": curve(found),
        "formula": formula(found),
        "formula_filled": formula_filled(found) or None,
        "notes": [text for text in (found.problem, found.horizon_said, *found.notes) if text],
    }


def curve(found: Projection) -> list[dict[str, Any]]:
    """The shares counted, then those projected, a row each."""
    from workforce_tui.exporting.records import count_value, pair_value, share_value

    rows: list[dict[str, Any]] = [
        {"date": day.isoformat(), "kind": "counted", "years": None, "share": share_value(share),
         "minority": count_value(share.part), "known": count_value(share.denominator)}
        for day, share in found.facts.trend.shares
    ]  # fmt: skip
    for step in found.steps[1:]:
        rows.append(
            {"date": step.day.isoformat(), "kind": "projected", "years": _exact(step.years),
             "share": pair_value(*step.share), "minority": pair_value(*step.minority), "known": None}
        )  # fmt: skip
    return rows


def _rates(found: Projection) -> dict[str, Any]:
    from workforce_tui.services.projection_figures import Origin

    minority = found.minority_leaver or found.leaver
    # Where there is no share of today, nothing is the same as it.
    has_joiners = not found.problem or found.joiner.origin is not Origin.ASSUMED
    return {
        **_assumed("leaver_rate", found.leaver),
        **_assumed("minority_leaver_rate", minority),
        **_assumed("joiner_share", found.joiner, is_there=has_joiners),
        "headcount_change": _exact(found.assumed.growth),
    }


def _assumed(name: str, one: Assumed, *, is_there: bool = True) -> dict[str, Any]:
    value, said = (_exact(one.value), one.said) if is_there else (None, "")
    return {name: value, f"{name}_source": str(one.origin), f"{name}_note": said}


def _trend(found: Projection) -> dict[str, Any]:
    trend = found.facts.trend
    when = trend.when
    days = {"date": when.day, "earliest": when.earliest, "latest": when.latest} if when else {}
    return {
        "status": str(when.reach) if when else None,
        **{name: days[name].isoformat() if days.get(name) else None for name in ("date", "earliest", "latest")},  # type: ignore[union-attr]
        "snapshots": len(trend.used),
        "notes": list(trend.notes),
    }


def _needed(one: Needed | None) -> str | None:
    return None if one is None else str(one.reach)


def _ends(needed: tuple[Needed, Needed] | None) -> Any:
    from workforce_tui.exporting.records import pair_value

    shares = [one.share for one in needed or () if one.share is not None]
    return pair_value(min(shares), max(shares)) if len(shares) == 2 else None


def _exact(value: Fraction | None) -> Any:
    from workforce_tui.exporting.records import pair_value

    return None if value is None else pair_value(value, value)
