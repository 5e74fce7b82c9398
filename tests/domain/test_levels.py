"""Levels and tiers, and the rules that move a grade from one level to another."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce_tui.domain.grades import Level, LevelRule, Tier, grade, level_name, level_of, tier_name, tier_of

if TYPE_CHECKING:
    import random

DAY = date(2025, 3, 31)


@pytest.mark.parametrize(
    ("code", "level", "tier"),
    [
        ("AO", Level.L1, Tier.LOWER),
        ("EO", Level.L2, Tier.LOWER),
        ("HEO", Level.L3, Tier.MIDDLE),
        ("SEO", Level.L4, Tier.MIDDLE),
        ("G7", Level.L5, Tier.UPPER),
        ("G6", Level.L5, Tier.UPPER),
        ("SCS", Level.L6, Tier.UPPER),
        ("BAND3", Level.L1, Tier.LOWER),
        ("BAND4", Level.L2, Tier.LOWER),
        ("BAND6", Level.L3, Tier.MIDDLE),
        ("BAND8", Level.L4, Tier.MIDDLE),
        ("BAND11", Level.L5, Tier.UPPER),
        ("BAND12", Level.L6, Tier.UPPER),
        ("CPS_B2", Level.L3, Tier.MIDDLE),
        ("CPS_CP", Level.L4, Tier.MIDDLE),
        ("CPS_SCP", Level.L5, Tier.UPPER),
        ("MOJ_E", Level.L1, Tier.LOWER),
        ("MOJ_A", Level.L5, Tier.UPPER),
        ("CONSTABLE", Level.L2, Tier.LOWER),
        ("SERGEANT", Level.L3, Tier.MIDDLE),
        ("CHIEF_INSPECTOR", Level.L4, Tier.MIDDLE),
        ("CHIEF_SUPERINTENDENT", Level.L5, Tier.UPPER),
        ("CHIEF_OFFICER", Level.L6, Tier.UPPER),
        ("PCSO", Level.L1, Tier.LOWER),
        ("NJC_23_33", Level.L3, Tier.MIDDLE),
    ],
)
def test_the_default_mapping_of_the_common_framework(code: str, level: Level, tier: Tier) -> None:
    assert level_of(code, organisation="gwent-police", on=DAY, rules=()) is level
    assert tier_of(level) is tier


@pytest.mark.parametrize("code", ["own:team-leader", "CS_UNKNOWN", "STAFF_UNKNOWN", "", "eo"])
def test_what_is_not_mapped_is_level_0_and_in_no_tier(code: str) -> None:
    level = level_of(code, organisation=None, on=DAY, rules=())
    assert level is Level.L0
    assert tier_of(level) is None


def test_every_level_but_0_is_in_one_tier_and_tiers_rise_with_levels() -> None:
    tiers = [tier_of(level) for level in Level][1:]
    assert None not in tiers
    assert [list(Tier).index(tier) for tier in tiers if tier] == [0, 0, 1, 1, 2, 2]


GENERAL = LevelRule("BAND3", Level.L2)
DATED = LevelRule("BAND3", Level.L3, date(2024, 1, 1), None)
NARROW = LevelRule("BAND3", Level.L5, date(2024, 1, 1), date(2025, 12, 31))
LOCAL = LevelRule("BAND3", Level.L4, organisation="hmpps-wales")
ENDED = LevelRule("BAND3", Level.L6, None, date(2025, 3, 30), "hmpps-wales")
LATER = LevelRule("BAND3", Level.L6, date(2025, 4, 1), None, "hmpps-wales")
ELSEWHERE = LevelRule("BAND3", Level.L6, organisation="gwent-police")
OTHER_GRADE = LevelRule("BAND4", Level.L6)


@pytest.mark.parametrize(
    ("rules", "level"),
    [
        ([GENERAL], Level.L2),
        ([GENERAL, DATED], Level.L3),
        ([DATED, GENERAL], Level.L3),
        ([DATED, NARROW, GENERAL], Level.L5),
        ([LOCAL, NARROW, DATED, GENERAL], Level.L4),
        ([ENDED, LATER, ELSEWHERE, OTHER_GRADE], Level.L1),
        ([ENDED, LATER, ELSEWHERE, OTHER_GRADE, GENERAL], Level.L2),
    ],
)
def test_the_most_specific_rule_in_force_wins(rules: list[LevelRule], level: Level) -> None:
    assert level_of("BAND3", organisation="hmpps-wales", on=DAY, rules=rules) is level


@pytest.mark.parametrize(
    ("day", "level"),
    [
        (date(2024, 3, 31), Level.L1),
        (date(2024, 4, 1), Level.L2),
        (date(2025, 3, 31), Level.L2),
        (date(2025, 4, 1), Level.L1),
    ],
)
def test_a_rule_holds_on_its_first_and_its_last_day(day: date, level: Level) -> None:
    rule = LevelRule("BAND3", Level.L2, date(2024, 4, 1), date(2025, 3, 31))
    assert level_of("BAND3", organisation=None, on=day, rules=[rule]) is level


def test_a_rule_gives_an_organisations_own_grade_its_level() -> None:
    rule = LevelRule("own:team-leader", Level.L3, organisation="yjs-cardiff")
    assert level_of("own:team-leader", organisation="yjs-cardiff", on=DAY, rules=[rule]) is Level.L3
    assert level_of("own:team-leader", organisation="yjs-newport", on=DAY, rules=[rule]) is Level.L0


_dates = st.none() | st.dates(date(2024, 1, 1), date(2026, 1, 1))
_rules = st.builds(
    LevelRule,
    st.sampled_from(["BAND3", "BAND4"]),
    st.sampled_from(Level),
    _dates,
    _dates,
    st.sampled_from([None, "hmpps-wales", "gwent-police"]),
)


@given(st.lists(_rules, max_size=6))
def test_a_level_comes_from_a_rule_in_force_or_from_the_default(rules: list[LevelRule]) -> None:
    level = level_of("BAND3", organisation="hmpps-wales", on=DAY, rules=rules)
    in_force = [rule for rule in rules if rule.applies("BAND3", "hmpps-wales", DAY)]
    own = [rule for rule in in_force if rule.organisation]
    default = grade("BAND3")
    assert default
    assert level in ({rule.level for rule in own or in_force} or {default.level})


@given(st.lists(_rules, max_size=6, unique_by=lambda r: (r.organisation, r.valid_from, r.valid_to)), st.randoms())
def test_the_order_of_different_rules_does_not_matter(rules: list[LevelRule], chance: random.Random) -> None:
    shuffled = chance.sample(rules, len(rules))
    levels = {level_of("BAND3", organisation="hmpps-wales", on=DAY, rules=order) for order in (rules, shuffled)}
    assert len(levels) == 1


def test_levels_and_tiers_have_names_of_their_own() -> None:
    assert len({level_name(level) for level in Level}) == len(Level)
    assert [tier_name(tier) for tier in Tier] == ["Lower", "Middle", "Upper"]
