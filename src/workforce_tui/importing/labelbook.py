"""The different labels met while reading, and what rows are about: one look-up for each different combination."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.domain.ethnicity_labels import Suggestion, recognise_ethnicity
from workforce_tui.domain.formatting import number
from workforce_tui.domain.label_keys import label_key
from workforce_tui.domain.workforce import (
    Sex,
    WorkerType,
    recognise_sex,
    recognise_worker_type,
    worker_type_name,
)
from workforce_tui.i18n import _
from workforce_tui.importing.contract_words import CONTRACT_WORDS
from workforce_tui.importing.guards import FileRefused
from workforce_tui.importing.labels import PAIR, worker_type_of
from workforce_tui.importing.model import MASK, PendingDecision
from workforce_tui.importing.privacy import holds_personal_data, shown
from workforce_tui.importing.values import to_text

if TYPE_CHECKING:
    from workforce_tui.importing.answers import Answers
    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.labels import GradeResolver
    from workforce_tui.importing.model import GradeLabel
    from workforce_tui.importing.values import Cell

_KNOWN = ("recognised", "own")
MOST_UNKNOWN = 1_000
"""Different labels nobody knows. More are no grades or ethnic groups, but the values of another column; each would be
compared with every known spelling, and asked about."""


def _without_personal_data(text: str) -> str:
    """The label of an ethnic group, masked when it is not one and holds personal data."""
    if not holds_personal_data(text) or recognise_ethnicity(text, suggest=False).code is not None:
        return text
    return MASK


class LabelBook:
    """Hands out an index for each different grade label and ethnicity label, in the order first met."""

    def __init__(self, resolver: GradeResolver, answers: Answers) -> None:
        self._resolver = resolver
        self.answers = answers
        self.grades: list[GradeLabel] = []
        self._unknown_grades = 0
        self.ethnicities: list[tuple[str, str]] = []
        self._grade_index: dict[tuple[str, str, str], int] = {}
        self._ethnicity_index: dict[tuple[str, str], int] = {}
        self.grade_rows: Counter[int] = Counter()
        self.ethnicity_rows: Counter[int] = Counter()
        self.unknown_workers: Counter[str] = Counter()
        self.unknown_sexes: Counter[str] = Counter()

    def grade(self, organisation: str, worker_type: str, raw: str) -> int:
        """The index of a grade label; its code is looked up when it is first met.

        A label nobody knows that holds personal data is not kept: all of those are one masked label. Raises
        FileRefused when there are more of them than there can be grades.
        """
        key = (organisation, worker_type, raw)
        index = self._grade_index.get(key)
        if index is not None:
            return index
        label = self._resolver.resolve(organisation, worker_type, raw, 0)
        if label.how not in _KNOWN and holds_personal_data(raw):
            index = self._grade_index[key] = self.grade(organisation, worker_type, MASK)
            return index
        self._unknown_grades += label.code is None
        if self._unknown_grades > MOST_UNKNOWN:
            raise FileRefused("too_many_labels", field=_("grade"), most=number(MOST_UNKNOWN))
        index = self._grade_index[key] = len(self.grades)
        self.grades.append(label)
        return index

    def grade_with_code(self, organisation: str, worker_type: str, raw: str, code: str) -> str:
        """The grade label of a row that has a code for it too: both, where they are two different grades."""
        found = {self._resolver.resolve(organisation, worker_type, text, 0).code for text in (raw, code)}
        return raw if None in found or len(found) == 1 else f"{code}{PAIR}{raw}"

    def ethnicity(self, pair: tuple[str, str]) -> int:
        """The index of an ethnicity label; what it means is settled when all labels of the file are known.

        Raises FileRefused when there are more of them than there can be ethnic groups.
        """
        index = self._ethnicity_index.get(pair)
        if index is not None:
            return index
        first, second = (_without_personal_data(text) for text in pair)
        if (first, second) != pair:
            index = self._ethnicity_index[pair] = self.ethnicity((first, second))
            return index
        if len(self.ethnicities) >= MOST_UNKNOWN:
            raise FileRefused("too_many_labels", field=_("ethnicity"), most=number(MOST_UNKNOWN))
        index = self._ethnicity_index[pair] = len(self.ethnicities)
        self.ethnicities.append(pair)
        return index

    def worker(self, cell: Cell | None) -> tuple[str, str]:
        """The worker type a cell states ("" when it does not), and the text when nobody knows it."""
        text = shown(to_text(cell)) if cell is not None else ""
        if not text:
            return "", ""
        answered = self.answers.get("worker_type", text)
        found = recognise_worker_type(answered[0] if answered else text)
        if found is not None:
            return str(found), ""
        known = label_key(text) in CONTRACT_WORDS or (answered is not None and answered[0].casefold() == "ignore")
        return "", "" if known else text

    def worker_of(self, grade_index: int) -> str:
        """The worker type of the people with a grade label."""
        return worker_type_of(self.grades[grade_index])

    def sex(self, cell: Cell | None) -> tuple[str, str]:
        """The sex a cell states, and the text when nobody knows it (the sex is then unknown)."""
        text = to_text(cell) if cell is not None else ""
        found = recognise_sex(text)
        return (str(found), "") if found is not None else (str(Sex.UNKNOWN), shown(text))

    def count(self, grade_index: int, ethnicity_index: int, rows: int) -> None:
        """Note that *rows* rows have these labels."""
        self.grade_rows[grade_index] += rows
        self.ethnicity_rows[ethnicity_index] += rows

    def counted_grades(self) -> list[GradeLabel]:
        """Every grade label with its number of rows."""
        return [replace(label, rows=self.grade_rows[index]) for index, label in enumerate(self.grades)]

    def report_unknown(self, log: IssueLog, sex_header: str | None) -> list[PendingDecision]:
        """Say which sexes were not understood; ask what worker types mean, as they decide who is counted."""
        for text, rows in self.unknown_sexes.items():
            log.add("sex_unrecognised", value=text, rows=rows, column=sex_header)
        choices = tuple(Suggestion(str(kind), worker_type_name(kind), "") for kind in WorkerType)
        choices += (Suggestion("ignore", _("Says nothing about the kind of worker"), ""),)
        message = _("What kind of worker is “{value}”? Specials, volunteers and agency workers are counted apart.")
        return [
            PendingDecision("worker_type", text, rows, choices, message.format(value=text))
            for text, rows in self.unknown_workers.items()
        ]
