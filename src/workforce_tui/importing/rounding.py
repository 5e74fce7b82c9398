"""Counts that were rounded before they were sent: each may have been any number that rounds to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import Count
from workforce_tui.importing.values import tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workforce_tui.importing.facts import Fact

_WORDS = {"five": 5, "ten": 10, "pump": 5, "bump": 5, "phump": 5, "deg": 10, "ddeg": 10}
_STATED = re.compile(
    r"(?<!not )(?<!not been )\b"
    r"(?:round(?:ed|ing)\b.*?\b(?:nearest|multiples? of)|talgrynn\w*\b.*?\b(?:agosaf|lluosrif\w* o))"
    r"(?: at)? (\d{1,3}|five|ten|pump|bump|phump|deg|ddeg)\b(?! ?%| per ?cent)"
    r"|\btalgrynn\w* i'r (\d{1,3}|pump|deg) agosaf\b"
)
_OF_SHARES = re.compile(r"\bpercent|\bper cent|%|\bcanran")
_OF_COUNTS = re.compile(r"\bcount|\bheadcount|\bnumber|\bfigure|\bpeople|\bstaff|\bnifer|\bffigur")
_MOST = 100
_ENOUGH = 0.8
"""Share of the counts that must be multiples of the base for the statement to be about them."""
SUPPRESSED_BELOW = 5
"""Counts below this are the ones that "[c]" and "~" stand for, so a number that is given is not one of them."""


def stated_base(texts: Iterable[str], facts: Sequence[Fact]) -> int:
    """The base that titles or notes say counts were rounded to, where the counts bear it out; 0 otherwise."""
    base = base_in(texts)
    return base if base and _is_rounded_to(facts, base) else 0


def base_in(texts: Iterable[str]) -> int:
    """The base in "rounded to the nearest 5" and the like; 0 when nothing is said of counts."""
    for text in texts:
        for sentence in re.split(r"[.;]\s", tidy(text)):
            found = _STATED.search(sentence)
            if found is None or (_OF_SHARES.search(sentence) and not _OF_COUNTS.search(sentence)):
                continue
            word = found[1] or found[2]
            base = _WORDS.get(word) or int(word)
            if 1 < base <= _MOST:
                return base
    return 0


def _is_rounded_to(facts: Sequence[Fact], base: int) -> bool:
    numbers = [fact.low for fact in facts if not fact.is_total and fact.low == fact.high and fact.low]
    multiples = sum(number % base == 0 for number in numbers)
    return multiples >= _ENOUGH * len(numbers)


def widen(facts: Iterable[Fact], base: int, *, suppressed: bool) -> None:
    """Make every rounded count the range of what it may have been.

    *suppressed* is whether smaller counts are hidden behind a marker in the table.
    """
    for fact in facts:
        if not fact.is_total and fact.low == fact.high and fact.low % base == 0:
            count = Count.rounded(fact.low, base, suppressed_below=SUPPRESSED_BELOW if suppressed else 0)
            fact.low, fact.high = count.low, count.high
