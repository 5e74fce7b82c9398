"""Every problem an import can report: its code, how much it matters, what is said, and what to do about it."""

from __future__ import annotations

from workforce_tui.domain.formatting import number
from workforce_tui.domain.issues import Issue
from workforce_tui.i18n import N_, _
from workforce_tui.importing.events_catalogue import EVENT_KINDS
from workforce_tui.importing.kinds import ERROR, INFO, WARNING, Kind
from workforce_tui.importing.label_issues import LABEL_KINDS
from workforce_tui.importing.mentoring_catalogue import MENTORING_KINDS
from workforce_tui.importing.model import MASK
from workforce_tui.importing.not_given_issues import NOT_GIVEN_KINDS
from workforce_tui.importing.place_issues import PLACE_KINDS
from workforce_tui.importing.sheet_issues import SHEET_KINDS
from workforce_tui.importing.status_issues import STATUS_KINDS
from workforce_tui.importing.table_issues import TABLE_KINDS
from workforce_tui.importing.template_catalogue import TEMPLATE_KINDS

KINDS: dict[str, Kind] = {
    **NOT_GIVEN_KINDS,
    **STATUS_KINDS,
    **PLACE_KINDS,
    **LABEL_KINDS,
    **SHEET_KINDS,
    **TABLE_KINDS,
    # The file
    "empty_file": Kind(ERROR, N_("The file is empty."), N_("Send the file again, or choose another one.")),
    "not_a_spreadsheet": Kind(
        ERROR,
        N_("This is not a spreadsheet: {detail}."),
        N_("Open it where it came from, save it as .xlsx or .csv, and import that."),
    ),
    "unreadable_file": Kind(
        ERROR,
        N_("The file is damaged and cannot be read: {detail}."),
        N_("Open it in a spreadsheet program, save it as a new .xlsx file, and import that."),
    ),
    "quote_not_closed": Kind(
        ERROR,
        N_("A quotation mark in line {line} is never closed, so the rows below it would be lost."),
        N_("Delete the mark, or save the file as .xlsx where it came from, and import that."),
    ),
    "password_protected": Kind(
        ERROR,
        N_("The file is protected by a password."),
        N_("Give the password, or save a copy without one. The password is not kept."),
    ),
    "wrong_password": Kind(
        ERROR, N_("The password does not open the file."), N_("Check the password with whoever sent the file.")
    ),
    "password_not_supported": Kind(
        ERROR,
        N_("This file can only be opened with its password in the program that made it."),
        N_("Open it there and save a copy without a password."),
    ),
    "file_too_large": Kind(
        ERROR,
        N_("The file is too large to open safely: {detail}."),
        N_("Delete empty rows and columns and sheets that are not needed, save it, and try again."),
    ),
    "sheet_too_large": Kind(
        ERROR,
        N_("The sheet “{name}” stretches far and is mostly empty (rows: {rows}, columns: {columns})."),
        N_("Delete the stray cells far below or to the right of the table, save the file, and try again."),
    ),
    "file_changed": Kind(
        ERROR,
        N_("The file was changed while it was being read."),
        N_("Wait until whoever is saving it has finished, then import it again."),
    ),
    "reader_stopped": Kind(
        ERROR,
        N_("The file made the program that reads it stop, so nothing was read from it."),
        N_("Open it in a spreadsheet program, save it as a new .xlsx or .csv file, and import that."),
    ),
    "reader_out_of_memory": Kind(
        ERROR,
        N_("Reading the file takes more memory than a file of its size should."),
        N_("Delete empty rows and columns and sheets that are not needed, save it as a new file, and import that."),
    ),
    "reader_too_slow": Kind(
        ERROR,
        N_("Reading the file takes far longer than a file of its size should, so it was given up."),
        N_("Open it in a spreadsheet program, save it as a new .xlsx or .csv file, and import that."),
    ),
    "ends_early": Kind(
        WARNING,
        N_("The last line of the file has no end, and fewer values than the lines above: the file may be cut short."),
        N_("Compare the number of people with the system it came from, or ask for the file again."),
    ),
    "macros_ignored": Kind(INFO, N_("The workbook has macros; they were not run and are not needed.")),
    "formula_without_value": Kind(
        ERROR,
        N_("The column “{header}” has formulas that were never calculated ({cells}); the first is {first}."),
        N_("Open the file in a spreadsheet program, let it calculate, save it, and import it again."),
    ),
    "type_differs_from_name": Kind(INFO, N_("The file is named {suffix} but is a {kind} file; it was read as one.")),
    # Sheet and header
    "no_data_found": Kind(
        ERROR,
        N_("No sheet has a table of people or counts by grade and ethnic group."),
        N_("Choose the sheet and the header row yourself, or check that this is the right file."),
    ),
    "header_not_found": Kind(
        ERROR,
        N_("There is no header row at row {row}."),
        N_("Give the number of the row that holds the column headers."),
    ),
    "second_table": Kind(
        WARNING,
        N_("A second table starts at row {row}; it was not read."),
        N_("If it is needed, copy it to a sheet of its own and import that too."),
    ),
    # Columns
    "no_count_column": Kind(
        ERROR,
        N_("There is no column with a number of people, and no column with a staff number."),
        N_("Say which column holds the headcount or the staff number with a column decision."),
    ),
    "columns_repeated": Kind(
        ERROR,
        N_("These columns count the same groups more than once: {columns}."),
        N_("Split the file, or leave the columns that are not wanted out with column decisions (=ignore)."),
    ),
    "fte_not_headcount": Kind(
        ERROR,
        N_("These are full-time equivalents, not people."),
        N_('Use the headcount. If the figures are people after all, decide so: column:"{columns}"=headcount.'),
    ),
    "personal_column": Kind(INFO, N_("The column “{header}” is personal data; it is not kept."), ""),
    "age_column": Kind(
        INFO, N_("Of the ages or dates in “{header}” only the age band on the snapshot date is kept."), ""
    ),
    "unknown_column_decision": Kind(
        WARNING, N_("There is no column called “{header}” in this file."), N_("Check the spelling of the decision.")
    ),
    "bad_decision": Kind(
        ERROR, N_("“{answer}” is not an answer for {field} “{value}”."), N_("Choose one of the suggestions.")
    ),
    "decision_not_used": Kind(
        WARNING,
        N_("The decision about {field} “{value}” was not used: the file has no such value."),
        N_("Check its spelling. It was not kept for other files."),
    ),
    # Snapshot
    "snapshot_date_missing": Kind(
        ERROR,
        N_("The file does not say which date the figures are for."),
        N_("Give the date the workforce is counted at, for example 31/03/2026."),
    ),
    "snapshot_date_unreadable": Kind(
        ERROR,
        N_("“{value}” is not a snapshot date."),
        N_("Write the whole date with the day first, for example 31/03/2026."),
    ),
    "snapshot_date_in_future": Kind(ERROR, N_("The snapshot date {date} is in the future."), N_("Check the date.")),
    "snapshot_date_implausible": Kind(
        ERROR, N_("The snapshot date {date} is too long ago to be right."), N_("Check the year.")
    ),
    "organisation_differs_from_title": Kind(
        WARNING,
        N_("The title names {found}, but {given} was given; {given} is used."),
        N_("Check whose workforce this is."),
    ),
    "as_at_differs": Kind(
        WARNING,
        N_("The title says the figures are as at {found}, but {given} was given; {given} is used."),
        N_("Check which date is right."),
    ),
    "organisation_not_in_file": Kind(
        ERROR, N_("The file has no rows for {organisation}."), N_("The file holds: {found}.")
    ),
    "date_not_in_file": Kind(ERROR, N_("The file has no rows as at {date}."), N_("The file holds: {found}.")),
    "rows_of_others": Kind(INFO, N_("Rows about other organisations or dates were not imported: {rows}.")),
    "organisation_trusted": Kind(
        INFO, N_("The file calls the organisation “{value}”; it was read as {organisation}, as asked.")
    ),
    # Ethnicity and grade
    "perceived_ethnicity_codes": Kind(
        ERROR,
        N_("These are officer-perceived codes (IC1 to IC9); staff ethnicity must be self-defined."),
        N_("Ask for the file with self-defined ethnicity (16+1, 18+1 or the census groups)."),
    ),
    "perceived_column_ignored": Kind(
        INFO,
        N_("The column “{header}” is ethnicity as an officer perceived it; it was not read."),
        N_("If it is self-defined, say so with a column decision."),
    ),
    "code_label_conflict": Kind(
        WARNING,
        N_("Rows in which the ethnicity code and label disagree: {rows}."),
        N_("Say which of the two is right, or correct the rows."),
    ),
    "scheme_without_grt": Kind(
        INFO,
        N_("Ethnicity was recorded with the 16+1 list, which does not ask about Gypsy, Roma and Traveller people."),
        N_("Ask the organisation to move to the 18+1 list or the census groups."),
    ),
    "low_declaration": Kind(
        WARNING,
        N_("Only {percent} of people have declared their ethnicity ({known} of {total})."),
        N_("Figures based on so few answers may mislead; a declaration campaign is the cure."),
    ),
    "label_holds_personal_data": Kind(
        WARNING,
        N_(
            "Rows with what looks like a telephone number, an email address, a National Insurance number or a date "
            "in place of the {field}: {rows}."
        ),
        N_("It is shown and kept as “•••”. Delete it from the file before it is passed on."),
    ),
    "temporary_ranks": Kind(
        WARNING,
        N_("People who hold a rank temporarily: {rows}. They are counted in their substantive rank."),
        N_("Nothing, unless the substantive rank is another one."),
    ),
    "overlapping_groups": Kind(
        ERROR,
        N_("“{label}” includes other ethnic groups of the table but is not their sum."),
        N_("Ignore the column if it repeats the others, or rename it if it is a group of its own."),
    ),
    "worker_type_by_heading": Kind(INFO, N_("The rows under the heading “{value}” were read as {value}.")),
    # Values
    "date_unreadable": Kind(
        WARNING,
        N_("Dates in “{header}” that cannot be read and were left blank: {cells}."),
        N_("Write them day first."),
    ),
    "leaving_date_unreadable": Kind(
        ERROR,
        N_("A leaving date cannot be read, so it is not known whether the person had left."),
        N_("Write the date day first, for example 31/03/2026."),
    ),
    "dates_ambiguous": Kind(
        WARNING,
        N_("The dates in “{header}” could be day first or month first; they were read day first."),
        N_("Check one date against the HR system."),
    ),
    "fte_out_of_range": Kind(
        WARNING, N_("People with a full-time equivalent of 0 or above 1.2: {rows}."), N_("Check the FTE column.")
    ),
    "fte_unreadable": Kind(
        WARNING,
        N_("Full-time equivalents that cannot be read and were left blank: {rows}."),
        N_("Check the FTE column."),
    ),
    "sex_unrecognised": Kind(
        WARNING, N_("“{value}” is not a known sex; such rows were read as unknown: {rows}."), N_("Check the column.")
    ),
    "disability_unrecognised": Kind(
        WARNING,
        N_("People whose cell in “{header}” says neither yes nor no nor that they prefer not to say: {rows}."),
        N_("They were read as unknown. Write Yes, No or Prefer not to say."),
    ),
    "age_unreadable": Kind(
        WARNING,
        N_("People whose age in “{header}” cannot be read, lies in two bands, or is under 16 or over 100: {rows}."),
        N_("They were read as unknown. Write an age, a date day first, or a band such as 20-29."),
    ),
    "contract_unrecognised": Kind(
        WARNING,
        N_("People whose kind of contract in “{header}” is not known: {rows}."),
        N_("They were read as unknown. Write Permanent, Fixed term, Casual, Secondment or Apprentice."),
    ),
    "attribute_without_value": Kind(
        WARNING,
        N_("Formulas in “{header}” were never calculated ({cells}), so these people are read as unknown."),
        N_("Open the file in a spreadsheet program, let it calculate, save it, and import it again."),
    ),
    # People
    "staff_number_missing": Kind(
        WARNING,
        N_("People without a staff number: {rows}. They are counted but cannot be followed over time."),
        N_("Ask for the staff numbers."),
    ),
    "duplicate_row": Kind(
        WARNING,
        N_("Rows about people who are in the file already, in the same post, not counted: {number}. Rows: {rows}."),
        "",
    ),
    "two_posts": Kind(
        WARNING,
        N_(
            "Further posts of people who are in the file already: {number}. Each person is counted once, in the paid "
            "post with the larger FTE. Rows: {rows}."
        ),
        "",
    ),
    "person_conflict": Kind(
        ERROR,
        N_("One staff number has two different ethnicities."),
        N_("Correct the rows, or check that the staff number is not shared."),
    ),
    "already_left": Kind(
        WARNING,
        N_("People who had left by the snapshot date were not counted: {rows}."),
        N_("Check the leaving dates."),
    ),
    "not_yet_started": Kind(
        WARNING,
        N_("People who start after the snapshot date were not counted: {rows}."),
        N_("Check the snapshot date and the start dates."),
    ),
    "row_not_understood": Kind(
        WARNING,
        N_("This row has no grade and no ethnicity, and too little else to be a person; it was not counted."),
        N_("Check whether it is a person."),
    ),
    "notes_left_out": Kind(INFO, N_("Lines after “{value}” left out as notes: {lines}.")),
    "people_after_notes": Kind(
        WARNING,
        N_("Lines after “{value}” left out as notes: {lines}. Of these, look like people: {people}."),
        N_("If they are people, move the notes below the last of them and import the file again."),
    ),
    "outside_workforce": Kind(
        INFO,
        N_("Specials, volunteers, agency workers and elected people are kept apart from the workforce: {people}."),
    ),
    "nobody_counted": Kind(
        ERROR, N_("The table has no people."), N_("Check the sheet, the header row and the snapshot date.")
    ),
    "more_issues": Kind(WARNING, N_("Further problems of the kind “{kind}”, not listed: {count}."), ""),
    "cancelled": Kind(ERROR, N_("Reading the file was stopped."), N_("Import it again to read all of it.")),
    "reading_failed": Kind(
        ERROR,
        N_("The file could not be understood ({detail})."),
        N_("Save it as a new .xlsx or .csv file and try again."),
    ),
}

_COUNTED = ("rows", "people", "lines", "cells", "count")
"""Words of messages that are numbers of something; a row or a line by its number is not."""


def make_issue(
    code: str,
    *,
    sheet: str | None = None,
    row: int | None = None,
    column: str | None = None,
    value: str | None = None,
    **words: object,
) -> Issue:
    """The issue with this code, in the language in use; *words* fill its message and its fix.

    A masked value fills its place in the message and is not passed on.
    """
    kind = KINDS.get(code) or EVENT_KINDS.get(code) or MENTORING_KINDS.get(code) or TEMPLATE_KINDS[code]
    for name, given in (("value", value), ("row", row)):
        words.setdefault(name, given)
    words |= {name: number(count) for name in _COUNTED if isinstance(count := words.get(name), int)}
    message = _(kind.message).format(**words)
    fix = _(kind.fix).format(**words) if kind.fix else ""
    return Issue(code, kind.severity, message, fix, sheet, row, column, None if value == MASK else value)


class IssueLog:
    """Collects issues; beyond `most` of one kind with a row number, only their number is kept."""

    def __init__(self, most: int = 200, *, sheet: str | None = None) -> None:
        self._issues: list[Issue] = []
        self._by_row: dict[str, int] = {}
        self._most = most
        self.sheet = sheet

    def add(
        self, code: str, *, row: int | None = None, column: str | None = None, value: str | None = None, **words: object
    ) -> None:
        """Note one problem."""
        if row is not None:
            self._by_row[code] = self._by_row.get(code, 0) + 1
            if self._by_row[code] > self._most:
                return
        self._issues.append(make_issue(code, sheet=self.sheet, row=row, column=column, value=value, **words))

    @property
    def refuses(self) -> bool:
        """Whether an error was noted."""
        return any(issue.severity is ERROR for issue in self._issues)

    def result(self) -> list[Issue]:
        """Everything noted, worst first, with one line for each kind that was cut short."""
        extra = [
            make_issue("more_issues", sheet=self.sheet, count=count - self._most, kind=code)
            for code, count in self._by_row.items()
            if count > self._most
        ]
        return sorted_issues(self._issues + extra)


_RANK = {ERROR: 0, WARNING: 1, INFO: 2}


def sorted_issues(issues: list[Issue]) -> list[Issue]:
    """Errors first, then warnings; otherwise in the order found."""
    return sorted(issues, key=lambda issue: _RANK[issue.severity])
