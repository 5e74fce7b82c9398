"""What counts by stage mean: everybody who came so far, or those who came no further.

Only a person can say so, unless the numbers do. Adding up two counts of one stage ("Applicants", "Eligible
applicants"), or requests for training and what became of them, would count the same events twice.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import Count, total
from workforce_tui.domain.datasets import Dataset, outcome_name
from workforce_tui.domain.ethnicity_labels import Suggestion
from workforce_tui.domain.outcomes import stage_rank
from workforce_tui.i18n import _
from workforce_tui.importing.model import WHOLE_FILE, PendingDecision

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from workforce_tui.importing.answers import Answers
    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.events_tables import Place, Written

CUMULATIVE, EXCLUSIVE = "cumulative", "exclusive"
REQUESTED = "requested"
_ENDED = ("refused", "completed")
Stages = dict[str, Count]


def settle_stages(
    dataset: Dataset, places: Mapping[Place, Written], answers: Answers, log: IssueLog
) -> tuple[dict[Place, Stages], list[PendingDecision]]:
    """The counts of each outcome, each event once (an application at every stage it came through), and the question."""
    summed = {place: {code: total(texts.values()) for code, texts in found.items()} for place, found in places.items()}
    asked = _question(dataset, places, summed)
    if asked is None:
        return summed, []
    answered = answers.get("stages", WHOLE_FILE)
    answer = answered[0].strip().casefold() if answered else ""
    if answer == CUMULATIVE:
        return {place: _as_given(dataset, found) for place, found in places.items()}, []
    if answer == EXCLUSIVE:
        if dataset is Dataset.RECRUITMENT:
            present = {code for stages in summed.values() for code in stages if stage_rank(code) >= 0}
            summed = {
                place: _accumulate({code: stages.get(code, Count(0, 0)) for code in present})
                for place, stages in summed.items()
            }
            log.add("stages_exclusive")
        return summed, []
    if answered:
        log.add("bad_decision", field="stages", value=WHOLE_FILE, answer=answered[0])
    return summed, [asked]


def _question(
    dataset: Dataset, places: Mapping[Place, Written], summed: Mapping[Place, Stages]
) -> PendingDecision | None:
    """What has to be asked about the counts, if anything."""
    if dataset is Dataset.RECRUITMENT:
        rising = sum(_rises(stages) for stages in summed.values())
        choices = (
            Suggestion(EXCLUSIVE, _("Each application is counted once, at the last stage it reached"), ""),
            Suggestion(CUMULATIVE, _("Each application is counted at every stage it came through"), ""),
        )
        message = _("The numbers rise from one stage to the next. What do the counts by stage mean?")
    elif dataset is Dataset.TRAINING:
        rising = len(summed) if _may_repeat(summed.values()) else 0
        choices = (
            Suggestion(EXCLUSIVE, _("Each request is counted once, by what became of it"), ""),
            Suggestion(CUMULATIVE, _("Each request is counted, and again under what became of it"), ""),
        )
        message = _("Do the numbers of requests include those that were completed or refused?")
    else:
        return None
    repeated = _repeated(places.values())
    if repeated and not rising:
        code, texts = repeated
        message = _("“{first}” and “{second}” are both read as “{stage}”. What do the counts by stage mean?").format(
            first=texts[0], second=texts[1], stage=outcome_name(dataset, code)
        )
    rows = rising or (len(places) if repeated else 0)
    return PendingDecision("stages", WHOLE_FILE, rows, choices, message) if rows else None


def _repeated(places: Iterable[Written]) -> tuple[str, list[str]] | None:
    """A stage that the file counts twice over in other words, for one group of people."""
    for found in places:
        for code, texts in found.items():
            held = [text for text, count in texts.items() if count.high]
            if len(held) > 1 and (stage_rank(code) >= 0 or code == REQUESTED):
                return code, held
    return None


def _may_repeat(places: Iterable[Stages]) -> bool:
    """Whether requests for training could hold those that were completed or refused as well."""
    both = [
        (stages[REQUESTED], total(stages[code] for code in _ENDED if code in stages))
        for stages in places
        if REQUESTED in stages and any(code in stages for code in _ENDED)
    ]
    return any(ended.high for _requested, ended in both) and all(
        requested.high >= ended.low for requested, ended in both
    )


def _as_given(dataset: Dataset, found: Written) -> Stages:
    """Counts of everybody who came so far: of two for one stage, the larger holds the other."""
    stages = {
        code: _largest(texts.values()) if _is_step(code) else total(texts.values()) for code, texts in found.items()
    }
    if dataset is Dataset.TRAINING and REQUESTED in stages:
        requested, ended = stages[REQUESTED], total(stages[code] for code in _ENDED if code in stages)
        low, high = max(requested.low - ended.high, 0), max(requested.high - ended.low, 0)
        stages[REQUESTED] = Count(low, high)
    return stages


def _is_step(code: str) -> bool:
    return stage_rank(code) >= 0 or code == REQUESTED


def _largest(counts: Iterable[Count]) -> Count:
    held = list(counts)
    return Count(max(count.low for count in held), max(count.high for count in held))


def _ordered(stages: Stages) -> list[tuple[str, Count]]:
    return sorted(((code, count) for code, count in stages.items() if stage_rank(code) >= 0), key=_rank)


def _rank(item: tuple[str, Count]) -> int:
    return stage_rank(item[0])


def _rises(stages: Stages) -> bool:
    counts = [count for _code, count in _ordered(stages)]
    return any(later.low > earlier.high for earlier, later in pairwise(counts))


def _accumulate(stages: Stages) -> Stages:
    so_far = Count(0, 0)
    found: Stages = {}
    for code, count in reversed(_ordered(stages)):
        so_far += count
        found[code] = so_far
    return found
