"""What people have already decided: in this import, or in a saved profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.label_keys import label_key
from workforce_tui.importing.model import BLANK, DECISION_FIELDS
from workforce_tui.importing.not_given import ANSWERS
from workforce_tui.importing.values import tidy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workforce_tui.importing.model import Decided, ImportRequest


class Answers:
    """Answers by field and value. A decision outranks a profile; spelling of case and spaces does not matter."""

    def __init__(self, request: ImportRequest, extra: tuple[Decided, ...] = ()) -> None:
        self._found: dict[str, dict[str, tuple[str, str]]] = {name: {} for name in DECISION_FIELDS}
        self._past: dict[str, Mapping[str, str]] = {}
        profile = request.profile
        if profile is not None:
            self._add_all("column", profile.columns)
            self._add_all("grade", profile.grades)
            self._add_all("ethnicity", profile.ethnicities)
            self._add_all("organisation", profile.organisations)
            self._add_all("marker", profile.markers)
            self._add_all("worker_type", profile.worker_types)
            self._add_all("status", profile.statuses)
            self._add_all("sheet", profile.sheets)
            self._add_all("outcome", profile.outcomes)
            self._add_all("period", profile.periods)
            self._add_all("stages", profile.stages)
        for decided in (*request.decisions, *extra):
            self._found[decided.field][answer_key(decided.field, decided.value)] = (decided.answer, "decision")
        self.used: set[tuple[str, str]] = set()
        """Field and key of every answer that was asked for, because its value is in the file."""

    def _add_all(self, name: str, values: Mapping[str, str]) -> None:
        self._past[name] = values
        for value, answer in values.items():
            self._found[name][answer_key(name, value)] = (answer, "profile")

    def get(self, name: str, value: str) -> tuple[str, str] | None:
        """The answer for a value and where it comes from ("decision" or "profile"); None when there is none."""
        key = answer_key(name, value)
        found = self._found[name].get(key)
        if found is not None:
            self.used.add((name, key))
        return found

    def peek(self, name: str, value: str) -> str | None:
        """The answer for a value, without noting that it was asked for."""
        found = self._found[name].get(answer_key(name, value))
        return found[0] if found else None

    def past(self, name: str) -> Mapping[str, str]:
        """What was decided before about a field, for earlier files: value as written -> answer."""
        return self._past.get(name, {})

    def columns(self) -> dict[str, tuple[str, str]]:
        """The answers about columns, by label key of the column's name."""
        return self._found["column"]


def answer_key(name: str, value: str) -> str:
    """What a value is looked up by: spellings that differ in nothing that matters have the same key."""
    if name == "column":
        return value if value in ANSWERS else label_key(value)
    text = tidy(value)
    return "" if text == BLANK else text
