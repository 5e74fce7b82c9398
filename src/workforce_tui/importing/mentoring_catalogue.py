"""The problems only lists of mentees and mentors can have."""

from __future__ import annotations

from workforce_tui.i18n import N_
from workforce_tui.importing.kinds import ERROR, INFO, WARNING, Kind

MENTORING_KINDS: dict[str, Kind] = {
    "mentoring_counts": Kind(
        ERROR,
        N_("This is a table of counts; lists of mentees and mentors have a row for each person."),
        N_("Type them by level and group into the cohort: place Mentoring, or workforce-tui mentoring counts add."),
    ),
    "mentoring_identity": Kind(
        ERROR,
        N_("What people gave for matching is no record of their ethnicity, and is never kept: {columns}."),
        N_("Leave the column out. With staff numbers, ethnicity comes from the staff figures."),
    ),
    "mentoring_without_staff_number": Kind(
        WARNING,
        N_(
            "There are no staff numbers, so these people cannot be found in the staff figures: only counts by grade"
            " (and ethnicity, where the file has it) are kept. What became of them later will not be available."
        ),
        N_("Ask for the list with staff numbers; they are kept only as keyed hashes."),
    ),
    "mentoring_staff_number_blank": Kind(
        WARNING,
        N_("Rows without a staff number: {rows}. They are kept as counts and cannot be followed."),
        N_("Fill in the staff numbers if you need what became of these people."),
    ),
    "mentoring_without_ethnicity": Kind(
        INFO,
        N_(
            "The file has no ethnicity. People with a staff number have the one of the staff figures; for everybody"
            " else it is not available."
        ),
    ),
    "mentoring_standing_not_given": Kind(
        WARNING,
        N_(
            "The file does not say how far anybody came (applied, matched, taking part, completed). Rows with a start"
            " date or a session count as taking part; the others are listed, and at no stage."
        ),
        N_("Ask for the list with the standing of each person."),
    ),
    "mentoring_scheme_not_named": Kind(
        WARNING,
        N_("Rows without a scheme: {rows}. They are in no figure until a scheme of that name is on record."),
        N_("Record the scheme first, then import the list with the name of the scheme."),
    ),
    "mentoring_scheme_not_on_record": Kind(
        WARNING,
        N_("Rows of a scheme that is not on record: {rows}. They are in no figure until a scheme of that name is."),
        N_("Record the scheme under the name the list gives it, or correct the name in the list."),
    ),
    "mentoring_cohort_not_named": Kind(
        WARNING,
        N_("Rows without a cohort: {rows}. They are counted beside the cohorts that are on record."),
        N_("Give the list a column with the cohort of each person, or import one list for each cohort."),
    ),
    "mentoring_listed_twice": Kind(
        WARNING,
        N_("Rows that list somebody a second time in the same cohort: {rows}. The first one was kept."),
        N_("Check which of the rows is right."),
    ),
    "mentoring_cell_not_read": Kind(
        WARNING,
        N_("Cells in “{header}” that are not a figure it can hold: {rows}. They are kept as not stated."),
        N_("Scores are 1 to 5; sessions and commitments are whole numbers; the rest is yes or no."),
    ),
    "mentoring_reason_other": Kind(
        INFO, N_("Reasons for withdrawing that are none of the list were kept as “other”: {rows}.")
    ),
}
