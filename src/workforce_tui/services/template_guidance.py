"""What a collection template says to the people who fill it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain import collection
from workforce_tui.domain.datasets import Dataset, dataset_name
from workforce_tui.domain.formatting import long_date
from workforce_tui.exporting.template_workbook import Line
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from workforce_tui.domain.collection import CollectionYear
    from workforce_tui.domain.organisations import Organisation

_SHEETS = {
    Dataset.STAFF_IN_POST: N_(
        "One row for each person in post on {as_at}. Somebody with two posts has one row, with the post that has the "
        "most hours. The grade is the substantive one, not one held for a time."
    ),
    Dataset.JOINERS: N_(
        "One row for each person who joined from {start} to {end}. The date is their first day; the grade is the one "
        "they joined at."
    ),
    Dataset.LEAVERS: N_(
        "One row for each person who left from {start} to {end}. The date is their last day; the grade is the one they "
        "left from."
    ),
    Dataset.PROMOTIONS: N_(
        "One row for each permanent promotion from {start} to {end}. The date is the first day in the new grade. Grade "
        "is the new grade; the one before goes beside it."
    ),
    Dataset.TEMPORARY_PROMOTIONS: N_(
        "One row for each temporary promotion or acting-up that began from {start} to {end}. Grade is the one held for "
        "a time; the person's own grade goes under grade before."
    ),
    Dataset.RECRUITMENT: N_(
        "One row for each application made from {start} to {end}, with the last stage it reached: whoever started was "
        "also shortlisted, interviewed and offered the post, and is counted there too. Grade is that of the post."
    ),
    Dataset.GRIEVANCES: N_(
        "One row for each grievance raised from {start} to {end}, about the person who raised it. The date is the day "
        "it was raised."
    ),
    Dataset.DISCIPLINE: N_(
        "One row for each formal disciplinary case that began from {start} to {end}, about the person it concerns. "
        "The date is the day it began."
    ),
    Dataset.CAPABILITY: N_(
        "One row for each formal capability case that began from {start} to {end}, about the person it concerns. The "
        "date is the day it began."
    ),
    Dataset.TRAINING: N_(
        "One row for each person and course asked for from {start} to {end}. Leave mandatory training out. The date is "
        "the day it was asked for."
    ),
    Dataset.MENTEES: N_(
        "One row for each person who applied to be mentored, or was, at any time from {start} to {end}, and each "
        "scheme. In reverse mentoring these are the senior managers. Standing is how far they came. Scores are what "
        "they said themselves."
    ),
    Dataset.MENTORS: N_(
        "One row for each person who mentored somebody, or offered to, at any time from {start} to {end}, and each "
        "scheme. In reverse mentoring these are ethnic minority staff."
    ),
}

_GUIDANCE = (
    (
        N_("Who fills it in"),
        N_(
            "Whoever keeps the personnel records: an HR analyst or the workforce information team. One file for each "
            "organisation and year. Fill in the sheets you can."
        ),
    ),
    (
        N_("Who counts"),
        N_(
            "Headcount on {as_at}: people, not full-time equivalents. Include everybody employed on that day, at work "
            "or on leave. If your published headcount leaves some people out, do the same here and say so when you "
            "send the file."
        ),
    ),
    (
        N_("Outside the workforce"),
        N_(
            "Special constables, volunteers, agency workers and elected office holders may be listed: choose their "
            "worker type. They are counted apart, and are no part of the workforce figures."
        ),
    ),
    (
        N_("Ethnicity"),
        N_(
            "Only what people said of themselves, never what somebody else thinks. The groups are those of the 2021 "
            "census. Choose the one that was recorded, and do not turn a broader answer into a narrower one."
        ),
    ),
    (
        N_("No ethnicity"),
        N_(
            "“Prefer not to say” is for somebody who was asked and chose not to answer. “Unknown” is for somebody with "
            "no answer on record; an empty cell is taken for it. The two are counted apart."
        ),
    ),
    (
        N_("Grades"),
        N_(
            "Choose from the list: it has the grades of your organisation in your own words. A grade that is missing "
            "may be typed in; the person who imports the file will be asked what it is."
        ),
    ),
    (
        N_("Staff numbers"),
        N_(
            "They show who is the same person from one year to the next. Each one becomes a keyed hash when the file "
            "is read: a code that cannot be turned back without a secret key. The number is not kept. Leading zeros "
            "count."
        ),
    ),
    (
        N_("Leave out"),
        N_("Names, dates of birth, National Insurance numbers, addresses, and notes about anybody."),
    ),
    (
        N_("How to fill in"),
        N_(
            "“(required)” stands in the header of each column that must be filled in; a cell left out is coloured. "
            "Dates are day first, such as 31/03/2026. When you paste, paste values only, and look at the rows again: "
            "pasted cells are not checked. Blank rows do no harm."
        ),
    ),
    (
        N_("Nothing to send"),
        N_(
            "Leave the sheet empty, or delete it. An empty sheet means that nothing was sent, not that nothing "
            "happened."
        ),
    ),
    (
        N_("Leave as they are"),
        N_(
            "The headers, the names of the sheets, and on this sheet the codes in the third column. The program reads "
            "them."
        ),
    ),
    (
        N_("Macros"),
        N_(
            "There are no macros, formulas or links in this file. If you are asked to enable any, do not: the file was "
            "changed on its way to you."
        ),
    ),
    (
        N_("Where to send it"),
        N_(
            "Back to the person who asked for it, by the secure route agreed with them. It holds sensitive personal "
            "data: do not send it by ordinary email, and delete your copy once it has arrived."
        ),
    ),
)


def template_title(organisation: Organisation, year: CollectionYear) -> str:
    """What the workbook is called."""
    return _("Workforce data of {organisation}, {date}").format(
        organisation=organisation.name, date=long_date(year.as_at)
    )


def about_lines(organisation: Organisation, year: CollectionYear) -> tuple[Line, ...]:
    """The first sheet: whose data and for when, how to fill it in, and what each sheet wants."""
    dates = {"as_at": long_date(year.as_at), "start": long_date(year.start), "end": long_date(year.end)}
    return (
        Line(_("This collection"), heading=True),
        *_facts(organisation, year),
        Line(_("Filling it in"), heading=True),
        *(Line(_(label), _(text).format(**dates)) for label, text in _GUIDANCE),
        Line(_("The sheets"), heading=True),
        *(
            Line(dataset_name(dataset), _(text).format(**dates), f"{collection.SHEET}{dataset}")
            for dataset, text in _SHEETS.items()
        ),
        Line(_(collection.LISTS_NAME), _("What the other sheets offer to choose from."), collection.LISTS),
    )


def _facts(organisation: Organisation, year: CollectionYear) -> tuple[Line, ...]:
    return (
        Line(_("Organisation"), organisation.name),
        Line(_("Code"), organisation.code, collection.ORGANISATION),
        Line(_("Staff counted on"), year.as_at, collection.AS_AT),
        Line(_("Events from"), year.start, collection.PERIOD_START),
        Line(_("Events to"), year.end, collection.PERIOD_END),
        Line(_("Version of this form"), collection.VERSION, collection.MARK),
    )
