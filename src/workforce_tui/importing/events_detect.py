"""What a sheet is about: staff in post, or events of some kind; with the reason, or as a question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain.datasets import EVENTS, MENTORING, Dataset, dataset_message, dataset_name
from workforce_tui.domain.ethnicity_labels import Suggestion
from workforce_tui.domain.label_keys import label_key
from workforce_tui.domain.outcomes import recognise_outcome, stage_rank
from workforce_tui.i18n import _, in_every_language
from workforce_tui.importing.dates import dates_in_titles, parse_date
from workforce_tui.importing.events_columns import event_field, own_field
from workforce_tui.importing.model import WHOLE_FILE, PendingDecision
from workforce_tui.importing.synonyms import header_fields
from workforce_tui.importing.values import is_total, tidy, to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from workforce_tui.importing.answers import Answers
    from workforce_tui.importing.model import ImportRequest
    from workforce_tui.importing.sheets import Candidate
    from workforce_tui.importing.values import Cell

_WORDS = {
    Dataset.TEMPORARY_PROMOTIONS: r"temp(?:orary|orarily|\.)? promot\w+|acting[- ]up|acting promotions?|tca"
    r"|temporary cover allowances?|dyrchafiad(?:au)? dros dro",
    Dataset.PROMOTIONS: r"promotions?|promoted|dyrchafiad(?:au)?",
    Dataset.JOINERS: r"joiners?|new starters?|new entrants?|starters|ymunwyr|dechreuwyr(?: newydd)?",
    Dataset.LEAVERS: r"leavers?|attrition|staff turnover|terminations?|ymadawyr|gadawyr|rhai sy'n gadael",
    Dataset.RECRUITMENT: r"recruitment (?:data|stages?|funnel|campaigns?|outcomes?|monitoring|pipeline|diversity)"
    r"|recruitment|applicants?|applications?|shortlisting|selection stages?|recriwtio|ymgeiswyr|ceisiadau",
    Dataset.GRIEVANCES: r"grievances?|cwynion|achwyniadau",
    Dataset.DISCIPLINE: r"disciplin\w+|misconduct|conduct (?:cases|and discipline|& discipline)|disgyblu|disgyblaeth"
    r"|camymddwyn",
    Dataset.CAPABILITY: r"capability|unsatisfactory performance|upp|poor performance|galluogrwydd|gallu",
    Dataset.TRAINING: r"training|cpd|courses? (?:attended|attendance)|learning and development|hyfforddiant",
    Dataset.MENTEES: r"mentees?|mentoreion",
    Dataset.MENTORS: r"mentors?|mentoriaid",
}
_PATTERNS = {dataset: re.compile(rf"\b(?:{words})\b") for dataset, words in _WORDS.items()}
_STAFF = re.compile(
    r"\b(?:staff in post|in post|headcount|head count|workforce|establishment|strength|staff list|nominal roll|as at|"
    r"snapshot|staff yn eu swydd|yn y swydd|cyfrif pennau|gweithlu|fel ar)\b"
)
_OF_MENTORING = re.compile(r"\b(?:mentee|mentor|mentoring|identity to match|match with similar identity)\b")
"""Words of a header that only lists of mentees and mentors have."""
_ANY_DATE = frozenset({"date", "dyddiad", "effectivedate", "periodend"})
"""Headers that are of a snapshot's date in a list of staff, and of an event's in any other."""
_LEFT = 0.5
"""Share of rows with a date of leaving in the past from which a list of people may be one of leavers."""
_ALL_LEFT = 0.95
_FEWEST = 5
"""Rows below which the share of leavers says nothing, unless there are reasons for leaving too."""
_CLEAR = 2


@dataclass(frozen=True, slots=True)
class Evidence:
    """How much speaks for a dataset, and what."""

    dataset: Dataset
    points: int
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """The dataset a sheet is read as, and why; or a question in place of it."""

    dataset: Dataset
    reason: str = ""
    question: PendingDecision | None = None
    wrong_answer: str = ""
    """An answer to the question that is no dataset."""


def propose(request: ImportRequest, candidate: Candidate, answers: Answers, *, value: str = WHOLE_FILE) -> Proposal:
    """The dataset asked for or decided; else the one the sheet seems to be about. A question is asked of *value*."""
    if request.dataset is not None:
        return Proposal(request.dataset, _("it was named"))
    answered = answers.get("dataset", value)
    if answered is not None:
        found = dataset_named(answered[0])
        return (
            Proposal(found, _("it was decided")) if found else Proposal(Dataset.STAFF_IN_POST, wrong_answer=answered[0])
        )
    events = sorted(
        (_of_events(dataset, request, candidate) for dataset in (*EVENTS, *MENTORING)), key=lambda one: -one.points
    )
    best, second = events[0], events[1]
    if best.points < 1:
        unclear = _nothing_but_a_period(request, candidate)
        ranked = [*(Evidence(dataset, 0) for dataset in EVENTS), Evidence(Dataset.STAFF_IN_POST, 0)]
        return Proposal(Dataset.STAFF_IN_POST, "", _question(value, candidate, ranked) if unclear else None)
    staff = _of_staff(request, candidate)
    left = _share_left(request, candidate) if best.dataset is Dataset.LEAVERS else 0.0
    many_left = left >= _LEFT
    if staff.points >= best.points and not many_left:
        return Proposal(Dataset.STAFF_IN_POST)
    ahead = best.points - second.points >= (_CLEAR if second.points >= _CLEAR else 1)
    if best.points - staff.points >= _CLEAR and ahead:
        return Proposal(best.dataset, "; ".join(best.reasons))
    rivals = [one for one in (*events, staff) if one.points >= max(best.points - 1, 1) or one is staff]
    return Proposal(best.dataset, "", _question(value, candidate, sorted(rivals, key=lambda one: -one.points)))


def dataset_named(text: str) -> Dataset | None:
    """The dataset with this code or name in either language."""
    wanted = label_key(text)
    for dataset in Dataset:
        if wanted in {label_key(dataset), *map(label_key, in_every_language(dataset_message(dataset)))}:
            return dataset
    return None


def _question(value: str, candidate: Candidate, ranked: Sequence[Evidence]) -> PendingDecision:
    choices = tuple(Suggestion(str(one.dataset), dataset_name(one.dataset), "; ".join(one.reasons)) for one in ranked)
    rows = max((candidate.sheet.height or len(candidate.head)) - candidate.header.last - 1, 0)
    message = _("What is this file about? It may be {choices}.").format(choices=", ".join(one.name for one in choices))
    return PendingDecision("dataset", value, rows, choices, message)


def _of_events(dataset: Dataset, request: ImportRequest, candidate: Candidate) -> Evidence:
    points, reasons = _by_name(dataset, request, candidate)
    for field in dict.fromkeys(own_field(dataset, parts) for parts in candidate.header.columns):
        if field is None or (dataset is Dataset.LEAVERS and field in ("event_date", "outcome")):
            continue
        points += 1
        reasons.append(_column_reason(dataset, candidate, field))
    if dataset in MENTORING and any(_OF_MENTORING.search(tidy(" ".join(one))) for one in candidate.header.columns):
        points += 1
        reasons.append(_("its headers speak of mentoring"))
    if dataset is Dataset.LEAVERS and (share := _share_left(request, candidate)) > _LEFT:
        points += 2 if share >= _ALL_LEFT else 1
        reasons.append(_("the rows have dates of leaving in the past"))
    across = set(outcomes_across(dataset, candidate.header.columns).values()) - {"other", "unknown"}
    if len(across) > 1:
        # Each counts: applicants who are shortlisted and interviewed are recruited, not trained.
        points += len(across)
        reasons.append(_("its columns are headed by how such events end"))
    if _outcomes_down(dataset, candidate):
        points += _CLEAR if dataset is Dataset.RECRUITMENT else 1
        reasons.append(_("a column holds how such events end"))
    if points and request.period_start is not None:
        points += 1
        reasons.append(_("a period was given"))
    return Evidence(dataset, points, tuple(reasons))


def _nothing_but_a_period(request: ImportRequest, candidate: Candidate) -> bool:
    """Whether a period was given for a sheet that says nothing of what it is about: staff in post have a day."""
    return request.period_start is not None and not _of_staff(request, candidate).points


def _by_name(dataset: Dataset, request: ImportRequest, candidate: Candidate) -> tuple[int, list[str]]:
    """Points for the sheet, its titles and the file being named after the dataset."""
    if _says(dataset, candidate.name):
        return _CLEAR, [_("the sheet is called “{name}”").format(name=candidate.name)]
    for text in titles_of(candidate):
        if _says(dataset, text):
            return _CLEAR, [_("its title is “{title}”").format(title=text[:60])]
    if _says(dataset, request.path.stem):
        return 1, [_("the file is called “{name}”").format(name=request.path.name)]
    return 0, []


def _says(dataset: Dataset, text: str) -> bool:
    plain = re.sub(r"[_\-]+", " ", tidy(text))
    if dataset is Dataset.PROMOTIONS:
        plain = _PATTERNS[Dataset.TEMPORARY_PROMOTIONS].sub(" ", plain)
    return _PATTERNS[dataset].search(plain) is not None


def titles_of(candidate: Candidate) -> list[str]:
    """The texts above the header."""
    above = candidate.head[: candidate.header.first]
    return [text for row in above for cell in row if isinstance(cell, str) and (text := to_text(cell))]


def _column_reason(dataset: Dataset, candidate: Candidate, field: str) -> str:
    name = next(parts[-1] for parts in candidate.header.columns if parts and own_field(dataset, parts) == field)
    return _("it has a column “{header}”").format(header=name)


def _of_staff(request: ImportRequest, candidate: Candidate) -> Evidence:
    points, reasons = 0, []
    named = [parts for parts in candidate.header.columns if parts and label_key(parts[-1]) not in _ANY_DATE]
    fields = {found[0] for parts in named if (found := header_fields(parts))}
    above: list[list[Cell]] = [*candidate.head[: candidate.header.first], [candidate.name]]
    texts = [candidate.name, request.path.stem.replace("_", " ").replace("-", " "), *titles_of(candidate)]
    if any(_STAFF.search(tidy(text)) for text in texts):
        points += 1
        reasons.append(_("its name or title speaks of staff in post"))
    if fields & {"as_at"} or dates_in_titles(above):
        points += 1
        reasons.append(_("it has the date of a snapshot"))
    if request.as_at is not None:
        points += 1
        reasons.append(_("a snapshot date was given"))
    if "fte" in fields or any(_STAFF.search(tidy(part)) for parts in candidate.header.columns for part in parts):
        points += 1
        reasons.append(_("it has a headcount or full-time equivalents"))
    return Evidence(Dataset.STAFF_IN_POST, points, tuple(reasons))


def _share_left(request: ImportRequest, candidate: Candidate) -> float:
    """The share of rows of people with a date of leaving on or before the day the file is for (else today)."""
    columns = [
        index
        for index, parts in enumerate(candidate.header.columns)
        if (header_fields(parts) or ("",))[0] == "leaving_date"
    ]
    rows = [row for row in candidate.head[candidate.header.last + 1 :] if sum(cell != "" for cell in row) > 2]
    reasoned = any((header_fields(parts) or ("",))[0] == "leaving_reason" for parts in candidate.header.columns)
    if not columns or len(rows) < (1 if reasoned else _FEWEST):
        return 0.0
    limit = request.as_at or request.today
    days = [_first_date(row, columns) for row in rows]
    return sum(day is not None and (limit is None or day <= limit) for day in days) / len(rows)


def _first_date(row: list[Cell], columns: Iterable[int]) -> date | None:
    return next((day for i in columns if i < len(row) and (day := parse_date(row[i])) is not None), None)


def outcomes_across(dataset: Dataset, columns: Sequence[tuple[str, ...]]) -> dict[int, str]:
    """The outcome each column is headed by."""
    found: dict[int, str] = {}
    for index, parts in enumerate(columns):
        code = next((code for part in reversed(parts) if (code := _outcome_of_header(dataset, part))), None)
        if code is not None:
            found[index] = code
    return found


_COUNTED = re.compile(
    r"^(?:number|no\.?|nifer|total number|count)(?: of| who were| who)?(?: an?| y| yr)? |\((?:n|no|number)\)$"
)


def _outcome_of_header(dataset: Dataset, part: str) -> str | None:
    text = tidy(part)
    if "%" in text or re.search(r"\b(?:rate|per ?cent|percentage|proportion|date|canran|dyddiad)\b", text):
        return None
    for words in (text, _COUNTED.sub("", text).strip()):
        code = recognise_outcome(dataset, words, suggest=False).code if words else None
        if code is not None and (not is_total(text) or stage_rank(code) >= 0):
            return code
    return None


def _outcomes_down(dataset: Dataset, candidate: Candidate) -> bool:
    """Whether a column called stage, outcome or the like holds what such events end in."""
    rows = candidate.head[candidate.header.last + 1 :]
    for index, parts in enumerate(candidate.header.columns):
        if (event_field(dataset, parts) or ("",))[0] != "outcome":
            continue
        texts = {to_text(row[index]) for row in rows if index < len(row)} - {""}
        known = {code for text in texts if (code := recognise_outcome(dataset, text, suggest=False).code)} - {
            "other",
            "unknown",
        }
        if len(known) >= min(2, len(texts)) > 0 and len(known) * 2 >= len(texts):
            return True
    return False
