"""Problems about whether people are in post."""

from __future__ import annotations

from workforce_tui.i18n import N_
from workforce_tui.importing.kinds import INFO, WARNING, Kind

STATUS_KINDS: dict[str, Kind] = {
    "status_not_in_post": Kind(
        WARNING,
        N_("Rows marked “{value}” were not counted: {rows}."),
        N_("Check that these people were not in post at the snapshot date."),
    ),
    "leaving_reason_not_counted": Kind(
        WARNING,
        N_("Rows with a reason for leaving and no leaving date were not counted: {rows}."),
        N_("Ask for their leaving dates."),
    ),
    "left_after_snapshot": Kind(
        WARNING,
        N_("Rows marked as having left, with a leaving date after the snapshot, are counted: {rows}."),
        N_("Check the leaving dates."),
    ),
    "away_counted": Kind(
        INFO,
        N_("Rows marked “{value}” are counted as in post: {rows}."),
        N_("Check that they are counted every year."),
    ),
}
