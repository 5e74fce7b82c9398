"""The problems only files of events can have: their period, their outcomes and their stages."""

from __future__ import annotations

from workforce_tui.i18n import N_
from workforce_tui.importing.kinds import ERROR, INFO, WARNING, Kind

EVENT_KINDS: dict[str, Kind] = {
    "dataset_proposed": Kind(
        INFO,
        N_("The sheet was read as {dataset}: {reason}."),
        N_("If it is something else, name the dataset yourself."),
    ),
    "period_half_given": Kind(
        ERROR,
        N_("A period needs its first and its last day, the first before the last."),
        N_("Give both, for example 2023-04-01 and 2024-03-31."),
    ),
    "period_differs": Kind(
        WARNING,
        N_("The file says its period is {found}, but {given} was given; {given} is used."),
        N_("Check which period is right."),
    ),
    "period_implausible": Kind(
        ERROR, N_("The period {period} cannot be right."), N_("Check the years: it is too long, or too long ago.")
    ),
    "period_ended_late": Kind(
        WARNING, N_("The period {period} has not ended yet."), N_("Import the file again when it is complete.")
    ),
    "outside_period": Kind(
        WARNING,
        N_("Events dated outside the period {period} were set aside: {rows}."),
        N_("Check the period, or import them with a period of their own."),
    ),
    "event_in_future": Kind(
        ERROR, N_("Events with a date in the future: {rows}."), N_("Correct the dates, or leave these rows out.")
    ),
    "event_date_unreadable": Kind(
        ERROR,
        N_(
            "Dates in “{header}” that cannot be read, so that it is not known whether the events belong to the period: "
            "{rows}."
        ),
        N_("Write them day first, for example 31/03/2026."),
    ),
    "event_date_blank": Kind(
        WARNING,
        N_("Rows without a date in “{header}”: {rows}. They were counted in the period of the file."),
        N_("Check whether they belong to it."),
    ),
    "events_without_ethnicity": Kind(
        ERROR,
        N_("There is no column with ethnicity, and events can only be compared between ethnic groups."),
        N_("Ask for the file with self-defined ethnicity, or say which column it is with a column decision."),
    ),
    "events_without_grade": Kind(
        INFO,
        N_("The file has no grade, so these events can only be counted for all grades together."),
        N_("Ask for the grades if you need figures by grade."),
    ),
    "numbers_not_read": Kind(
        WARNING,
        N_("The numbers in these columns were not read: {columns}."),
        N_("If events are counted in one of them, say so with a column decision (=headcount)."),
    ),
    "outcome_not_given": Kind(
        INFO, N_("The file does not say how the events ended; their outcome is kept as not stated.")
    ),
    "no_stage_column": Kind(
        ERROR,
        N_("There is no column with the stage each application reached."),
        N_("Ask for the stage reached, or say which column it is with a column decision (=outcome)."),
    ),
    "stages_exclusive": Kind(
        INFO, N_("Each application is given at the last stage it reached; it was counted at the stages before as well.")
    ),
    "repeated_event": Kind(
        WARNING,
        N_("Rows that repeat the same person, date and outcome: {rows}. Each event was counted once."),
        N_("Check whether they are separate events."),
    ),
    "no_such_dataset": Kind(
        ERROR, N_("“{answer}” is not a kind of data that can be imported."), N_("The kinds are: {known}.")
    ),
}
