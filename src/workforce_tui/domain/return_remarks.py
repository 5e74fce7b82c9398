"""What the program itself says of a step of a return: kept as a code with its values, put into words when it is read.

So the history of a return reads in the language of whoever reads it, whoever took the step.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from workforce_tui.domain.formatting import long_date
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workforce_tui.domain.returns import ReturnMove


class RemarkCode(StrEnum):
    """What is said of a step."""

    RECEIVED_SIGNED = "received_signed"
    RECEIVED_FILE = "received_file"
    RECEIVED_QUERY = "received_query"
    AGAIN = "again"


REMARKS: Mapping[RemarkCode, str] = {
    RemarkCode.RECEIVED_SIGNED: N_("Received: {file}. Signed by {name}, {post}, {day}."),
    RemarkCode.RECEIVED_FILE: N_("Received: {file}."),
    RemarkCode.RECEIVED_QUERY: N_("Received: {file}. Asked by {name}: {text}"),
    RemarkCode.AGAIN: N_("Version {number} again, as it was signed: the replies change nothing in it."),
}
"""How each is worded; `day` is kept as ISO 8601 and written in the language of the reader."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that is said of a step, with the values it is said with: names, a file, a day (ISO 8601)."""

    code: RemarkCode
    values: Mapping[str, str]


def handed_in_again(version: int) -> Remark:
    """That a version is handed in once more, as it was signed."""
    return Remark(RemarkCode.AGAIN, {"number": str(version)})


def remark_text(remark: Remark) -> str:
    """A remark in the language in use."""
    values = dict(remark.values)
    if "day" in values:
        values["day"] = long_date(date.fromisoformat(values["day"]))
    return _(REMARKS[remark.code]).format(**values)


def note_of(move: ReturnMove) -> str:
    """All that is said of a step in the language in use: by the program, then by whoever took it; "" for nothing."""
    return " ".join(filter(None, (*map(remark_text, move.remarks), move.note)))
