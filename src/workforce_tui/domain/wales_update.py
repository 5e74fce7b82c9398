"""The all-Wales workforce update of a year: its texts, its versions, and what the Independent Panel said of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from workforce_tui.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from workforce_tui.domain.returns import Text


class UpdateText(StrEnum):
    """The texts of the update, each in English and Welsh."""

    MESSAGES = "messages"
    PROGRESS = "progress"
    LEARNING = "learning"
    NEXT = "next"


TEXT_NAMES = {
    UpdateText.MESSAGES: N_("Key messages"),
    UpdateText.PROGRESS: N_("Progress"),
    UpdateText.LEARNING: N_("Learning"),
    UpdateText.NEXT: N_("Next steps"),
}


class Standing(StrEnum):
    """How the panel stands to a version."""

    ENDORSED = "endorsed"
    RESERVATIONS = "reservations"


STANDING_NAMES = {
    Standing.ENDORSED: N_("endorsed"),
    Standing.RESERVATIONS: N_("endorsed with reservations"),
}


@dataclass(frozen=True, slots=True)
class UpdateVersion:
    """A version: what it was compiled from, as JSON that does not change, with its SHA-256.

    `reason` says why there is one after the first; `made_at` is UTC, ISO 8601.
    """

    number: int
    contents: str
    sha256: str
    by: str
    made_at: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Endorsement:
    """What the Independent Panel said of a version: by whom, on which day, and how; `entered_by` wrote it down."""

    version: int
    sha256: str
    name: str
    on: date
    standing: Standing
    comment: Text
    entered_by: str


@dataclass(frozen=True, slots=True)
class WalesUpdate:
    """The update of a year as it stands."""

    year: int
    texts: Mapping[UpdateText, Text] = field(default_factory=dict)
    versions: tuple[UpdateVersion, ...] = ()
    endorsements: tuple[Endorsement, ...] = ()

    @property
    def latest(self) -> UpdateVersion | None:
        """The version made last."""
        return self.versions[-1] if self.versions else None

    def endorsements_of(self, number: int) -> tuple[Endorsement, ...]:
        """What the panel said of a version, in the order it was written down."""
        return tuple(one for one in self.endorsements if one.version == number)
