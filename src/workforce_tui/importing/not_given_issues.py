"""Problems of files that lack ethnicity, grades, or numbers of people."""

from __future__ import annotations

from workforce_tui.i18n import N_
from workforce_tui.importing.kinds import ERROR, INFO, WARNING, Kind

NOT_GIVEN_KINDS: dict[str, Kind] = {
    "non_payroll_left_out": Kind(
        INFO,
        N_(
            "Columns of people who are not on the payroll (agency, interim, contractors, consultants), or of everybody "
            "together, that were not read, as these are outside the workforce: {columns}."
        ),
    ),
    "dates_across": Kind(
        ERROR,
        N_("The columns are of several days ({columns}), and none of them was asked for."),
        N_("Give one of these dates; the others can be imported after it."),
    ),
    "other_dates_left_out": Kind(
        INFO,
        N_("Columns of other days were not read: {columns}."),
        N_("Import the file again with another date to add them."),
    ),
    "survey_results": Kind(
        ERROR,
        N_("These are results of a survey ({columns}): they count answers, not the workforce."),
        N_("Import staff records or headcounts. Survey results are no part of the workforce figures."),
    ),
    "no_ethnicity_column": Kind(
        WARNING,
        N_("There is no column with ethnicity."),
        N_(
            "Ask for the file with self-defined ethnicity, say which column it is with a column decision, or have the "
            "people counted with their ethnicity not available: column:(ethnicity)=not_given."
        ),
    ),
    "no_grade_column": Kind(
        WARNING,
        N_("There is no column with a grade or rank."),
        N_(
            "Ask for the file with grades, say which column it is with a column decision, or have the people counted "
            "with their grade unknown: column:(grade)=not_given."
        ),
    ),
    "no_staff_number": Kind(
        WARNING,
        N_("There is no column with a number of people, and no column with a staff number."),
        N_(
            "Say which column holds the headcount or the staff number with a column decision; or, when each row is one "
            "person, column:(headcount)=one_per_row."
        ),
    ),
    "row_is_person": Kind(
        WARNING,
        N_("Each row was counted as one person, as decided; without staff numbers nobody there twice is noticed."),
        N_("Check the headcount against the HR system."),
    ),
    "ethnicity_not_given": Kind(
        WARNING,
        N_("The file has no ethnicity: its people are in the headcount, and in no share and no declaration rate."),
        N_("Ask for the file with self-defined ethnicity."),
    ),
    "grade_not_given": Kind(
        WARNING,
        N_("The file has no grades: its people are counted with their grade unknown, at no common level."),
        N_("Ask for the file with grades or ranks."),
    ),
}
