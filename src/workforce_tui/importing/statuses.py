"""Columns that say whether somebody is in post: a status, a yes or no to "leaver", a reason for leaving.

Somebody marked as having left is set aside, somebody away for a while is counted, and what is not understood is
asked. A status is as old as the file, so a leaving date after the snapshot outranks it.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from workforce_tui.domain.ethnicity_labels import Suggestion
from workforce_tui.domain.label_keys import label_key
from workforce_tui.domain.workforce import OUTSIDE_WORKFORCE, recognise_worker_type
from workforce_tui.i18n import _
from workforce_tui.importing.contract_words import CONTRACT_WORDS
from workforce_tui.importing.model import BLANK, LEAVING_REASON, NO_PERSON, PendingDecision
from workforce_tui.importing.privacy import shown
from workforce_tui.importing.vacancies import EmptyPosts, vacant
from workforce_tui.importing.values import is_total, tidy, to_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from workforce_tui.importing.answers import Answers
    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.mapper import Structure
    from workforce_tui.importing.values import Cell

IN_POST, LEFT, AWAY = "in_post", "left", "away"
"""Counted; set aside; counted, and said so. The first two can be answers."""

_LEFT_TEXT = (
    "leaver, leavers, left, has left, left service, left organisation, terminated, termination, terminate assignment, "
    "terminated assignment, assignment terminated, resigned, resignation, retired, retirement, ill health retirement, "
    "dismissed, dismissal, ex employee, former employee, former staff, former, deceased, died, death in service, "
    "redundant, redundancy, made redundant, ended, employment ended, contract ended, end of contract, ceased, "
    "no longer employed, transferred out, transfer out, not in post, ex employee and applicant, wedi gadael, "
    "ymadawr, ymadawyr, gadawr, gadawyr, gadawodd, terfynwyd, wedi terfynu, ymddiswyddodd, "
    "wedi ymddiswyddo, ymddiswyddiad, ymddeolodd, wedi ymddeol, ymddeoliad, diswyddwyd, wedi'i ddiswyddo, "
    "wedi'i diswyddo, cyn weithiwr, cyn gyflogai, bu farw, gwag, nid mewn swydd"
)
_IN_POST_TEXT = (
    "active, current, in post, active employee, current employee, active assignment, active payroll eligible, "
    "active no payroll, live, serving, in service, working, staff in post, at work, existing, on strength, "
    "filled, occupied, post filled, post occupied, new starter, starter, joiner, new joiner, probation, "
    "probationary, on probation, in probation, confirmed, "
    "gweithredol, cyfredol, presennol, mewn swydd, yn y swydd, cyflogedig, yn gweithio, ar brawf, wedi'i llenwi"
)
_AWAY_TEXT = (
    "career break, on career break, maternity, maternity leave, on maternity leave, on maternity, paternity, "
    "paternity leave, adoption leave, shared parental leave, parental leave, secondment, on secondment, seconded, "
    "seconded out, secondee, out on secondment, sick, sickness, sick leave, on sick leave, long term sick, "
    "long term sickness, suspended, suspension, suspend assignment, suspended assignment, unpaid leave, special leave, "
    "sabbatical, leave of absence, on leave, paid leave, garden leave, gardening leave, on loan, loan, "
    "restricted duties, seibiant gyrfa, ar seibiant gyrfa, mamolaeth, absenoldeb mamolaeth, ar famolaeth, secondiad, "
    "ar secondiad, wedi'i secondio, absenoldeb salwch, salwch, wedi'i atal, atal dros dro, wedi'i hatal"
)
_MEANINGS = {
    label_key(word): standing
    for standing, text in ((IN_POST, _IN_POST_TEXT), (AWAY, _AWAY_TEXT), (LEFT, _LEFT_TEXT))
    for word in text.split(",")
}
_LEAVER_HEADERS = frozenset({"leaver", "isleaver", "leaveryn", "leaverflag", "leaveryesno", "ymadawr"}) | {
    "isvacant",
    "vacantyn",
    "vacantyesno",
    "vacantflag",
}
_CURRENT_HEADERS = frozenset({"isactive", "activeyn", "activeflag", "activeyesno", "currentemployee"})
_YES = frozenset({"y", "yes", "true", "1", "ie", "ydy", "ydi", "oes"})
NO = frozenset({"n", "no", "false", "0", "na", "nage", "nac ydy", "nac oes"})
_NOTHING = frozenset({"", "-", "--", "n/a", "none", "null", "nil", ".", "not applicable", "dim"})


_PAID = re.compile(r"\W*\b(?:un)?paid\b\W*$|\s*\((?:un)?paid\)$")
"""Whether an absence is paid does not change whether somebody is in post."""


def recognise_status(text: str) -> str | None:
    """Whether a status means in post, away for a while or left; None when nobody knows it."""
    key = label_key(text)
    if (found := _MEANINGS.get(key)) is not None:
        return found
    if _PAID.search(tidy(text)):
        return recognise_status(_PAID.sub("", tidy(text)))
    if vacant(text):
        return LEFT
    worker = recognise_worker_type(text)
    says_nothing = key in CONTRACT_WORDS or (worker is not None and worker not in OUTSIDE_WORKFORCE)
    return IN_POST if says_nothing else None


def _recognise_flag(header: str, text: str) -> str | None:
    """What yes or no means under a header such as "Leaver"."""
    key, answer = label_key(header), tidy(text)
    if key in _LEAVER_HEADERS:
        return {True: LEFT, False: IN_POST}.get(answer in _YES) if answer in _YES | NO else None
    if key in _CURRENT_HEADERS:
        return {True: IN_POST, False: LEFT}.get(answer in _YES) if answer in _YES | NO else None
    return None


class StatusCells:
    """The statuses met and how often; `left` is how many rows were set aside."""

    def __init__(self, structure: Structure, answers: Answers, log: IssueLog) -> None:
        self._columns = [(c.index, c.header) for c in structure.mapping if c.field == "status"]
        self._reason = structure.columns.get("leaving_reason", -1)
        self._empty = EmptyPosts(structure)
        self.used = bool(self._columns) or self._reason >= 0 or self._empty.are_numbered
        self._answers, self._log = answers, log
        self._known: dict[tuple[int, Cell], tuple[str, str]] = {}
        self._flagged: set[int] = {i for i, name in self._columns if label_key(name) in _LEAVER_HEADERS}
        self._met: dict[str, Counter[str]] = {standing: Counter() for standing in (IN_POST, AWAY, LEFT, "")}
        self._later = self._reasons = 0
        self._bad: set[str] = set()
        self.left = 0

    def sets_aside(self, row: list[Cell], leaves: Callable[[], bool | None] = lambda: None) -> bool:
        """Whether the row is about somebody not in post.

        *leaves* says whether a leaving date shows that they were still there: None without a leaving date.
        """
        standing, text = self._standing(row)
        if standing == LEFT and leaves():
            self._later += 1
            return False
        if standing != LEFT and self._reason >= 0 and tidy(row[self._reason]) not in _NOTHING and leaves() is None:
            standing, text = self._unexplained()
        if standing != LEFT and self._empty.are_numbered and self.is_empty_post(row):
            return True
        self._met[standing][text] += 1
        self.left += standing == LEFT
        return standing == LEFT

    def is_empty_post(self, row: list[Cell]) -> bool:
        """Whether a row without a staff number is a post without anybody in it; one that may be is asked about."""
        said = self._empty.said(row) or (NO_PERSON if self._empty.is_without_person(row) else "")
        if not said:
            return False
        standing = self._answer(said) or ("" if said == NO_PERSON else LEFT)
        self._met[standing][said] += 1
        self.left += standing == LEFT
        return standing == LEFT

    def _unexplained(self) -> tuple[str, str]:
        """Somebody with a reason for leaving and no leaving date: a person has to say what that means."""
        return self._answer(LEAVING_REASON) or "", LEAVING_REASON

    def _standing(self, row: list[Cell]) -> tuple[str, str]:
        """What all status columns together say: left before unknown, unknown before away, away before in post."""
        found = [
            self._known.get((index, row[index])) or self._look_up(index, row[index]) for index, _n in self._columns
        ]
        rank = (LEFT, "", AWAY, IN_POST)
        return min(found, key=lambda each: rank.index(each[0]), default=(IN_POST, ""))

    def _look_up(self, index: int, cell: Cell) -> tuple[str, str]:
        text = to_text(cell)
        text = BLANK if tidy(text) in _NOTHING else shown(text)
        found = self._answer(text)
        if is_total(text):
            found, text = IN_POST, ""
        elif found is None and text == BLANK:
            found = IN_POST
        elif found is None:
            header = next(name for column, name in self._columns if column == index)
            found = _recognise_flag(header, text) or recognise_status(text) or ""
        if text == BLANK and index in self._flagged:
            text = ""  # nothing in a "leaver" column is a no
        entry = self._known[index, cell] = (found, text)
        return entry

    def _answer(self, text: str) -> str | None:
        answered = self._answers.get("status", text)
        if answered is None:
            return None
        answer = answered[0].strip().casefold().replace(" ", "_")
        if answer in (IN_POST, LEFT):
            return answer
        if text not in self._bad:
            self._bad.add(text)
            self._log.add("answer_not_usable", field="status", value=text, answer=answered[0])
        return None

    def report(self) -> list[PendingDecision]:
        """Say who was set aside or counted though away; the statuses a person has to explain."""
        for text, rows in self._met[LEFT].items():
            code = "leaving_reason_not_counted" if text == LEAVING_REASON else "status_not_in_post"
            self._log.add(code, value=text, rows=rows)
        for text, rows in self._met[AWAY].items():
            self._log.add("away_counted", value=text, rows=rows)
        if self._later:
            self._log.add("left_after_snapshot", rows=self._later)
        unknown = Counter(self._met[""])
        stated = any(text and text != BLANK for text in self._met[IN_POST])
        if stated and (blank := self._met[IN_POST][BLANK]) and self._answers.get("status", BLANK) is None:
            unknown[BLANK] = blank
        return [_ask(text, rows) for text, rows in unknown.items()]


def _ask(text: str, rows: int) -> PendingDecision:
    counted = Suggestion(IN_POST, _("In post at the snapshot date: counted"), "")
    aside = Suggestion(LEFT, _("Not in post at the snapshot date: set aside"), "")
    if text == LEAVING_REASON:
        message = _("These people have a reason for leaving but no leaving date. Had they left by the snapshot date?")
        return PendingDecision("status", text, rows, (aside, counted), message)
    if text == NO_PERSON:
        message = _("These rows name a post and say nothing of a person. Is there somebody in it?")
        return PendingDecision("status", text, rows, (aside, counted), message)
    message = _("Are people with the status “{value}” in post?").format(value=text)
    return PendingDecision("status", text, rows, (counted, aside), message)
