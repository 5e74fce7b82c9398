"""What a file does not say: ethnicity, grade, or how many people a row stands for.

Each is a question about the whole file, named in brackets as no column of it is. The answer says what to do without:
count the people with their ethnicity (or grade) "not available", or take each row for one person.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workforce_tui.domain.workforce import WorkerType
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NO_ETHNICITY = "(ethnicity)"
NO_GRADE = "(grade)"
PER_ROW = "(headcount)"
NOT_GIVEN = "not_given"
ONE_PER_ROW = "one_per_row"
ANSWERS = {NO_ETHNICITY: NOT_GIVEN, NO_GRADE: NOT_GIVEN, PER_ROW: ONE_PER_ROW}
"""The question about the file, and the answer that lets it be imported as it is."""
WARNINGS = {NO_ETHNICITY: "no_ethnicity_column", NO_GRADE: "no_grade_column", PER_ROW: "no_staff_number"}
"""The issue that goes with each question while it is open."""
ETHNICITY_PAIR = ("\0", "")
"""In place of the texts of an ethnicity label: no cell can hold it."""

_QUESTIONS = {
    NO_ETHNICITY: N_("The file has no ethnicity. Count its people with their ethnicity “not available”?"),
    NO_GRADE: N_("The file has no grade or rank. Count its people with their grade unknown?"),
    PER_ROW: N_("The file has neither numbers of people nor staff numbers. Is each row one person?"),
}
_CHOICES = {
    NO_ETHNICITY: N_("This file has no ethnicity"),
    NO_GRADE: N_("This file has no grade"),
    PER_ROW: N_("Each row is one person"),
}
_TITLES = {
    WorkerType.OFFICER: r"police officers?\b|swyddogion (?:yr )?heddlu\b",
    WorkerType.STAFF: r"police staff\b|staff (?:yr )?heddlu\b",
    WorkerType.PCSO: r"pcsos?\b|police community support officers?\b|swyddogion cymorth cymunedol",
    WorkerType.SPECIAL: r"specials\b|special constab|cwnstabliaid arbennig",
    WorkerType.DESIGNATED: r"designated officers?\b",
    WorkerType.VOLUNTEER: r"volunteers?\b|gwirfoddolwyr\b",
}


def question(name: str) -> str:
    """What is asked about the file."""
    return _(_QUESTIONS[name])


def choice(name: str) -> str:
    """The answer in words."""
    return _(_CHOICES[name])


def said(answers: Mapping[str, tuple[str, str]], name: str) -> str:
    """Where the answer to the question comes from: decision or profile; "" when it was not given."""
    answer, how = answers.get(name, ("", ""))
    return how if answer == ANSWERS[name] else ""


def worker_of_titles(titles: Iterable[str]) -> str:
    """The one kind of worker the titles over a table name ("Police officers by force"); "" for none or several."""
    text = " | ".join(titles).casefold()
    found = [worker for worker, pattern in _TITLES.items() if re.search(rf"\b(?:{pattern})", text)]
    return str(found[0]) if len(found) == 1 else ""
