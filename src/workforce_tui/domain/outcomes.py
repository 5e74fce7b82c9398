"""How events ended, from the words HR systems use: one code for each outcome of a dataset, or a question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from workforce_tui.domain.datasets import OUTCOMES, STAGES, Dataset, outcome_name
from workforce_tui.domain.ethnicity_labels import Suggestion
from workforce_tui.domain.label_keys import label_key
from workforce_tui.i18n import _, in_every_language
from workforce_tui.reference import rows

if TYPE_CHECKING:
    from collections.abc import Mapping

UNKNOWN_OUTCOME = "unknown"
_DETAIL = re.compile(r"(.+?)\s*(?:\s[-–—]\s|[:(])\s*(.+?)\)?")
_CHANGES = re.compile(
    r"health|medical|sick|disab|redundan|dismiss|conduct|transfer|contract|death|died|deceased|tupe|retire|resign"
    r"|rescind|withdr|iechyd|meddygol|salwch|diswydd|trosglwydd|marw|ymddeol|ymddisw"
)
"""Words after a reason for leaving that may make it another reason."""
_DENIALS = ("not", "non", "never", "un", "heb", "ddim", "nid", "ni")
"""Words that turn what follows them into its opposite."""
_CLOSE = 0.8
_MOST = 3


@dataclass(frozen=True, slots=True)
class OutcomeRecognition:
    """The code of an outcome; None is a question, with the likeliest answers."""

    code: str | None
    suggestions: tuple[Suggestion, ...] = ()


def recognise_outcome(dataset: Dataset, raw: str, *, suggest: bool = True) -> OutcomeRecognition:
    """The outcome *raw* means in *dataset*; an empty text is "not stated", and no stage of recruitment at all.

    Suggestions take a hundred times as long as recognising; without *suggest* there are none for an unknown text.
    """
    key = label_key(raw)
    known = _aliases(dataset)
    if not key:
        return OutcomeRecognition(UNKNOWN_OUTCOME if UNKNOWN_OUTCOME in _codes(dataset) else None)
    if key in known:
        return OutcomeRecognition(known[key])
    if dataset is Dataset.LEAVERS and (code := _before_detail(raw, known)):
        return OutcomeRecognition(code)
    return OutcomeRecognition(None, _suggest(dataset, key, known) if suggest else ())


def _before_detail(raw: str, known: Mapping[str, str]) -> str | None:
    """The reason for leaving before its detail: "Resigned - personal". None where the detail may change it."""
    found = _DETAIL.fullmatch(raw.strip())
    code = known.get(label_key(found[1])) if found else None
    if found is None or code is None or _CHANGES.search(found[2].casefold()):
        return None
    return code if known.get(label_key(found[2]), code) == code else None


def outcome_code(dataset: Dataset, answer: str) -> str | None:
    """The code a person meant by an answer: a code of the dataset's outcomes, or words for one."""
    wanted = answer.strip().casefold()
    return wanted if wanted in _codes(dataset) else _aliases(dataset).get(label_key(answer))


def stage_rank(code: str) -> int:
    """The place of a stage of recruitment, 0 for an application; -1 for anything else."""
    return next((place for place, stage in enumerate(STAGES) if stage.code == code), -1)


def outcome_choices(dataset: Dataset) -> tuple[Suggestion, ...]:
    """Every outcome of the dataset, to choose from."""
    return tuple(Suggestion(one.code, _(one.name), "") for one in OUTCOMES[dataset])


def _codes(dataset: Dataset) -> frozenset[str]:
    return frozenset(outcome.code for outcome in OUTCOMES[dataset])


@cache
def _aliases(dataset: Dataset) -> Mapping[str, str]:
    found = {label_key(name): one.code for one in OUTCOMES[dataset] for name in in_every_language(one.name)}
    found |= {label_key(one.code): one.code for one in OUTCOMES[dataset]}
    for row in rows("outcome_aliases"):
        if dataset in row["dataset"].split():
            found.setdefault(label_key(row["alias"]), row["outcome"])
    return found


def _suggest(dataset: Dataset, key: str, known: Mapping[str, str]) -> tuple[Suggestion, ...]:
    """The outcomes whose words are in the text or most like it, the likeliest first; never the opposite of it."""
    within = sorted((alias for alias in known if len(alias) > 4 and alias in key), key=len, reverse=True)
    opposites = {code for alias, code in known.items() if any(f"{word}{alias}" in key for word in _DENIALS)}
    found: dict[str, Suggestion] = {}
    for alias in (*within, *get_close_matches(key, known, _MOST, _CLOSE)):
        code = known[alias]
        if code in opposites or _denies(key, alias):
            continue
        reason = _("contains the words for it") if alias in within else _("spelt alike")
        found.setdefault(code, Suggestion(code, outcome_name(dataset, code), reason))
    return tuple(found.values())[:_MOST]


def _denies(key: str, alias: str) -> bool:
    """Whether a text begins with a word such as "not", and the alias does not."""
    return any(key.startswith(word) and not alias.startswith(word) for word in _DENIALS)
