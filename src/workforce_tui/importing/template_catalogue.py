"""The problems only a filled-in collection template can have."""

from __future__ import annotations

from workforce_tui.i18n import N_
from workforce_tui.importing.kinds import ERROR, INFO, WARNING, Kind

TEMPLATE_KINDS: dict[str, Kind] = {
    "template_too_new": Kind(
        ERROR,
        N_("This collection template was made by a newer version of the program."),
        N_("Install the newer version, then import the file again."),
    ),
    "template_damaged": Kind(
        ERROR,
        N_("The first sheet of the collection template no longer says {what}."),
        N_("Put that cell back as it was, or make the template again and copy the rows into it."),
    ),
    "template_headers_gone": Kind(
        ERROR,
        N_("The headers of the sheet “{name}” are gone."),
        N_("Put the first row back as it was, or make the template again and copy the rows into it."),
    ),
    "template_organisation_unknown": Kind(
        ERROR,
        N_("The collection template is for “{named}”, and there is no organisation with that code."),
        N_("Add the organisation first, or make the template again for one that is known."),
    ),
    "template_for_another_organisation": Kind(
        ERROR,
        N_("The collection template is for {found}, not for {given}."),
        N_("Check that this is the right file. Import it without naming an organisation to use its own."),
    ),
    "template_for_another_date": Kind(
        ERROR,
        N_("The collection template is for {found}, not for {given}."),
        N_("Check that this is the right file. Import it without a date or period to use its own."),
    ),
    "template_unfilled": Kind(
        ERROR,
        N_("Nothing is filled in: the sheets of the collection template hold only their headers."),
        N_("Ask for the template to be filled in and sent again, or check whether this is the right file."),
    ),
    "template_sheets_empty": Kind(
        INFO,
        N_("Not filled in: {names}."),
        N_("Nothing is known of what these sheets are about. An empty sheet is not a zero."),
    ),
    "template_sheet_unknown": Kind(
        WARNING,
        N_("The sheet “{name}” is none of the collection template's and was not read."),
        N_("If it holds rows that are wanted, copy them to the template's own sheet."),
    ),
}
