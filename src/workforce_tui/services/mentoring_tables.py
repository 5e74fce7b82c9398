"""Figures of mentoring as tables: what a screen, a command and an exported file all draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.cells import NotAvailable, Shown
from workforce_tui.domain.ethnicity import Membership
from workforce_tui.domain.formatting import count_text, long_date, number, percent_range, points
from workforce_tui.domain.indicator_catalogue import level_place
from workforce_tui.domain.indicators import flag_name
from workforce_tui.domain.mentoring import FUNNEL, Stage, reason_name, scheme_type_name, stage_count, stage_name
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.domain.workforce import Area
from workforce_tui.i18n import N_, _
from workforce_tui.services.mentoring_outcomes import EVERYBODY, HORIZONS, PROMOTED
from workforce_tui.services.tables import reasons_once

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.counts import Count
    from workforce_tui.domain.indicators import Flag
    from workforce_tui.domain.mentoring_figures import Proportion
    from workforce_tui.services.mentoring import MentoringReport

NONE = "–"
_GROUPS = {
    None: N_("Everybody"),
    Membership.MINORITY: N_("Ethnic minority"),
    Membership.WHITE: N_("White"),
    Membership.UNDECLARED: N_("Prefer not to say"),
    Membership.UNKNOWN: N_("Ethnicity not known"),
}
_KNOWN_BY_GROUP = N_("Groups are of the cohorts that are known by group; everybody is of all cohorts.")


def group_name(member: Membership | None) -> str:
    """A row of figures by group in the language in use."""
    return _(_GROUPS[member])


def count_cell(count: Count | None, reason: str = "") -> Cell:
    """A count; not available where nothing says."""
    return NotAvailable(reason or _("Nothing says how many.")) if count is None else Shown(count)


def share_cell(value: Proportion) -> Cell:
    """The share of a proportion, or why there is none."""
    return NotAvailable(value.note) if value.share is None else Shown(value.share)


def interval_cell(value: Proportion) -> Cell:
    """The 95% interval of a share."""
    found = value.interval
    if not value.of_people:
        return NotAvailable(_("Sessions of one pair depend on one another."))
    return (
        NotAvailable(value.note or _("There is no share."))
        if found is None
        else Shown(percent_range(found.low, found.high))
    )


def flag_cell(flag: Flag) -> Cell:
    """What must be known before the figure; a dash for nothing."""
    return Shown(flag_name(flag) or NONE)


def _share_columns(part: str, base: str) -> tuple[Column, ...]:
    return (
        Column("part", part),
        Column("base", base),
        Column("share", _("Share"), unit="%"),
        Column("interval", _("Interval (95%)"), unit="%", essential=False),
        Column("flag", _("Flag"), numeric=False, essential=False),
    )


def share_cells(value: Proportion) -> tuple[Cell, ...]:
    """A proportion under the columns of a share."""
    return (
        count_cell(value.part, value.note), count_cell(value.base, value.note), share_cell(value),
        interval_cell(value), flag_cell(value.flag),
    )  # fmt: skip


def _why(rows: Iterable[tuple[str, Proportion]]) -> tuple[str, ...]:
    """Why shares are missing or weak, each reason once with the rows it is about."""
    return reasons_once((label, value.note) for label, value in rows)


def title_of(report: MentoringReport, what: str) -> str:
    """The title of a table: what it is of, whose, and which cohorts."""
    if report.year is None:
        return f"{what}: {report.scope.name}"
    return _("{what}: {name}, cohorts that started in the year to 31 March {year}").format(
        what=what, name=report.scope.name, year=report.year
    )


def _staff_notes(report: MentoringReport) -> tuple[str, ...]:
    days = sorted(set(report.staff_dates.values()))
    notes = [_("Staff in post: {dates}.").format(dates=", ".join(map(long_date, days)))] if days else []
    if report.without_staff and days:
        text = _("Left out, as there are no staff figures: {names}.")
        notes.append(text.format(names=", ".join(one.name for one in report.without_staff)))
    return tuple(notes)


def coverage_table(report: MentoringReport) -> Table:
    """M1 by level."""
    found = report.coverage
    rows = [(level_place(one.level) if one.level else _("All levels of a scheme"), one) for one in
            (*found.rows, found.total)]  # fmt: skip
    notes = [
        _("Ethnic minority staff who started as mentees (each person once) of all ethnic minority staff at the level."),
        *_staff_notes(report),
        *(
            [_("Of every cohort on record: whoever has left since is among the mentees, and not among the staff.")]
            if report.year is None and report.cohorts
            else []
        ),
        *_why((str(one.level or label), one.value) for label, one in rows),
    ]
    for text, people in (
        (_("Mentees known as a number alone, who may be at any level and of any group: {number}."), found.undivided),
        (_("Mentees whose level or ethnicity is not known, in no figure: {number}."), found.unplaced),
        (_("Cohorts known as tables, in which people may be counted twice: {number}."), found.tables),
        (_("Cohorts that do not say who started: {number}."), found.silent),
        (_("People of lists that name no scheme on record, in no figure: {number}."), report.unlinked),
        (_("Cohorts shared with organisations outside, of which only people listed are counted: {number}."),
         report.divided),
    ):  # fmt: skip
        if people:
            notes.append(text.format(number=number(people)))
    return Table(
        title_of(report, _("M1 Coverage of mentoring")),
        _("Level"),
        _share_columns(_("Mentees"), _("Staff")),
        tuple(Row(label, share_cells(one.value), str(one.level or "all")) for label, one in rows),
        tuple(notes),
        definition=report.definition,
    )


def reach_table(report: MentoringReport) -> Table:
    """M2."""
    found = report.reach
    label = _("Senior managers (L5 and L6)")
    notes = [
        _("Senior managers who started reverse mentoring with an ethnic minority mentor, of all senior managers."),
        *_staff_notes(report),
        *_why([(label, found.value)]),
    ]
    if found.unknown:
        text = _(
            "Mentees whose mentor's ethnicity or own level is not known: {number}. The figure runs from none to all."
        )
        notes.append(text.format(number=number(found.unknown)))
    if found.elsewhere:
        notes.append(
            _("Mentees of reverse mentoring at other levels: {number}.").format(number=number(found.elsewhere))
        )
    return Table(
        title_of(report, _("M2 Reach of reverse mentoring")),
        _("Who"),
        _share_columns(_("Mentees"), _("Senior managers")),
        (Row(label, share_cells(found.value), "senior"),),
        tuple(notes),
        definition=report.definition,
    )


def delivery_table(report: MentoringReport) -> Table:
    """M3: completion by group, and sessions held of those planned."""
    rows = [(group_name(one.member), one.member.value if one.member else "all", one.delivery) for one in report.groups]
    columns = (
        *_share_columns(_("Completed"), _("Started")),
        Column("withdrew", _("Withdrew"), unit="%", essential=False),
        Column("ongoing", _("Taking part still"), essential=False),
    )
    cells = [
        Row(label, (*share_cells(one.completed), share_cell(one.withdrew), count_cell(one.ongoing)), key)
        for label, key, one in rows
    ]
    held = report.sessions
    none = NotAvailable(_("Sessions are held or not."))
    cells.append(Row(_("Sessions held, of those planned"), (*share_cells(held), none, none), "sessions"))
    silent = rows[0][2].silent
    notes = [*_why([*((label, one.completed) for label, _key, one in rows), (_("Sessions"), held)])]
    if any(one.cohorts < rows[0][2].cohorts for _label, _key, one in rows):
        notes.append(_(_KNOWN_BY_GROUP))
    if silent:
        notes.append(_("Cohorts that do not say how many started and completed, left out: {number}.").format(
            number=number(silent)))  # fmt: skip
    notes += [
        _("{name}, {stage}: {typed} is typed, and the people or table held come to {used}.").format(
            name=name, stage=stage_name(stage).lower(), typed=typed, used=count_text(used)
        )
        for name, stage, typed, used in report.disagreements
    ]
    return Table(
        title_of(report, _("M3 Completion and sessions")), _("Who"), columns, tuple(cells), tuple(notes),
        definition=report.definition,
    )  # fmt: skip


def funnel_table(report: MentoringReport) -> Table:
    """Eligible to completed, by group, with the share of those of the stage before."""
    columns = tuple(
        column
        for place, stage in enumerate(FUNNEL)
        for column in (
            Column(str(stage), stage_name(stage)),
            *([Column(f"{stage}_rate", _("of those before"), unit="%", essential=False)] if place else []),
        )
    )
    rows = []
    for one in report.groups:
        cells: list[Cell] = [count_cell(one.funnel.counts[0])]
        for count, rate in zip(one.funnel.counts[1:], one.funnel.rates, strict=True):
            cells += [count_cell(count), share_cell(rate)]
        rows.append(Row(group_name(one.member), tuple(cells), one.funnel.key))
    notes = (
        _("Rates are over the cohorts that say both numbers, so they need not be the quotient of the counts shown."),
        _(_KNOWN_BY_GROUP),
    )
    return Table(
        title_of(report, _("From eligible to completed")), _("Who"), columns, tuple(rows), notes,
        definition=report.definition,
    )  # fmt: skip


def withdrawals_table(report: MentoringReport) -> Table:
    """Why people withdrew."""
    rows = tuple(Row(reason_name(code), (Shown(people),), code) for code, people in report.withdrawals)
    notes = () if rows else (_("No withdrawals are on record."),)
    return Table(title_of(report, _("Why people withdrew")), _("Reason"), (Column("people", _("People")),), rows, notes)


def mentors_table(report: MentoringReport) -> Table:
    """What mentors carry."""
    load = report.load
    none = NotAvailable(_("It is no share."))
    missing = NotAvailable(_("Nothing says how many."))
    per = missing if load.per_mentor is None else Shown(load.per_mentor)
    minority = load.minority
    rows = (
        Row(_("Mentors"), (count_cell(load.mentors), none), "mentors"),
        Row(_("Mentors from ethnic minorities"), (count_cell(minority.part), share_cell(minority)), "minority"),
        Row(_("Sessions held"), (missing if load.sessions is None else Shown(load.sessions), none), "sessions"),
        Row(_("Sessions for each mentor"), (per, none), "per_mentor"),
    )
    notes = (
        *_why([(_("Mentors from ethnic minorities"), minority)]),
        _("The share is of mentors whose ethnicity is known. Mentors may be in several cohorts; each counts once."),
    )
    columns = (Column("number", _("Number")), Column("share", _("Share"), unit="%"))
    return Table(
        title_of(report, _("What mentors carry")), _("Figure"), columns, rows, notes, definition=report.definition
    )


def cohorts_table(report: MentoringReport) -> Table:
    """Every cohort with its median wait."""
    columns = (
        Column("type", _("Type"), numeric=False),
        Column("started", _("Started")),
        Column("completed", _("Completed")),
        Column("wait_days", _("Median days to a match")),
    )
    rows = []
    for place, one in enumerate(report.cohorts):
        begun, ended = stage_count(one, Stage.STARTED), stage_count(one, Stage.COMPLETED)
        wait: Cell = NotAvailable(_("Nothing says how many.")) if one.wait_days is None else Shown(one.wait_days)
        counts = (count_cell(begun.total if begun else None), count_cell(ended.total if ended else None), wait)
        rows.append(Row(one.name, (Shown(scheme_type_name(one.type)), *counts), str(place)))
    return Table(title_of(report, _("Cohorts")), _("Cohort"), columns, tuple(rows))


def _promoted(report: MentoringReport) -> Iterator[Cell]:
    """The difference between mentees and people like them in promotion, at each horizon."""
    for months in HORIZONS:
        found = (one.comparison for one in report.outcomes.compared
                 if (one.horizon, one.outcome, one.who) == (months, PROMOTED, EVERYBODY))  # fmt: skip
        one = next(found)
        yield NotAvailable(one.note) if one.difference is None else Shown(points(one.difference))


def places_table(reports: Sequence[MentoringReport], *, areas: bool) -> Table:
    """M1 to M4 of each area or organisation, side by side; of M4, how many more mentees were promoted."""
    columns = (
        Column("cohorts", _("Cohorts")),
        Column("mentees", _("Ethnic minority mentees")),
        Column("coverage", _("M1 Coverage"), unit="%"),
        Column("reach", _("M2 Reach"), unit="%"),
        Column("completion", _("M3 Completion"), unit="%"),
        Column("sessions", _("M3 Sessions"), unit="%"),
        *(
            Column(f"promoted_{months}", _("M4 Promoted, {months} months").format(months=months), unit=_("points"))
            for months in HORIZONS
        ),
    )
    rows = tuple(
        Row(
            _("Organisations of all Wales") if one.scope.area is Area.WALES else one.scope.name,
            (
                Shown(len(one.cohorts)), count_cell(one.coverage.total.value.part),
                share_cell(one.coverage.total.value), share_cell(one.reach.value),
                share_cell(one.groups[0].delivery.completed), share_cell(one.sessions), *_promoted(one),
            ),
            str(one.scope.area or one.scope.organisation or ""),
        )
        for one in reports
    )  # fmt: skip
    title = _("Mentoring by local criminal justice board area") if areas else _("Mentoring by organisation")
    notes = (
        _("A cohort that several places share is counted where all its organisations are; its people where they work."),
        _("Organisations of all Wales are in no police force area."),
        _("M4: mentees promoted less people like them promoted, everybody. An association, not an effect; of at least "
          "10 people on both sides. The report of one place has the intervals."),
    )  # fmt: skip
    heading = _("Area") if areas else _("Organisation")
    definition = reports[0].definition if reports else None
    return Table(title, heading, columns, rows, notes, definition=definition)
