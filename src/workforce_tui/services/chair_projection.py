"""What it would take, as the chair of a staff network may see it: worked out of counts that are shown, and no others.

The share of each snapshot is used only where the gate shows its counts, the rates only where who left and who joined
may be shown (`chair_events`); where they may not, what is assumed instead is said to be an assumption. The sliders
then change what is assumed, and the curve tells nothing more.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import Membership
from workforce_tui.domain.reporting_years import year_of_snapshot
from workforce_tui.domain.uncounted import without_counts
from workforce_tui.i18n import _
from workforce_tui.services.chair_events import ALL, FOLLOWED, JOINED, MINORITY, WHITE, shown_year
from workforce_tui.services.chair_figures import DEFINITION, network_profile
from workforce_tui.services.chair_staff import EVERYONE, shown_staff
from workforce_tui.services.gate import why
from workforce_tui.services.organisations import get_organisation
from workforce_tui.services.policy import check_scope
from workforce_tui.services.projection import project
from workforce_tui.services.projection_facts import NO_TREND, breaks_of, facts_of, rows_of, scope_name
from workforce_tui.services.projection_figures import WORKFORCE, Choices, Projection, ProjectionFacts
from workforce_tui.services.projection_flows import Moves, joiner_share, leaver_rate
from workforce_tui.services.projection_rates import Rates, as_today, usual
from workforce_tui.services.representation import snapshot_dates
from workforce_tui.services.seen_under import finished
from workforce_tui.services.targets import scope_choices

if TYPE_CHECKING:
    from datetime import date

    from workforce_tui.domain.ethnicity import EthnicityDefinition
    from workforce_tui.services.chair_staff import ShownStaff
    from workforce_tui.services.figures import ReportRow
    from workforce_tui.services.workspace import Workspace

_PLACES = frozenset({"tier", "level"})
"""The parts of the staff that are in the tables of a network."""


def scopes_for_chair(ws: Workspace, organisation: str) -> tuple[tuple[str, str], ...]:
    """The parts of an organisation's staff a projection can be made of, with their names."""
    choices = scope_choices(ws, organisation)
    return tuple(one for one in choices if one[0] == WORKFORCE or one[0].partition(":")[0] in _PLACES)


def facts_for_chair(
    ws: Workspace,
    organisation: str,
    *,
    definition: EthnicityDefinition = DEFINITION,
    scope: str = WORKFORCE,
    as_at: date | None = None,
) -> ProjectionFacts:
    """What a projection is made from, as `projection_facts`, of what is shown.

    Raises:
        WorkforceError: there is no such organisation or scope, the network of another one asks, or the counts of the
            staff it would start from are not shown.
    """
    asked = ("projection of a chair", organisation, definition, scope, as_at)
    return finished(ws, asked, lambda seen: _facts(seen, organisation, definition, scope, as_at))


def _facts(
    ws: Workspace, organisation: str, definition: EthnicityDefinition, scope: str, as_at: date | None
) -> ProjectionFacts:
    chosen, profile = get_organisation(ws, organisation), network_profile(ws)
    check_scope(str(profile.code), chosen.code)
    name = scope_name(ws, chosen.code, scope)
    if scope not in dict(scopes_for_chair(ws, chosen.code)):
        raise WorkforceError(
            _("A network sees no figures of these staff: {scope}.").format(scope=name),
            _("Choose the whole workforce, a tier or a level."),
        )
    dates = [day for day in snapshot_dates(ws, chosen.code) if as_at is None or day <= as_at]
    rows = [row for row in rows_of(ws, chosen.code, scope, definition) if row.as_at in dates]
    held = {day: shown_staff(ws, chosen.code, day, definition) for day in dates}
    shown = [_told(row) for row in rows if row.as_at is not None and _is_shown(row, held[row.as_at], scope)]
    if rows and rows[-1].as_at == dates[0] and (not shown or shown[-1].as_at != dates[0]):
        raise WorkforceError(_("The counts it would start from are withheld."), why(profile, ""))
    latest = shown[-1].figures if shown else None
    rates = Rates(usual(of_shown=True), as_today(latest, of_shown=True))
    if scope == WORKFORCE and definition is DEFINITION and dates:
        rates = _rates(ws, chosen.code, dates[0], rates)
    day = dates[0] if dates else None
    empty = ProjectionFacts(chosen, definition, scope, name, day, None, None, rates.leaver, rates.joiner, NO_TREND)
    breaks = {day: without_counts(said) for day, said in breaks_of(ws, chosen.code, scope).items()}
    return facts_of(empty, shown, breaks, rates)


def projection_for_chair(
    ws: Workspace,
    *,
    organisation: str,
    definition: EthnicityDefinition = DEFINITION,
    scope: str = WORKFORCE,
    choices: Choices | None = None,
    as_at: date | None = None,
) -> Projection:
    """What it would take for one scope of an organisation, of what is shown.

    Raises:
        WorkforceError: as `facts_for_chair`, or the choices cannot be.
    """
    facts = facts_for_chair(ws, organisation, definition=definition, scope=scope, as_at=as_at)
    return project(facts, choices or Choices())


def _told(row: ReportRow) -> ReportRow:
    """A row without a note that has numbers in it."""
    return replace(row, note=without_counts(row.note), figures=replace(row.figures, note=""))


def _is_shown(row: ReportRow, staff: ShownStaff, scope: str) -> bool:
    """Whether the counts that a share, its target and its declaration rate are made of are shown, just as they are."""
    kind, _separator, key = scope.partition(":")
    found = staff.every("minority", "known", "headcount", place=(kind, key) if key else EVERYONE)
    figures = row.figures
    held = [figures.minority, figures.known, figures.headcount]
    exact = [count.low for count in held if count is not None and count.is_exact]
    return found is not None and list(found) == exact


def _rates(ws: Workspace, organisation: str, day: date, assumed: Rates) -> Rates:
    """The rates of the year that ends with the snapshot of a day, as far as they are shown; else what is assumed."""
    shown = shown_year(ws, organisation, year_of_snapshot(day))
    if shown.followed is None:
        return assumed
    moves = Moves(*shown.followed)
    staff = next(one for one in shown.staff if one.as_at == moves.start)
    left, base = shown.get(ALL, FOLLOWED + "left"), staff.get("headcount")
    joined = [shown.get(group, FOLLOWED + JOINED) for group in (MINORITY, WHITE)]
    leaver = joiner = None
    if left is not None and base is not None:
        # Of everybody together: which group they are of is not asked, and not known here.
        moves.base[Membership.UNKNOWN], moves.gone[Membership.UNKNOWN] = base, left
        leaver = leaver_rate(moves)
    if joined[0] is not None and joined[1] is not None:
        moves.outside[Membership.MINORITY], moves.outside[Membership.WHITE] = joined[0], joined[1]
        joiner = joiner_share(moves)
    return Rates(leaver or assumed.leaver, joiner or assumed.joiner)
