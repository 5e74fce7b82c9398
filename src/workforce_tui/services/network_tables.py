"""Figures of staff networks as tables: what a screen, a command, a briefing and an exported file all draw.

A figure the network has not stated is not available; it is never 0. The sum of the resourcing scores stands beside the
profile and never in its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.cells import NotAvailable, Shown
from workforce_tui.domain.formatting import decimal_text, long_date, percent
from workforce_tui.domain.network_outcomes import issue_state_name, reviews_of
from workforce_tui.domain.network_posts import SUCCESSION_NAMES, standing, standing_name, successor
from workforce_tui.domain.network_records import ISSUE_KIND, MEETING_KIND, YEAR_KIND
from workforce_tui.domain.networks import ITEM_NAMES, ITEMS, MOST, changes, score_name, used_of, whole
from workforce_tui.domain.record_text import value_text
from workforce_tui.domain.reporting_years import reporting_year
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.i18n import N_, _
from workforce_tui.services.networks import day_of, said, text_of, within

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.network_outcomes import Part, Reviews
    from workforce_tui.domain.networks import Resourcing
    from workforce_tui.domain.records import Record, RecordKind, Values
    from workforce_tui.services.networks import NetworkView

FULL, EMPTY = "■", "□"
NONE = "–"
MOST_YEARS = 3
"""The years a table has room for; the latest are shown."""
_SHARES = {
    "hours_used": ("hours_granted", N_("Hours used, of those granted")),
    "budget_spent": ("budget_allocated", N_("Budget spent, of that allocated")),
}
"""After which line of a network year a share stands, and what it is of."""
_TEXTS = ("year", "chair_training", "other_seats", "all_wales_fed_in", "experience")
"""What a table of numbers leaves to the text."""


def squares(score: int | None) -> str:
    """A score as a bar of three squares; nothing for what is not stated."""
    return "" if score is None else FULL * score + EMPTY * (MOST - score)


def profile_table(view: NetworkView) -> Table:
    """The eight resourcing scores of the latest years, with the latest in words, as a bar, and its change."""
    profiles = view.profiles[-MOST_YEARS:]
    changed = changes(profiles)
    latest = profiles[-1] if profiles else None
    rows = tuple(
        Row(
            _(ITEM_NAMES[item]),
            (
                *(_stated(profile.scores[item]) for profile in profiles),
                Shown(score_name(latest.scores[item]) if latest else NONE),
                Shown(squares(latest.scores[item]) if latest else ""),
                Shown(change_text(changed[item])),
            ),
            str(item),
        )
        for item in ITEMS
    )
    columns = (
        *(Column(str(profile.year), str(profile.year)) for profile in profiles),
        Column("words", _("In words"), numeric=False),
        Column("bar", _("As a bar"), numeric=False),
        Column("change", _("Change on the year before"), essential=False),
    )
    return Table(
        _("Resourcing of the network: {name}").format(name=view.name),
        _("What it needs"),
        columns,
        rows,
        (_("The scale: 0 none, 1 informal, 2 agreed, 3 agreed and used."), *(_sum_note(one) for one in profiles)),
        _("As the network states it."),
    )


def _sum_note(profile: Resourcing) -> str:
    if profile.total is None:
        text = _("{year}: {stated} of 8 items are stated, so there is no sum.")
        return text.format(year=profile.year, stated=profile.stated)
    return _("{year}: all eight together {total} of 24.").format(year=profile.year, total=profile.total)


def change_text(change: int | None) -> str:
    """A change of a score, signed; a dash where there is none to compare with."""
    if change is None:
        return NONE
    return f"+{change}" if change > 0 else f"\N{MINUS SIGN}{-change}" if change < 0 else "0"


def year_table(view: NetworkView) -> Table:
    """What the network had in its latest years, as it states it, with what was used of what was given."""
    held = [(year, record.values) for year, record in view.years.items()][-MOST_YEARS:]
    rows: list[Row] = []
    for field in YEAR_KIND.inputs:
        if field.key.startswith((*_TEXTS, "resource_")):
            continue
        rows.append(
            Row(field.label_text(), tuple(_value(YEAR_KIND, values, field.key) for _y, values in held), field.key)
        )
        if field.key in _SHARES:
            given, label = _SHARES[field.key]
            cells = tuple(_part_of(used_of(values, given, field.key).share) for _y, values in held)
            rows.append(Row(_(label), cells, f"{field.key}_share"))
    return Table(
        _("What the network has: {name}").format(name=view.name),
        _("Year to 31 March"),
        tuple(Column(str(year), str(year), essential=year == held[-1][0]) for year, _values in held),
        tuple(rows),
        (_("[x]: not stated, which is not 0."), *_doubled(view)),
        _("As the network states it. Membership is never worked out from staff records."),
    )


def _doubled(view: NetworkView) -> tuple[str, ...]:
    if not view.doubled:
        return ()
    text = _("Entered more than once, so not counted: the year to 31 March {years}. Archive all but one.")
    return (text.format(years=", ".join(map(str, view.doubled))),)


def resourcing_table(views: Sequence[NetworkView]) -> Table:
    """N1: the latest year of each network, with the sum of its profile last and beside."""
    rows = tuple(Row(view.name, _resourcing(view), str(view.network.id)) for view in views)
    columns = (
        Column("year", _("Year"), numeric=False),
        Column("hours_granted", _("Hours granted"), unit=_("a month"), essential=False),
        Column("hours_used_share", _("Of them used"), unit="%"),
        Column("budget_allocated", _("Budget"), essential=False),
        Column("budget_spent_share", _("Of it spent"), unit="%"),
        Column("sponsor", _("Sponsor"), numeric=False, essential=False),
        Column("board", _("Seat at the board"), numeric=False, essential=False),
        Column("total", _("Profile, of 24")),
    )
    notes = (_("[x]: not stated, which is not 0."), _("The sum says less than the profile: look at the eight items."))
    return Table(
        _("N1 Resourcing of staff networks"), _("Network"), columns, rows, notes, _("As the networks state it.")
    )


def _resourcing(view: NetworkView) -> tuple[Cell, ...]:
    missing = NotAvailable(_("No year is entered."))
    latest = view.latest
    if latest is None:
        return (missing,) * 8
    values, seats = latest.values, latest.values.get("seats")
    return (
        Shown(text_of(values, "year")),
        _value(YEAR_KIND, values, "hours_granted"),
        _part_of(used_of(values, "hours_granted", "hours_used").share),
        _value(YEAR_KIND, values, "budget_allocated"),
        _part_of(used_of(values, "budget_allocated", "budget_spent").share),
        _value(YEAR_KIND, values, "sponsor"),
        Shown(_("yes") if "board" in seats else _("no")) if isinstance(seats, tuple) else _not_stated(),
        _stated(view.profiles[-1].total),
    )


def posts_table(view: NetworkView) -> Table:
    """Who is in post, until when and who follows, the latest terms first; posts nobody holds are among the notes."""
    rows = tuple(
        Row(
            term.name,
            (
                Shown(term.holder),
                Shown(long_date(term.start)),
                Shown(long_date(term.last)) if term.last else Shown(_("no end agreed")),
                Shown(standing_name(standing(term, view.today))),
                Shown(_succession(term.succession, followed=successor(term, view.terms) is not None)),
            ),
            str(term.record),
        )
        for term in reversed(view.terms)
    )
    columns = (
        Column("holder", _("Held by"), numeric=False),
        Column("start", _("From"), numeric=False, essential=False),
        Column("end", _("Until"), numeric=False),
        Column("standing", _("Stands"), numeric=False),
        Column("succession", _("Succession"), numeric=False, essential=False),
    )
    notes = tuple(_("Nobody is in this post: {post}.").format(post=one.name) for one in view.empty)
    title = _("Posts of the network: {name}").format(name=view.name)
    return Table(title, _("Post"), columns, rows, notes, _("As the network states it."))


def _succession(code: str | None, *, followed: bool) -> str:
    if followed:
        return _("somebody follows")
    return _(SUCCESSION_NAMES[code]) if code else _("not stated")


def issues_table(view: NetworkView) -> Table:
    """What the network asked for and what came of it: overdue first, then the latest."""
    late = {one.id for one in view.overdue}
    some = (*reversed(view.overdue), *(one for one in reversed(view.issues) if one.id not in late))
    rows = tuple(Row(said(one.values, "title"), _issue(view, one, late=one.id in late), str(one.id)) for one in some)
    columns = (
        Column("theme", _("Theme"), numeric=False, essential=False),
        Column("raised", _("Raised on"), numeric=False, essential=False),
        Column("due", _("Response due"), numeric=False),
        Column("state", _("Stands"), numeric=False),
        Column("came_of_it", _("What came of it"), numeric=False, essential=False),
        Column("done", _("Done on"), numeric=False, essential=False),
    )
    text = _("Issues raised: {raised}. Response overdue: {overdue}.")
    notes = (text.format(raised=len(view.issues), overdue=len(late)),)
    title = _("What the network asked for: {name}").format(name=view.name)
    return Table(title, _("Issue"), columns, rows, notes, _("As the network states it."))


def _issue(view: NetworkView, issue: Record, *, late: bool) -> tuple[Cell, ...]:
    state = issue_state_name(view.state(issue))
    return (
        _value(ISSUE_KIND, issue.values, "theme"),
        _date(issue.values, "raised"),
        _date(issue.values, "due"),
        Shown(f"▲ {state}" if late else state),
        Shown(said(issue.values, "came_of_it") or NONE),
        _date(issue.values, "done"),
    )


def consultations_table(view: NetworkView) -> Table:
    """What the network was asked about, the latest first."""
    answered = sum(one.values.get("responded") is not None for one in view.consultations)
    rows = tuple(
        Row(
            said(one.values, "title"),
            tuple(_date(one.values, key) for key in ("asked", "due", "responded")),
            str(one.id),
        )
        for one in reversed(view.consultations)
    )
    columns = (
        Column("asked", _("Asked on"), numeric=False),
        Column("due", _("Response due"), numeric=False, essential=False),
        Column("responded", _("Responded on"), numeric=False),
    )
    notes = (_("Responded to: {answered} of {number}.").format(answered=answered, number=len(view.consultations)),)
    title = _("What the network was asked about: {name}").format(name=view.name)
    return Table(title, _("Consultation"), columns, rows, notes, _("As the network states it."))


def reviews_table(views: Sequence[NetworkView], *, by_year: bool = False) -> Table:
    """N2: incidents reviewed and what came of the suggestions, for each network, or year by year for the one."""
    if by_year:
        rows = [*_reviews_by_year(views[0]), *_reviews_rows([(_("All years"), "all", _of(views[0]))])]
        heading = _("Year to 31 March")
    else:
        rows = list(_reviews_rows((view.name, str(view.network.id), _of(view)) for view in views))
        heading = _("Network")
    columns = (
        Column("reviews", _("Reviews"), essential=False),
        Column("incidents", _("Incidents")),
        Column("average_days", _("Average days"), essential=False),
        Column("suggestions", _("Suggestions")),
        Column("accepted", _("Accepted"), essential=False),
        Column("accepted_share", _("Share accepted"), unit="%"),
        Column("implemented", _("Carried out"), essential=False),
        Column("implemented_share", _("Share carried out"), unit="%"),
    )
    notes = [
        _("Shares are of the suggestions made, over the reviews that state both. [x]: not stated, which is not 0.")
    ]
    silent = sum(reviews_of(_of(view)).silent for view in views)
    if silent:
        notes.append(_("Reviews that leave out one of the numbers: {number}.").format(number=silent))
    title = _("N2 Incidents reviewed by staff networks")
    return Table(title, heading, columns, tuple(rows), tuple(notes), _("As the networks state it."))


def _of(view: NetworkView) -> list[Values]:
    return [one.values for one in view.reviews]


def _reviews_by_year(view: NetworkView) -> Iterable[Row]:
    years = sorted({reporting_year(day_of(one.values, "day")) for one in view.reviews})
    return _reviews_rows(
        (str(year), str(year), [one.values for one in view.reviews if within(one, "day", year)]) for year in years
    )


def _reviews_rows(groups: Iterable[tuple[str, str, list[Values]]]) -> Iterable[Row]:
    return (Row(label, _reviewed(reviews_of(some)), key) for label, key, some in groups)


def _reviewed(found: Reviews) -> tuple[Cell, ...]:
    days = found.average_days
    return (
        Shown(found.number),
        _stated(found.incidents),
        _not_stated() if days is None else Shown(decimal_text(days, 1)),
        _stated(found.suggestions),
        *_portion(found.accepted),
        *_portion(found.implemented),
    )


def _portion(part: Part) -> tuple[Cell, Cell]:
    return _stated(part.part), _part_of(part.share)


def meetings_table(view: NetworkView) -> Table:
    """The meetings held in each year, by what they were of, with how many came."""
    kinds = {(reporting_year(day_of(one.values, "day")), text_of(one.values, "form")) for one in view.meetings}
    rows = []
    for year, form in sorted(kinds, reverse=True):
        some = [one for one in view.meetings if within(one, "day", year) and text_of(one.values, "form") == form]
        came = [number for one in some if (number := whole(one.values.get("attendance"))) is not None]
        name = value_text(MEETING_KIND.field("form"), form)
        rows.append(Row(f"{year}: {name}", (Shown(len(some)), _stated(sum(came) if came else None)), f"{year}-{form}"))
    columns = (Column("meetings", _("Meetings")), Column("attendance", _("People who came, all together")))
    title = _("Meetings of the network: {name}").format(name=view.name)
    silent = sum(one.values.get("attendance") is None for one in view.meetings)
    notes = (_("Meetings that do not state how many came: {number}.").format(number=silent),) if silent else ()
    return Table(title, _("Year to 31 March"), columns, tuple(rows), notes, _("As the network states it."))


def _value(kind: RecordKind, values: Values, key: str) -> Cell:
    value = values.get(key)
    return _not_stated() if value is None else Shown(value_text(kind.field(key), value))


def _date(values: Values, key: str) -> Cell:
    """A day, or a dash where it has not come or none was agreed."""
    return Shown(long_date(day_of(values, key)) if values.get(key) is not None else NONE)


def _stated(number: int | None) -> Cell:
    return _not_stated() if number is None else Shown(number)


def _part_of(share: Fraction | None) -> Cell:
    return _not_stated() if share is None else Shown(percent(share, 0))


def _not_stated() -> NotAvailable:
    return NotAvailable(_("not stated"))
