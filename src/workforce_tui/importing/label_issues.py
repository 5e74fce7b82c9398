"""Problems of labels and of the answers given about them."""

from __future__ import annotations

from workforce_tui.i18n import N_
from workforce_tui.importing.kinds import ERROR, INFO, WARNING, Kind

LABEL_KINDS: dict[str, Kind] = {
    "answer_not_usable": Kind(
        WARNING, N_("“{answer}” is not an answer for {field} “{value}”."), N_("Choose one of the suggestions.")
    ),
    "kept_answer_replaced": Kind(
        WARNING,
        N_(
            "Until now “{value}” ({field}) stood for {before}, by the answer kept of earlier files; from this file on "
            "it stands for {answer}. Figures of other imports stay under {before}."
        ),
        N_("If they are to move too, set the answer again among the kept decisions, which shows first what moves."),
    ),
    "too_many_labels": Kind(
        ERROR,
        N_(
            "More than {most} different values that nobody knows were read as {field}: the column holds something else."
        ),
        N_("Check the headers, or say with a column decision which column it is."),
    ),
    "one_grade_two_levels": Kind(
        WARNING,
        N_(
            "“{first}” and “{second}” are one grade of the organisation, but were given two levels: "
            "{first_level} and {second_level}."
        ),
        N_("Give both the same level, or decide which grade “{second}” is."),
    ),
    "not_declared_unknown": Kind(
        INFO,
        N_("“{value}” was read as nothing on record (unknown), not as an answer withheld."),
        N_("Decide otherwise if these people were asked and declined to say."),
    ),
}
