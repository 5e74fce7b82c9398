"""The words and symbols of the screens: every status has both, so that colour is never the only sign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain.targets import TargetKind, TargetStatus
from workforce_tui.i18n import N_, _
from workforce_tui.services.explaining import STATUS_NAMES, STATUS_SYMBOLS
from workforce_tui.services.figures import Dimension

if TYPE_CHECKING:
    from workforce_tui.domain.targets import TargetProgress

NO_VALUE = "–"


@dataclass(frozen=True, slots=True)
class Sign:
    """A status as it is drawn: a symbol, a word and a colour of the theme."""

    symbol: str
    msgid: str
    style: str

    @property
    def word(self) -> str:
        """The word in the language in use."""
        return _(self.msgid)

    @property
    def text(self) -> str:
        """The symbol and the word."""
        return f"{self.symbol} {self.word}"


COLOURS = {
    TargetStatus.MET: "$status-met",
    TargetStatus.ON_TRACK: "$status-track",
    TargetStatus.CLOSE: "$status-close",
    TargetStatus.BEHIND: "$status-below",
}

NO_TARGET = Sign(NO_VALUE, N_("no target"), "$status-none")

SIGNS = {
    status: Sign(STATUS_SYMBOLS[status], STATUS_NAMES[status], COLOURS.get(status, "$status-none"))
    for status in TargetStatus
}

DIMENSIONS = {
    Dimension.GRADE: N_("by grade"),
    Dimension.LEVEL: N_("by common level"),
    Dimension.TIER: N_("by tier"),
    Dimension.ORGANISATION: N_("by organisation"),
    Dimension.AREA: N_("by police force area"),
    Dimension.GROUP: N_("by ethnic group"),
    Dimension.WORKER: N_("by kind of worker"),
    Dimension.SEX: N_("by sex"),
    Dimension.DISABILITY: N_("by disability"),
    Dimension.AGE: N_("by age band"),
    Dimension.SERVICE: N_("by length of service"),
    Dimension.CONTRACT: N_("by kind of contract"),
}

COLUMN_HEADS = {
    Dimension.GRADE: N_("Grade"),
    Dimension.LEVEL: N_("Level"),
    Dimension.TIER: N_("Tier"),
    Dimension.ORGANISATION: N_("Organisation"),
    Dimension.AREA: N_("Area"),
    Dimension.GROUP: N_("Group"),
    Dimension.WORKER: N_("Worker"),
    Dimension.SEX: N_("Sex"),
    Dimension.DISABILITY: N_("Disability"),
    Dimension.AGE: N_("Age"),
    Dimension.SERVICE: N_("Service"),
    Dimension.CONTRACT: N_("Contract"),
}

KINDS = {
    TargetKind.PERCENT: N_("Percent of staff with known ethnicity"),
    TargetKind.HEADCOUNT: N_("Number of people"),
    TargetKind.PARITY: N_("Parity with the population"),
    TargetKind.NOT_SET: N_("No target, with the reason"),
}

SHORT_KINDS = {
    TargetKind.PERCENT: N_("percent"),
    TargetKind.HEADCOUNT: N_("people"),
    TargetKind.PARITY: N_("parity"),
    TargetKind.NOT_SET: N_("not set"),
}


def sign_of(progress: TargetProgress | None) -> Sign:
    """How the status of a row is drawn; a row without a target says so."""
    return NO_TARGET if progress is None else SIGNS[progress.status]


def dimension_name(dimension: Dimension) -> str:
    """What the rows are, in words: "by grade"."""
    return _(DIMENSIONS[dimension])
