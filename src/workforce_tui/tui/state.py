"""What the screens share: whose figures are shown, of which day, under which definition, by what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.services.report_query import Dimension, ReportQuery

if TYPE_CHECKING:
    from collections.abc import Hashable
    from datetime import date

    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.services.figures import OrganisationSummary


RAW = "RAW"
"""The profile that withholds nothing: the HR lead's own database."""
TASKFORCE = "TASKFORCE"
"""The profile of the taskforce, which has what organisations returned."""
CHAIR = "NETWORK"
"""The profile of the chair of a staff network, who sees what is made of counts that are shown."""


@dataclass(frozen=True, slots=True)
class View:
    """The choices that stay the same from screen to screen.

    `organisation` None means every organisation together; `as_at` None means the latest snapshot.
    """

    organisation: str | None = None
    as_at: date | None = None
    definition: EthnicityDefinition = EthnicityDefinition.EM_EXCL
    dimension: Dimension = Dimension.GRADE
    profile: str = RAW
    """The disclosure profile the figures are viewed as."""

    def of(self, organisation: str | None) -> View:
        """The same choices for another organisation, at its latest snapshot."""
        return replace(self, organisation=organisation, as_at=None)

    def query(self) -> ReportQuery:
        """The report these choices ask for."""
        return ReportQuery(self.organisation, self.as_at, self.dimension, self.definition)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a drawn screen depends on: it is drawn again when any of it has changed.

    `own` is what was chosen on the screen itself, such as a period or a year.
    """

    view: View
    data: int
    language: str
    own: tuple[Hashable, ...] = ()


def with_data(organisations: tuple[OrganisationSummary, ...]) -> tuple[OrganisationSummary, ...]:
    """The organisations the database holds a snapshot of."""
    return tuple(summary for summary in organisations if summary.snapshots)


def name_of(organisation: Organisation, language: str) -> str:
    """The name of *organisation* in *language* ("en" or "cy")."""
    return organisation.name_cy if language == "cy" and organisation.name_cy else organisation.name_en
