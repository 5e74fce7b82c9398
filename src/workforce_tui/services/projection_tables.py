"""A projection as a table: every share the chart draws, counted or projected, beside the trend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.cells import NotAvailable, Shown
from workforce_tui.domain.ethnicity import definition_name
from workforce_tui.domain.formatting import half_up, long_date, number, percent, percent_range
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.i18n import _
from workforce_tui.services.projection_text import CAUTION, aimed, formula, formula_filled

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from workforce_tui.domain.cells import Cell
    from workforce_tui.services.projection_figures import Projection


def projection_table(found: Projection) -> Table:
    """The shares counted, then those projected with the share of joiners chosen."""
    facts = found.facts
    counted = tuple(
        Row(
            long_date(day),
            (Shown(_("counted")), Shown(share.part), Shown(share), *_beside(found, day)),
        )
        for day, share in facts.trend.shares
    )
    projected = tuple(
        Row(
            long_date(step.day),
            (Shown(_("projected")), _expected(step.minority), Shown(_ends(step.share)), *_beside(found, step.day)),
        )
        for step in found.steps[1:]
    )
    return Table(
        title=_("What it would take: {name}, {scope}").format(name=facts.organisation.name, scope=facts.scope_name),
        row_heading=_("Date"),
        columns=(
            Column("kind", _("Figure"), numeric=False),
            Column("minority", _("Ethnic minority")),
            Column("share", _("Share of known"), unit="%"),
            Column("target", _("Target"), unit="%"),
            Column("trend", _("On the trend"), unit="%", essential=False),
            Column("interval", _("Interval (95%)"), unit="%", essential=False),
        ),
        rows=counted + projected,
        notes=tuple(filter(None, (*_made_of(found), formula(found), formula_filled(found), _(CAUTION)))),
        as_at=facts.as_at,
        definition=facts.definition,
    )


def _made_of(found: Projection) -> tuple[str, ...]:
    text = _("Projected: {joiners} of those who join are from ethnic minorities, and {rate} of staff leave each year.")
    return (
        _("Definition: {name}. Shares are of staff whose ethnicity is known.").format(
            name=definition_name(found.facts.definition)
        ),
        text.format(joiners=percent(found.joiner.value), rate=percent(found.leaver.value)),
        _("Projected people are expectations, rounded."),
    )


def _beside(found: Projection, day: date) -> tuple[Cell, ...]:
    """The aim, and the trend line with its interval, on a day."""
    line = found.facts.trend.line
    aim: Cell = Shown("–") if found.wanted is None else Shown(aimed(found))
    if line is None:
        missing = NotAvailable(_("too few to say"))
        return aim, missing, missing
    band = line.band(day)
    return aim, Shown(percent(min(max(line.at(day), 0), 1))), Shown(percent_range(band.low, band.high))


def _expected(minority: tuple[Fraction, Fraction]) -> Cell:
    low, high = (int(half_up(end, 0)) for end in minority)
    return Shown(number(low) if low == high else _("{low} to {high}").format(low=number(low), high=number(high)))


def _ends(share: tuple[Fraction, Fraction]) -> str:
    low, high = share
    return percent(low) if percent(low) == percent(high) else percent_range(low, high)
