"""What the labels an organisation sent stand for, under the decisions kept in a profile."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workforce_tui.domain.ethnicity import Scheme
from workforce_tui.importing.answers import Answers, answer_key
from workforce_tui.importing.labels import PAIR, GradeResolver, resolve_ethnicity, worker_type_of
from workforce_tui.importing.model import BLANK, ImportRequest, Layout
from workforce_tui.importing.profile import Profile
from workforce_tui.services.organisations import known_organisations
from workforce_tui.services.profiles import TABLES
from workforce_tui.storage import grades as grade_store

if TYPE_CHECKING:
    from sqlmodel import Session

    from workforce_tui.domain.ethnicity_labels import Suggestion
    from workforce_tui.importing.model import GradeLabel
    from workforce_tui.storage.event_recoding import HeldPeriod
    from workforce_tui.storage.recoding import HeldSnapshot
    from workforce_tui.storage.tables import EthnicityLabelRow, GradeLabelRow


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label stands for; `code` is None where nobody has decided.

    `used` holds the decisions (field and key) that were asked for it. For a grade, `worker_type` is the kind of
    worker that follows from it, None where the file stated the kind itself.
    """

    code: str | None
    used: frozenset[tuple[str, str]]
    temporary: str = ""
    worker_type: str | None = None
    label: GradeLabel | None = None


class LabelCodes:
    """Gives labels their codes as the importer does, from the same answers, ladders and lists."""

    def __init__(self, session: Session, profile: Profile) -> None:
        own: dict[str, dict[str, str]] = {}
        for row in grade_store.own_grades(session):
            own.setdefault(row.organisation, {})[row.label] = row.code
        known = known_organisations(session)
        self._answers = Answers(ImportRequest(Path(), organisations=known, profile=profile, own_grades=own))
        self._grades = GradeResolver(self._answers, {one.code: one for one in known}, own)

    @classmethod
    def answering(cls, session: Session, field: str, value: str, answer: str) -> LabelCodes:
        """As if one decision were all that was ever decided."""
        profile = Profile()
        getattr(profile, TABLES[field])[value] = answer
        return cls(session, profile)

    def grade(self, row: GradeLabelRow) -> Meaning:
        """What a grade label stands for."""
        self._answers.used = set()
        found = self._grades.resolve(row.organisation, row.worker_type, row.raw, 0)
        worker = None if row.worker_type else worker_type_of(found)
        return Meaning(found.code, frozenset(self._answers.used), found.temporary or "", worker, found)

    def ethnicity(self, row: EthnicityLabelRow, held: HeldSnapshot | HeldPeriod) -> Meaning:
        """What an ethnicity label of a snapshot or of events stands for, by the list of categories of its file."""
        self._answers.used = set()
        scheme = Scheme(held.scheme) if held.scheme in set(Scheme) else Scheme.UNSTATED
        found = resolve_ethnicity(_parts(row.raw, held.layout), 0, scheme, self._answers)
        return Meaning(found.code, frozenset(self._answers.used))

    def group_of(self, raw: str) -> str | None:
        """The ethnic group of a text by itself."""
        return resolve_ethnicity(("", _text(raw)), 0, Scheme.UNSTATED, self._answers).code

    def groups_near(self, raw: str) -> tuple[Suggestion, ...]:
        """The ethnic groups that come near a text."""
        return resolve_ethnicity(("", _text(raw)), 0, Scheme.UNSTATED, self._answers).suggestions


def _text(value: str) -> str:
    return "" if value == BLANK else value


def _parts(raw: str, layout: str) -> tuple[str, str]:
    """The texts a label was made of: a code and a label from two columns, or one text."""
    first, sign, second = raw.partition(PAIR)
    # The header of a crosstab may hold the sign itself: there the text is one.
    return (first, second) if sign and layout != Layout.CROSSTAB and PAIR not in second else ("", raw)


def decision_key(field: str, value: str) -> tuple[str, str]:
    """What a decision is known by, however its capitals and spaces are written."""
    return field, answer_key(field, value)
