"""Who is of a group, where an answer is too coarse to say."""

from __future__ import annotations

import pytest

from workforce_tui.domain.counts import Count
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.indicator_sides import Counted, Part, Tally, group_share
from workforce_tui.domain.indicators import Frame

EVERYBODY = Part(Frame(EthnicityDefinition.EM_EXCL, "", ""))


@pytest.mark.parametrize(
    ("group", "inside", "beside"),
    [
        ("ASIAN", Count(3, 7), Count(90, 94)),
        ("OTHER", Count(0, 4), Count(93, 97)),
        ("BLACK", Count(0, 0), Count(97, 97)),
    ],
)
def test_whoever_is_chinese_or_of_another_group_may_be_of_either(group: str, inside: Count, beside: Count) -> None:
    tally = Tally(
        (
            Counted("A_IND", "", Count.exact(3)),
            Counted("EM_CHI_OTHER", "", Count.exact(4)),
            Counted("W_BRIT", "", Count.exact(90)),
            Counted("X_UNK", "", Count.exact(6)),
        )
    )
    share = group_share(tally, EVERYBODY, group)
    assert share is not None
    assert (share.part, share.rest) == (inside, beside)
