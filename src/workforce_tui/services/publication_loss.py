"""What a publication keeps back, before and after, and entries of the ledger in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.model import Reason
from workforce_tui.domain.disclosure.outcome import LARGE
from workforce_tui.domain.formatting import count_text, number, percent
from workforce_tui.domain.ledger import Step
from workforce_tui.domain.publication import Marker
from workforce_tui.i18n import N_, _
from workforce_tui.services.figures import Dimension
from workforce_tui.services.tables import dimension_name

if TYPE_CHECKING:
    from workforce_tui.domain.disclosure.model import PublishedFigure
    from workforce_tui.domain.ledger import LedgerEntry
    from workforce_tui.services.publishing import Prepared

REASON_NAMES = {
    Reason.SMALL: N_("under the threshold"),
    Reason.ZERO: N_("nobody"),
    Reason.GROUP: N_("everyone from one group"),
    Reason.COMPLEMENT: N_("to protect another figure"),
    Reason.DIFFERENCE: N_("its difference from another figure"),
    Reason.EARLIER: N_("its difference from what was published before"),
    Reason.BASE: N_("percentages of too few people"),
    Reason.DERIVED: N_("percentages of withheld counts"),
    Reason.INTERVAL: N_("percentages of counts not known exactly"),
}
STEP_NAMES = {
    Step.PREPARED: N_("prepared, perhaps handed out"),
    Step.PUBLISHED: N_("published"),
    Step.ABANDONED: N_("abandoned"),
}


def loss_of(prepared: Prepared) -> dict[str, Any]:
    """What is withheld, as JSON: the numbers of counts and percentages, and of the reasons."""
    statistics = prepared.protection.statistics
    return {
        "profile": str(prepared.profile.code),
        "threshold": prepared.profile.threshold,
        "rounding": prepared.profile.rounding,
        "exact_totals": prepared.profile.exact_totals,
        "counts": statistics.counts,
        "counts_withheld": statistics.withheld,
        "percentages": statistics.percentages,
        "percentages_withheld": statistics.percentages_withheld,
        "five_or_more_published": statistics.large_share,
        "allowed_published": statistics.allowed_share,
        "smallest_interval": statistics.smallest_interval,
        "reasons": {str(reason): count for reason, count in statistics.reasons.items()},
        "earlier_publications": [entry.id for entry in prepared.ledger],
        "left_out": list(prepared.scope.without),
    }


def loss_lines(prepared: Prepared) -> tuple[str, ...]:
    """Before and after, in lines anybody can read. For whoever hands out: readers are not told the reasons apart."""
    statistics, profile = prepared.protection.statistics, prepared.profile
    lines = [
        _("Profile {profile}: {description}").format(profile=profile.code, description=profile.description),
        _("Counts: {of} before, {left} after; withheld {hidden} ({share}).").format(
            of=number(statistics.counts),
            left=number(statistics.counts - statistics.withheld),
            hidden=number(statistics.withheld),
            share=percent(statistics.withheld_share),
        ),
        _("Percentages: {of} before, {left} after.").format(
            of=number(statistics.percentages), left=number(statistics.percentages - statistics.percentages_withheld)
        ),
        _("Of the counts of five or more, published: {share}.").format(share=percent(statistics.large_share)),
    ]
    if profile.threshold > LARGE:
        text = _("Of the counts of {threshold} or more, which the profile allows, published: {share}.")
        lines.append(text.format(threshold=profile.threshold, share=percent(statistics.allowed_share)))
    if prepared.scope.without:
        names = ", ".join(dimension_name(Dimension(one)) for one in prepared.scope.without)
        text = _("Tables left out, as all of them cannot be made safe together, by: {names}.")
        lines.append(text.format(names=names))
    for reason, count in statistics.reasons.items():
        name = _(REASON_NAMES[Reason(reason)]) if reason in list(Reason) else str(reason)
        lines.append(_("Withheld, {reason}: {number}.").format(reason=name, number=number(count)))
    if statistics.smallest_interval is not None:
        text = _("Whoever tries to work a withheld count out is left with at least this many values: {number}.")
        lines.append(text.format(number=number(statistics.smallest_interval + 1)))
    if prepared.ledger:
        text = _("Protected together with what was published before: {numbers}.")
        lines.append(text.format(numbers=", ".join(str(entry.id) for entry in prepared.ledger)))
    return tuple(lines)


def entry_line(entry: LedgerEntry, who: str = "") -> str:
    """An entry of the ledger in a line, with the name of *who* it is of; without one, its code."""
    who = who or entry.organisation or _("all Wales")
    years = ", ".join(map(str, entry.years))
    text = _("{number}. {when} {who} {years}, {profile}, version {version}, to {to}, by {by} ({step})")
    return text.format(
        number=entry.id,
        when=entry.made_at[:10],
        who=who,
        years=years,
        profile=entry.profile,
        version=entry.version,
        to=entry.given_to,
        by=entry.signed_by,
        step=_(STEP_NAMES[entry.step]),
    )


def entry_details(entry: LedgerEntry, who: str = "") -> tuple[str, ...]:
    """An entry with everything it holds but the figures themselves."""
    lines = [entry_line(entry, who)]
    lines.append(
        _("Figures: {of}, withheld: {hidden}.").format(of=number(entry.figures), hidden=number(entry.withheld))
    )
    if entry.second:
        name = dimension_name(Dimension(entry.second))
        lines.append(_("With tables by a second dimension: {name}.").format(name=name))
    if entry.reason:
        lines.append(_("Reason: {reason}").format(reason=entry.reason))
    lines.append(_("Policy: {hash}").format(hash=entry.policy))
    lines += [f"{file.name}  {file.sha256}" for file in entry.files]
    return tuple(lines)


def figure_line(figure: PublishedFigure) -> str:
    """A figure of the ledger in a line of codes; behind a rounded one, in brackets, what it is rounded to."""
    key, value = figure.key, figure.value
    place = " ".join(filter(None, (key.organisation or key.area or _("all Wales"), key.as_at.isoformat())))
    row = f"{key.dimension}:{key.row}" if key.row else ""
    about = ", ".join(filter(None, (place, row, key.cut, " ".join(filter(None, (key.measure, key.definition))))))
    shown = count_text(value) if isinstance(value, Count) else Marker.CONFIDENTIAL if value is None else f"{value}%"
    rounded = f" [{figure.rounding}]" if figure.rounding and isinstance(value, Count) else ""
    return f"{about}: {shown}{rounded}"


def figure_record(figure: PublishedFigure) -> dict[str, Any]:
    """A figure of the ledger as JSON: null for one that was withheld."""
    key = figure.key
    value: Any = figure.value
    if isinstance(value, Count):
        value = value.as_json()
    return {
        "organisation": key.organisation or None,
        "area": key.area or None,
        "as_at": key.as_at.isoformat(),
        "dimension": key.dimension,
        "row": key.row,
        "measure": key.measure,
        "definition": key.definition or None,
        "cut": key.cut or None,
        "value": value if value is None or isinstance(value, (int, list)) else float(value),
        "rounding": figure.rounding,
        "threshold": figure.threshold,
    }
