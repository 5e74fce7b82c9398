"""An organisation's annual return: its states, its versions, and who may move it.

    draft → submitted → queried → resubmitted → accepted → published
    submitted or resubmitted → queried or accepted;  accepted or published → revised → resubmitted

What is signed is frozen as a version. Whatever is changed afterwards belongs to the next version, which needs a
reason and a signature of its own. Where queries have replies and nothing else changed, the same version is submitted
again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from workforce_tui.domain.collection import collection_year
from workforce_tui.domain.return_sections import NEEDED_TEXTS, SECTIONS, SectionKind
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workforce_tui.domain.return_remarks import Remark
    from workforce_tui.domain.return_sections import Narrative, Section, Translation


class ReturnState(StrEnum):
    """Where a return is."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    QUERIED = "queried"
    RESUBMITTED = "resubmitted"
    ACCEPTED = "accepted"
    PUBLISHED = "published"
    REVISED = "revised"


class Side(StrEnum):
    """Who moves a return."""

    ORGANISATION = "organisation"
    TASKFORCE = "taskforce"


STATE_NAMES = {
    ReturnState.DRAFT: N_("draft"),
    ReturnState.SUBMITTED: N_("submitted"),
    ReturnState.QUERIED: N_("queried"),
    ReturnState.RESUBMITTED: N_("submitted again"),
    ReturnState.ACCEPTED: N_("accepted"),
    ReturnState.PUBLISHED: N_("published"),
    ReturnState.REVISED: N_("being revised"),
}
STEPS: Mapping[ReturnState, Mapping[ReturnState, Side]] = {
    ReturnState.DRAFT: {ReturnState.SUBMITTED: Side.ORGANISATION},
    ReturnState.SUBMITTED: {ReturnState.QUERIED: Side.TASKFORCE, ReturnState.ACCEPTED: Side.TASKFORCE},
    ReturnState.QUERIED: {ReturnState.RESUBMITTED: Side.ORGANISATION},
    ReturnState.RESUBMITTED: {ReturnState.QUERIED: Side.TASKFORCE, ReturnState.ACCEPTED: Side.TASKFORCE},
    ReturnState.ACCEPTED: {ReturnState.PUBLISHED: Side.TASKFORCE, ReturnState.REVISED: Side.ORGANISATION},
    ReturnState.PUBLISHED: {ReturnState.REVISED: Side.ORGANISATION},
    ReturnState.REVISED: {ReturnState.RESUBMITTED: Side.ORGANISATION},
}
"""What may follow what, and who takes the step."""
RETURN_FILES = (".csv", ".xlsx")
"""How the names of the files end by which returns travel, and queries about them."""
HANDING_IN = frozenset({ReturnState.SUBMITTED, ReturnState.RESUBMITTED})
"""Steps that hand in a version, which has to be signed; only after replies to queries may it be the same again."""
WITH_A_NOTE = frozenset({ReturnState.QUERIED, ReturnState.REVISED})
"""Steps that say why."""
OPEN = frozenset({ReturnState.DRAFT, ReturnState.QUERIED, ReturnState.REVISED})
"""Where texts and answers may be changed and a version signed: what was handed in is with the taskforce."""


@dataclass(frozen=True, slots=True)
class ReturnMove:
    """One step: from where to where, with which version, by whom, on which day, and why.

    `note` is what somebody typed, in their words; `remarks` are what the program says of it.
    """

    before: ReturnState | None
    after: ReturnState
    version: int
    by: str
    on: date
    note: str = ""
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed a version: a chief officer's name, as the law asks of those who answer, and post."""

    name: str
    post: str
    on: date


@dataclass(frozen=True, slots=True)
class ReturnVersion:
    """A signed version: frozen contents (JSON) with their SHA-256; `reason` says why there is one after the first."""

    number: int
    contents: str
    sha256: str
    signature: Signature
    made_at: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the return in both languages; "" where there is none."""

    english: str = ""
    welsh: str = ""
    translation: Translation | None = None

    @property
    def is_there(self) -> bool:
        """Whether there is a text in either language."""
        return bool(self.english or self.welsh)

    @property
    def is_in_one_language(self) -> bool:
        """Whether there is a text in one language, and none in the other."""
        return bool(self.english) != bool(self.welsh)


@dataclass(frozen=True, slots=True)
class ReturnQuery:
    """A question of the taskforce about a section, or a figure in it; `reply` "" until there is one."""

    id: int
    section: str
    figure: str
    text: str
    by: str
    on: date
    reply: str = ""
    replied_by: str = ""
    replied_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is no reply yet."""
        return not self.reply


@dataclass(frozen=True, slots=True)
class AnnualReturn:
    """A return as it stands.

    `texts` are the narrative; `nothing` says by section why there is nothing to report.
    """

    id: int
    organisation: str
    year: int
    moves: tuple[ReturnMove, ...]
    versions: tuple[ReturnVersion, ...] = ()
    texts: Mapping[Narrative, Text] = field(default_factory=dict)
    nothing: Mapping[str, str] = field(default_factory=dict)
    queries: tuple[ReturnQuery, ...] = ()

    @property
    def state(self) -> ReturnState:
        """Where it is now."""
        return self.moves[-1].after

    @property
    def handed_in(self) -> int:
        """The number of the version that was handed in last; 0 for none."""
        return max((move.version for move in self.moves if move.after in HANDING_IN), default=0)

    @property
    def latest(self) -> ReturnVersion | None:
        """The version signed last."""
        return self.versions[-1] if self.versions else None


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the checklist: a section, whether it is done, what is missing, and what to look at all the same."""

    section: Section
    done: bool
    missing: str = ""
    nothing: str = ""
    look: str = ""


def is_again(found: AnnualReturn, after: ReturnState) -> bool:
    """Whether a step hands the version in once more that was queried, as there is no newer one."""
    newer = found.latest is not None and found.latest.number > found.handed_in
    return (found.state, after) == (ReturnState.QUERIED, ReturnState.RESUBMITTED) and found.handed_in > 0 and not newer


def why_not(found: AnnualReturn, after: ReturnState, *, note: str = "", unchanged: bool = True) -> str:
    """Why a return cannot take a step now; "" where it can.

    *unchanged* says that the texts and figures are those of the version handed in last.
    """
    if after not in STEPS[found.state]:
        following = ", ".join(_(STATE_NAMES[one]) for one in STEPS[found.state])
        return _("The return is {state}; after that it can be {following}.").format(
            state=_(STATE_NAMES[found.state]), following=following
        )
    if after in HANDING_IN and (reason := _why_not_in(found, after, unchanged=unchanged)):
        return reason
    unanswered = is_again(found, after) and not found.queries
    if (after in WITH_A_NOTE or unanswered) and not note.strip():
        return _("Say why: it is kept with the return.")
    return ""


def _why_not_in(found: AnnualReturn, after: ReturnState, *, unchanged: bool) -> str:
    """Why a version cannot be handed in."""
    if open_queries(found.queries):
        return _("Some queries have no reply yet.")
    if is_again(found, after):
        return "" if unchanged else _("What version {number} says has changed since: sign it as a new version.").format(
            number=found.handed_in
        )  # fmt: skip
    if found.latest is None:
        return _("It is not signed yet: sign it first.")
    if found.latest.number <= found.handed_in:
        return _("There is no signed version that was not handed in before: sign it first.")
    return ""


def checklist(filled: Mapping[str, bool], nothing: Mapping[str, str], texts: Mapping[Narrative, Text]) -> list[Check]:
    """What is done and what is missing, for each section that has to be filled.

    *filled* says by section whether there are figures or records, *nothing* why there are none to report.
    """
    checks = []
    for section in (one for one in SECTIONS if one.needed):
        if section.kind is SectionKind.TEXT:
            checks.append(_check_texts(section, texts))
            continue
        reason = nothing.get(section.code, "")
        done = filled.get(section.code, False) or bool(reason)
        missing = "" if done else _missing(section)
        checks.append(Check(section, done, missing, "" if filled.get(section.code) else reason))
    return checks


def _missing(section: Section) -> str:
    if section.code == "trend":
        return _("A trend needs figures of two days: import an earlier list, or say why there is nothing to report.")
    if section.kind is SectionKind.FIGURES:
        return _("No figures: import or type them, or say why there is nothing to report.")
    return _("No records: add them, or say why there is nothing to report.")


def _check_texts(section: Section, texts: Mapping[Narrative, Text]) -> Check:
    from workforce_tui.domain.return_sections import NARRATIVE_NAMES

    missing = [_(NARRATIVE_NAMES[one]) for one in NEEDED_TEXTS if not (texts.get(one) or Text()).is_there]
    if not missing:
        return Check(section, done=True)
    return Check(section, done=False, missing=_("No text: {names}.").format(names=", ".join(missing)))


def completeness(checks: Iterable[Check]) -> tuple[int, int]:
    """How many sections are done, and of how many."""
    lines = list(checks)
    return sum(check.done for check in lines), len(lines)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of a return's year: when staff are counted, returns are due, queries are over, and the panel meets."""

    snapshot: date
    due: date
    queries_end: date
    panel: date


def calendar(year: int) -> Calendar:
    """The calendar of the year to 31 March of *year*: handed in by 30 June, queries in July, panel in September.

    Proposed in the project's definitions; the plan itself asks only for an annual update.
    """
    return Calendar(collection_year(year).as_at, date(year, 6, 30), date(year, 7, 31), date(year, 9, 30))


def is_overdue(found: AnnualReturn | None, year: int, today: date) -> bool:
    """Whether a return of *year* should have been handed in by now, or a query have been answered."""
    days = calendar(year)
    if found is None or not found.handed_in:
        return today > days.due
    return found.state is ReturnState.QUERIED and today > awaited_by(found)


def awaited_by(found: AnnualReturn) -> date:
    """The day by which a return, or the answer to what was asked about it, is awaited.

    What was asked late is due as long after the day it was asked as the calendar gives from the day returns are due.
    """
    days = calendar(found.year)
    if not found.handed_in:
        return days.due
    asked = max((move.on for move in found.moves if move.after is ReturnState.QUERIED), default=days.due)
    return max(days.queries_end, asked + (days.queries_end - days.due))


def open_queries(queries: Sequence[ReturnQuery]) -> tuple[ReturnQuery, ...]:
    """Those without a reply."""
    return tuple(query for query in queries if query.is_open)
