"""Problems of tables of counts: numbers, totals, blanks, repeated labels."""

from __future__ import annotations

from workforce_tui.i18n import N_
from workforce_tui.importing.kinds import ERROR, INFO, WARNING, Kind

TABLE_KINDS: dict[str, Kind] = {
    "negative_count": Kind(ERROR, N_("A number of people cannot be negative."), N_("Correct the cell.")),
    "count_not_whole": Kind(
        ERROR,
        N_("A number of people must be whole; this may be full-time equivalents or a percentage."),
        N_("Use the headcount column or table."),
    ),
    "count_not_a_number": Kind(ERROR, N_("This is not a number of people."), N_("Correct the cell.")),
    "count_not_available": Kind(
        ERROR,
        N_("The number of people is not available, so the headcount would be incomplete."),
        N_('Ask for the number, or decide what the marker means (for example marker:"{marker}"=missing).'),
    ),
    "count_set_aside": Kind(
        WARNING,
        N_(
            "Cells marked “{marker}” were left out ({cells}); the headcount may be incomplete, and shares of their "
            "groups too low."
        ),
        N_('Ask the sender for the numbers, or say between which they are (for example marker:"{marker}"=0-20).'),
    ),
    "unknown_limited": Kind(
        INFO, N_("Cells whose number is not known, kept as what the totals of the table leave possible: {cells}.")
    ),
    "marker_proved_zero": Kind(
        INFO, N_("Cells marked “{marker}” that stand for nobody, as the totals leave no room for anyone: {cells}.")
    ),
    "typed_ranges": Kind(WARNING, N_("Cells typed as a range: {cells}. They are kept as ranges, never as zero.")),
    "typed_unknown": Kind(
        WARNING,
        N_("Cells whose number is not known: {cells}. They are in no figure, so totals may be too low."),
        N_("Type the numbers as soon as they are known."),
    ),
    "suppressed_counts": Kind(
        WARNING,
        N_("Counts suppressed in the file: {cells}. They are kept as ranges, never as zero."),
        N_("Ask the organisation for exact numbers if you may have them."),
    ),
    "counts_narrowed": Kind(
        INFO, N_("Suppressed counts narrowed to what the totals of the table leave possible: {cells}.")
    ),
    "rounded_counts": Kind(
        WARNING,
        N_("The counts are rounded to the nearest {base}; each is kept as the range it may stand for."),
        N_("Ask the organisation for exact numbers if you may have them."),
    ),
    "total_mismatch": Kind(
        ERROR,
        N_("The total “{label}” is {value}, but its parts add up to {expected}."),
        N_("Correct the file: a row or column is missing, counted twice, or the total is out of date."),
    ),
    "sexes_set_aside": Kind(
        INFO,
        N_(
            "Rows that divide by sex the people of the other rows ({label}) were checked and not counted again: {rows}."
        ),
    ),
    "sexes_beside_others": Kind(
        ERROR,
        N_(
            "The rows “{label}” are people by sex, {value} of them, but the rows beside them have {expected}. Counted "
            "together, the same people might be counted twice."
        ),
        N_("Give the sex a column of its own, or delete those rows, and import the file again."),
    ),
    "divisions_set_aside": Kind(
        INFO,
        N_("What divides the people of the other rows or columns again ({label}) was checked and not counted."),
    ),
    "divisions_beside_others": Kind(
        ERROR,
        N_(
            "“{label}” divide people neither by grade nor by ethnic group: {value} of them, but there are {expected} "
            "beside them. Counted together, the same people might be counted twice."
        ),
        N_(
            "Delete those rows or columns and import the file again, or decide which grade they are (for example "
            'grade:"{first}"=EO).'
        ),
    ),
    "total_skipped": Kind(INFO, N_("Totals were checked and not counted (rows: {rows}, columns: {columns}).")),
    "row_left_out": Kind(
        INFO, N_("The row “{label}” was not counted: it gives percentages, repeats other rows, or has no count.")
    ),
    "rows_left_out": Kind(
        INFO,
        N_("Rows “{label}” that give percentages, repeat other rows, or have no count were not counted: {rows}."),
    ),
    "pivot_read": Kind(
        INFO,
        N_("The pivot table has two fields in one column; it was read with “{outer}” over “{inner}”."),
    ),
    "blank_uncounted": Kind(
        ERROR,
        N_("“{header}” leaves out everybody for whom it is blank: the column “{label}” has people, but no numbers."),
        N_("In the pivot table count a field that everybody has, such as the staff number, and import it again."),
    ),
    "pivot_unclear": Kind(
        ERROR,
        N_(
            "A pivot table has two fields below each other in the column “Row Labels”, and which label is of which "
            "field cannot be told."
        ),
        N_(
            "In Excel choose Design, Report Layout, Show in Tabular Form, then Repeat All Item Labels, and import it "
            "again."
        ),
    ),
    "labels_left_blank": Kind(
        ERROR,
        N_("“{header}” is blank in some rows ({rows}). They may mean the value above them, but no subtotal proves it."),
        N_(
            "Fill the blanks in (in a pivot table: repeat all item labels), or keep its subtotals, and import it again."
        ),
    ),
    "label_repeated": Kind(
        ERROR,
        N_("The same figure is given twice: {label}."),
        N_("Correct the file: the rows or columns must differ in grade, group, type or sex."),
    ),
    "measures_left_out": Kind(
        INFO, N_("Rows whose “{header}” is not a headcount ({values}) were not counted: {rows}.")
    ),
    "times_left_out": Kind(
        INFO, N_("Rows of another time ({values}) in the column “{header}” were not counted: {rows}.")
    ),
    "rows_are_a_sum": Kind(
        ERROR,
        N_("The rows “{label}” in the column “{header}” are the sum of the others: everybody would be counted twice."),
        N_("Delete those rows, or call them “Total”."),
    ),
    "several_times": Kind(
        ERROR,
        N_("The column “{header}” holds several times ({values}); together they would count people more than once."),
        N_("Give the date of the one that is wanted, or leave only its rows in the file."),
    ),
    "fte_columns_left_out": Kind(
        INFO, N_("These columns are full-time equivalents, not people; they were not counted: {columns}.")
    ),
}
