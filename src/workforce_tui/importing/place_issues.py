"""What can be wrong with the place a file is in, before anything in it is read."""

from __future__ import annotations

from workforce_tui.i18n import N_
from workforce_tui.importing.kinds import ERROR, INFO, Kind

PLACE_KINDS: dict[str, Kind] = {
    "is_a_folder": Kind(ERROR, N_("“{name}” is a folder, not a file."), N_("Choose one of the spreadsheets in it.")),
    "not_a_file": Kind(
        ERROR, N_("“{name}” is not a file but a device or a pipe."), N_("Choose the spreadsheet as a file.")
    ),
    "lock_file": Kind(
        ERROR,
        N_("“{name}” is only the mark a spreadsheet program leaves while it has a file open."),
        N_("Choose the file itself: {other}."),
    ),
    "open_elsewhere": Kind(
        INFO,
        N_("The file is open in a spreadsheet program; what was last saved in it was read."),
        N_("If it has been changed since, save it there and import it again."),
    ),
}
