"""What became of mentees and what they say, as tables; and all tables of mentoring in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.cells import NotAvailable, Shown
from workforce_tui.domain.formatting import number, percent, points
from workforce_tui.domain.mentoring_scores import changes, commitments, feedback_taken, goals_met, satisfied
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.i18n import _
from workforce_tui.services.mentoring_outcomes import MINORITY, PROMOTED
from workforce_tui.services.mentoring_record_tables import evaluations_table, schemes_table
from workforce_tui.services.mentoring_tables import (
    cohorts_table,
    count_cell,
    coverage_table,
    delivery_table,
    flag_cell,
    funnel_table,
    mentors_table,
    reach_table,
    share_cell,
    title_of,
    withdrawals_table,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.mentoring_matching import Comparison
    from workforce_tui.services.mentoring import MentoringReport
    from workforce_tui.services.mentoring_outcomes import Followed


def mentoring_tables(report: MentoringReport) -> tuple[Table, ...]:
    """Every table of a report, in the order of the reading: reach, delivery, people, what became of them."""
    return (
        coverage_table(report),
        reach_table(report),
        delivery_table(report),
        funnel_table(report),
        withdrawals_table(report),
        mentors_table(report),
        outcomes_table(report),
        comparison_table(report),
        scores_table(report),
        cohorts_table(report),
        *(found for found in (schemes_table(report), evaluations_table(report)) if found.rows),
    )


def outcomes_table(report: MentoringReport) -> Table:
    """What became of mentees, from the snapshots."""
    columns = (
        Column("started", _("Started")),
        Column("followed", _("Followed")),
        Column("in_post", _("In post")),
        Column("comparable", _("Grades comparable"), essential=False),
        Column("promoted", _("Promoted")),
        Column("higher_level", _("At a higher level")),
    )
    rows = tuple(Row(horizon_name(one.horizon), _followed_cells(one), str(one.horizon)) for one in
                 report.outcomes.followed)  # fmt: skip
    notes = (
        _("Followed: in the last snapshot before they started, with one 12 (24) to 23 (35) months after the start."),
        _("In post in the same organisation; promoted to a higher substantive grade of the same ladder."),
    )
    return Table(_title(report, _("What became of mentees")), _("After"), columns, rows, notes)


def _followed_cells(one: Followed) -> tuple[Cell, ...]:
    """Counts of those followed; not available where nobody can be."""
    if not one.started:
        return (NotAvailable(_("No list says who started, and when.")),) * 6
    counts = (one.in_post, one.comparable, one.promoted, one.higher_level)
    missing = NotAvailable(_("Nobody can be followed so far."))
    return (Shown(one.started), Shown(one.followed), *(Shown(n) if one.followed else missing for n in counts))


def _title(report: MentoringReport, what: str) -> str:
    """The title of a table that is of every cohort, whichever year was asked for."""
    if report.year is None:
        return title_of(report, what)
    return _("{what}: {name}, every cohort, followed up to 31 March {year}").format(
        what=what, name=report.scope.name, year=report.year
    )


def horizon_name(months: int) -> str:
    """A horizon in the language in use."""
    return _("{number} months").format(number=months)


def comparison_table(report: MentoringReport) -> Table:
    """M4."""
    columns = (
        Column("participants", _("Mentees")),
        Column("rate", _("Rate"), unit="%"),
        Column("comparators", _("Compared with")),
        Column("other_rate", _("Their rate"), unit="%"),
        Column("difference", _("Difference"), unit=_("points")),
        Column("interval", _("Interval (95%)"), unit=_("points"), essential=False),
        Column("flag", _("Flag"), numeric=False),
    )
    rows, reasons = [], []
    for one in report.outcomes.compared:
        what = _("promoted") if one.outcome == PROMOTED else _("in post")
        text = _("{months}: {what}, ethnic minority staff") if one.who == MINORITY else _("{months}: {what}, everybody")
        label = text.format(months=horizon_name(one.horizon), what=what)
        rows.append(Row(label, _comparison_cells(one.comparison), f"{one.outcome}_{one.horizon}_{one.who}"))
        if one.comparison.note and one.comparison.note not in reasons:
            reasons.append(one.comparison.note)
    notes = (
        _("An association, not an effect: people choose to take part, and may have been likelier to be promoted."),
        _("Compared with staff in the same two snapshots of the same organisation, at the same level and in the same "
          "band of months in post, who never were mentees; weighted as the mentees are. Shown only with 10 people or "
          "more on both sides."),
        *_matching_notes(rows, [one.comparison for one in report.outcomes.compared]),
        *reasons,
    )  # fmt: skip
    return Table(
        _title(report, _("M4 Mentees beside people like them")), _("Figure"), columns, tuple(rows), notes,
        definition=report.definition,
    )  # fmt: skip


def _comparison_cells(one: Comparison) -> tuple[Cell, ...]:
    missing = NotAvailable(one.note)
    if one.rate is None or one.other_rate is None or one.difference is None or one.interval is None:
        return (
            Shown(one.participants), missing, Shown(one.comparators), missing, missing, missing, flag_cell(one.flag)
        )  # fmt: skip
    return (
        Shown(one.participants),
        Shown(percent(one.rate)),
        Shown(one.comparators),
        Shown(percent(one.other_rate)),
        Shown(points(one.difference)),
        Shown(_("{low} to {high}").format(low=points(one.interval.low), high=points(one.interval.high))),
        flag_cell(one.flag),
    )


def _matching_notes(rows: Sequence[Row], found: Sequence[Comparison]) -> list[str]:
    """Who is left out, once where it is the same people in every row, else of each row that leaves anybody out."""
    said = [_left_out(one) for one in found]
    if all(one == said[0] for one in said):
        return list(said[0]) if said else []
    return [f"{row.label}: {note}" for row, notes in zip(rows, said, strict=True) for note in notes]


def _left_out(one: Comparison) -> tuple[str, ...]:
    told = (
        (_("Mentees like whom nobody is, left out: {number}."), one.unmatched),
        (_("Mentees in no snapshot before, or whose level or time in post is not known: {number}."), one.unplaced),
        (_("Mentees whose grades cannot be compared: {number}."), one.unclear),
    )
    return tuple(text.format(number=number(people)) for text, people in told if people)


def scores_table(report: MentoringReport) -> Table:
    """What mentees said of themselves."""
    columns = (
        Column("people", _("People")),
        Column("before", _("Before")),
        Column("after", _("After")),
        Column("share", _("Share"), unit="%"),
        Column("flag", _("Flag"), numeric=False, essential=False),
    )
    none = NotAvailable(_("It is not scored before and after."))
    rows = []
    for one in changes(report.cohorts):
        means = [NotAvailable(one.note) if mean is None else Shown(float(mean)) for mean in (one.before, one.after)]
        rows.append(Row(one.name, (Shown(one.people), *means, NotAvailable(_("It is a mean.")), flag_cell(one.flag)),
                        one.code))  # fmt: skip
    for key, label, value in (
        ("satisfied", _("Satisfied (4 or 5)"), satisfied(report.cohorts)),
        ("goal_met", _("Met their goal"), goals_met(report.cohorts)),
        ("commitments", _("Commitments delivered, of those made"), commitments(report.cohorts)),
        ("feedback", _("Took 360 feedback"), feedback_taken(report.cohorts)),
    ):
        rows.append(Row(label, (count_cell(value.base), none, none, share_cell(value), flag_cell(value.flag)), key))
    notes = (_("Means are of those who answered both times; they are not everybody who started."),)
    return Table(title_of(report, _("What mentees say")), _("Figure"), columns, tuple(rows), notes)
