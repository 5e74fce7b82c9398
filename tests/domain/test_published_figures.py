"""Figures published about Wales, computed again from the counts they were published with."""

from __future__ import annotations

import pytest

from workforce_tui.domain.benchmarks import benchmark
from workforce_tui.domain.counts import Count
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.formatting import half_up, percent, share_text
from workforce_tui.domain.representation import Composition, representation

OFFICERS_2019 = {"dyfed-powys": 1_159, "gwent": 1_306, "north-wales": 1_522, "south-wales": 3_036}
"""Officers in post, 30 September 2019 (Home Office, police workforce, headcount tables)."""


@pytest.mark.parametrize(
    ("area", "excluding", "including"),
    [("dyfed-powys", 31, 68), ("gwent", 76, 113), ("north-wales", 48, 101), ("south-wales", 281, 384)],
)
def test_officers_it_would_take_for_parity(area: str, excluding: int, including: int) -> None:
    def parity(definition: EthnicityDefinition) -> int:
        return int(half_up(benchmark(area).share(definition) * OFFICERS_2019[area], 0))

    assert parity(EthnicityDefinition.EM_EXCL) == excluding
    assert parity(EthnicityDefinition.EM_INCL) == including


@pytest.mark.parametrize(
    ("area", "shares"),
    [
        ("dyfed-powys", ("2.70%", "5.89%", "2.96%")),
        ("gwent", ("5.80%", "8.62%", "6.00%")),
        ("north-wales", ("3.17%", "6.66%", "3.29%")),
        ("south-wales", ("9.25%", "12.64%", "9.41%")),
        ("wales", ("6.17%", "9.44%", "6.34%")),
    ],
)
def test_population_shares_under_the_three_definitions(area: str, shares: tuple[str, str, str]) -> None:
    assert tuple(percent(benchmark(area).share(definition), 2) for definition in EthnicityDefinition) == shares


@pytest.mark.parametrize(
    ("minority", "everyone", "written"),
    [
        (0, 961, "0.0%"),
        (9, 1_004, "0.9%"),
        (1, 1_366, "0.1%"),
        (22, 3_175, "0.7%"),
        (32, 6_506, "0.5%"),
        (79, 3_069, "2.6%"),
    ],
)
def test_police_officers_in_1993_and_2020(minority: int, everyone: int, written: str) -> None:
    """Hansard, 16 June 1993, by force and for Wales; South Wales Police, 31 December 2020."""
    by_code = {"EM": Count.exact(minority), "WHITE": Count.exact(everyone - minority)}
    figures = representation(Composition(by_code), EthnicityDefinition.EM_EXCL)
    assert figures.share is not None
    assert share_text(figures.share) == written


@pytest.mark.parametrize(
    ("groups", "white", "undeclared", "unknown", "share", "declared"),
    [
        ((30, 20, 65, 15), 2_835, 55, 550, "4.4%", "83.1%"),  # HMPPS in Wales, 2023
        ((20, 15, 40, 10), 2_340, 50, 405, "3.5%", "84.2%"),  # HMPPS in Wales, 2021
        ((20, 10, 5, Count(0, 4)), 875, 30, 85, "3.8% to 4.3%", "88.8%"),  # HMCTS in Wales, 2023
        ((10, Count(0, 4), 5, 5), 370, Count(0, 4), 40, "5.1% to 6.1%", "90.7%"),  # CPS in Wales, 2023
    ],
)
def test_the_civil_service_in_wales(
    groups: tuple[int | Count, ...],
    white: int,
    undeclared: int | Count,
    unknown: int,
    share: str,
    declared: str,
) -> None:
    """Civil Service statistics, 31 March; counts rounded to five, [c] read as 0 to 4."""
    counts = (*groups, white, undeclared, unknown)
    codes = ("ASIAN", "BLACK", "MIXED", "OTHER", "WHITE", "X_PNTS", "X_UNK")
    by_code = {c: n if isinstance(n, Count) else Count.exact(n) for c, n in zip(codes, counts, strict=True)}
    figures = representation(Composition(by_code), EthnicityDefinition.EM_EXCL)
    assert figures.share is not None
    assert share_text(figures.share) == share
    assert figures.declaration.low is not None
    assert figures.declaration.high is not None
    published = float(declared.removesuffix("%")) / 100
    assert figures.declaration.low - 0.002 <= published <= figures.declaration.high + 0.002
