"""Problems of workbooks with several sheets of people, and of rows that are hidden."""

from __future__ import annotations

from workforce_tui.i18n import N_
from workforce_tui.importing.kinds import ERROR, INFO, WARNING, Kind

SHEET_KINDS: dict[str, Kind] = {
    "no_such_sheet": Kind(ERROR, N_("There is no sheet called “{name}”."), N_("The sheets are: {sheets}.")),
    "sheet_name_twice": Kind(
        ERROR,
        N_("More than one sheet of the workbook is called “{name}”."),
        N_("Open it in a spreadsheet program, give each sheet a name of its own, save it, and import that."),
    ),
    "hidden_sheet": Kind(INFO, N_("The hidden sheet “{name}” was not read."), N_("Choose it by name to read it.")),
    "hidden_sheet_read": Kind(INFO, N_("The sheet “{name}” is hidden; it was read because it was chosen.")),
    "sheet_unreadable": Kind(
        WARNING,
        N_("The sheet “{name}” cannot be read and was left out: {why}."),
        N_("If it is needed, save the file anew in a spreadsheet program and import that."),
    ),
    "sheets_not_looked_at": Kind(
        WARNING,
        N_("The workbook has {sheets} sheets; only the first {most} were looked at."),
        N_("If the table is on a later sheet, choose that sheet by name."),
    ),
    "too_many_sheets": Kind(
        ERROR,
        N_("The workbook has {sheets} sheets; no more than {most} can be looked at for those that belong together."),
        N_("Name the sheets to be read, or copy them to a workbook of their own."),
    ),
    "line_too_wide": Kind(
        ERROR,
        N_("Line {row} of the file has {columns} values; a table can have no more than {most} columns."),
        N_("Check that every row ends with its line, or delete the columns that are not needed, and import it again."),
    ),
    "columns_not_read": Kind(
        WARNING,
        N_("Only the first {columns} columns of the sheet were read."),
        N_("Delete what stands far to the right of the list: often it is a single stray cell."),
    ),
    "rows_above_header": Kind(
        WARNING,
        N_("Rows above the header (row {header}) as full as those below it, which were not read: {rows}."),
        N_("If they are people, the header is further up: say which row it is."),
    ),
    "other_sheet_with_data": Kind(
        WARNING,
        N_("The sheet “{name}” looks like workforce data too and was not read."),
        N_("If it belongs to this snapshot, read both together by naming both."),
    ),
    "no_table_on_sheet": Kind(
        ERROR,
        N_("The sheet “{name}” has no table of people or counts by grade and ethnic group."),
        N_("Leave it out, or give the row of its headers."),
    ),
    "sheets_read": Kind(INFO, N_("These sheets were read together: {names}.")),
    "title_dated": Kind(
        INFO,
        N_("The only date above the table is {date}; the figures were read as at that day."),
        N_("Give the date if it is another one."),
    ),
    "sheet_dated": Kind(
        INFO,
        N_("The sheet is named “{name}”; its figures were read as at {date}."),
        N_("Give the date if it is another one."),
    ),
    "cover_dated": Kind(
        WARNING,
        N_("The date is not on the sheet itself: “{names}” says {date}, and the figures were read as at that day."),
        N_("Give the date if it is another one."),
    ),
    "cover_dates": Kind(
        WARNING,
        N_("“{names}” gives several dates ({dates}), so none of them was taken."),
        N_("Give the date the workforce is counted at."),
    ),
    "cover_date_differs": Kind(
        WARNING,
        N_("“{names}” says {date}, but {given} was given; {given} is used."),
        N_("Check which date is right."),
    ),
    "sheet_date_differs": Kind(
        WARNING,
        N_("The sheet is named “{name}”, but {given} was given; {given} is used."),
        N_("Check which date is right."),
    ),
    "sheet_of_other_date": Kind(
        INFO, N_("The sheet “{name}” is about {found}, not {wanted}, and was not read."), N_("Import it with its date.")
    ),
    "sheet_without_people": Kind(INFO, N_("The sheet “{name}” has no people."), ""),
    "sheets_without_dates": Kind(
        ERROR,
        N_("The sheets {names} are named after months or years, but would all be counted as at {date}."),
        N_("Import them one at a time with their dates, or put the whole date in each name, such as “March 2026”."),
    ),
    "sheets_mixed": Kind(
        ERROR,
        N_("“{first}” lists people and “{second}” counts them: together the same people may be counted twice."),
        N_("Import the sheet with a row for each person alone."),
    ),
    "sheet_sums_others": Kind(
        ERROR,
        N_("The sheet “{name}” adds up other sheets: read together, the same people would be counted twice."),
        N_("Name the sheets to be read, without that one, or read that one alone."),
    ),
    "staff_numbers_restart": Kind(
        ERROR,
        N_("The sheets “{first}” and “{second}” both number people from 1: these are no staff numbers."),
        N_("Ask for the staff numbers, or leave the column out with a column decision (=ignore)."),
    ),
    "person_on_two_sheets": Kind(
        WARNING,
        N_("Rows about people who are on another sheet too: {rows}. Each person is counted once, in the main post."),
        N_("Check that the sheets belong to the same day."),
    ),
    "person_conflict_sheets": Kind(
        ERROR,
        N_("People with another ethnicity on another sheet: {rows}."),
        N_("Correct the rows, or check that the staff numbers of the sheets are of the same series."),
    ),
    "hidden_rows": Kind(
        WARNING,
        N_("Hidden rows were not read: {rows}."),
        N_("Choose to read hidden rows (--include-hidden) if they are people who should be counted."),
    ),
    "hidden_rows_read": Kind(INFO, N_("Hidden rows were read because that was chosen: {rows}.")),
}
