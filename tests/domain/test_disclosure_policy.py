from __future__ import annotations

from dataclasses import asdict

import pytest

from workforce_tui.domain.disclosure.policy import Export, ProfileCode, Zeros, parse_policy, shipped_policy
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.reference import text

SHIPPED = text("disclosure_policy.toml")


def line_of(content: str, profile: str, start: str) -> int:
    lines = content.splitlines()
    table = lines.index(f"[{profile}]")
    return 1 + next(n for n in range(table, len(lines)) if lines[n].startswith(start))


def test_the_shipped_profiles_are_those_of_the_plan() -> None:
    policy = shipped_policy()
    assert [policy.profile(code).threshold for code in ("raw", "NETWORK", "Taskforce", "public")] == [0, 5, 5, 10]
    public = policy.profile("PUBLIC")
    assert (public.zeros, public.rounding, public.complementary) == (Zeros.HIDE, 5, True)
    assert [policy.profile(code).rounding for code in ProfileCode] == [0, 0, 5, 5]
    assert policy.profile("RAW").export is Export.REASON
    assert not policy.profile("RAW").withholds


@pytest.mark.parametrize(("base", "places"), [(29, None), (30, 0), (99, 0), (100, 1), (999, 1), (1000, 2)])
def test_a_public_percentage_has_as_many_decimals_as_its_base_bears(base: int, places: int | None) -> None:
    assert shipped_policy().profile("PUBLIC").places(base) == places


def test_a_percentage_beside_rounded_counts_has_a_decimal_from_a_hundred_people() -> None:
    taskforce = shipped_policy().profile("TASKFORCE")
    assert [taskforce.places(base) for base in (9, 10, 99, 100, 1000)] == [None, 0, 0, 1, 1]


def test_totals_are_exact_for_the_taskforce_which_adds_returns_up() -> None:
    assert [code for code in ProfileCode if shipped_policy().profile(code).exact_totals] == [ProfileCode.TASKFORCE]


def test_exact_counts_for_the_taskforce_are_two_values_away() -> None:
    before, after = SHIPPED.split("[TASKFORCE]")
    for shipped, chosen in (("rounding = 5", "rounding = 0"), ("one_decimal_from = 100", "one_decimal_from = 10")):
        after = after.replace(shipped, chosen, 1)
    taskforce = parse_policy(f"{before}[TASKFORCE]{after}", "mine.toml").profile("TASKFORCE")
    exact, asked = (asdict(one) for one in (taskforce, shipped_policy().profile("NETWORK")))
    differing = {name for name, value in exact.items() if asked[name] != value}
    assert differing == {"code", "description_en", "description_cy", "exact_totals"}
    assert exact["exact_totals"], "where nothing is rounded it changes nothing"


def test_zero_is_as_small_as_one_where_zeros_are_hidden() -> None:
    network = shipped_policy().profile("NETWORK")
    assert [number for number in range(8) if network.is_small(number)] == [0, 1, 2, 3, 4]
    assert not shipped_policy().profile("RAW").is_small(0)


@pytest.mark.parametrize(
    ("profile", "old", "new", "name"),
    [
        ("PUBLIC", "threshold = 10", "treshold = 10", "treshold"),
        ("PUBLIC", "threshold = 10", "threshold = -1", "threshold"),
        ("PUBLIC", "threshold = 10", 'threshold = "ten"', "threshold"),
        ("PUBLIC", "threshold = 10", "threshold = true", "threshold"),
        ("PUBLIC", "threshold = 10", "threshold = 3", "threshold"),
        ("PUBLIC", "rounding = 5", "rounding = 7", "rounding"),
        ("TASKFORCE", "exact_totals = true", "exact_totals = 1", "exact_totals"),
        ("PUBLIC", 'zeros = "hide"', 'zeros = "maybe"', "zeros"),
        ("PUBLIC", "complementary = true", "complementary = 1", "complementary"),
        ("PUBLIC", "two_decimals_from = 1000", "two_decimals_from = 50", "two_decimals_from"),
        ("PUBLIC", "protection = 3", "protection = 0", "protection"),
        ("PUBLIC", 'export = "free"', 'export = ""', "export"),
        ("PUBLIC", "description = ", 'description = ""#', "description"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_with_its_key_and_line(
    profile: str, old: str, new: str, name: str
) -> None:
    before, after = SHIPPED.split(f"[{profile}]")
    content = f"{before}[{profile}]{after.replace(old, new, 1)}"
    with pytest.raises(WorkforceError) as refused:
        parse_policy(content, "mine.toml")
    assert f"mine.toml, line {line_of(content, profile, name)}, {profile}.{name}:" in refused.value.message
    assert refused.value.hint


def test_a_profile_that_does_not_exist_is_refused_with_its_line() -> None:
    content = SHIPPED.replace("[PUBLIC]", "[PUBLICK]")
    with pytest.raises(WorkforceError, match=rf"line {line_of(content, 'PUBLICK', '[PUBLICK]')}, PUBLICK"):
        parse_policy(content, "mine.toml")


def test_a_missing_key_and_a_missing_profile_are_refused() -> None:
    with pytest.raises(WorkforceError, match=r"NETWORK\.rounding: this key is missing"):
        parse_policy(SHIPPED.replace("rounding = 0", "", 2).replace("[RAW]", "[RAW]\nrounding = 0"), "mine.toml")
    with pytest.raises(WorkforceError, match="RAW: this profile is missing"):
        parse_policy(SHIPPED[SHIPPED.index("[NETWORK]") :], "mine.toml")


def test_a_file_that_is_not_toml_is_refused_with_its_line() -> None:
    with pytest.raises(WorkforceError, match=r"mine\.toml.*line 1"):
        parse_policy("threshold 10", "mine.toml")


def test_a_profile_nobody_has_is_refused_with_those_there_are() -> None:
    with pytest.raises(WorkforceError) as refused:
        shipped_policy().profile("secret")
    assert all(code in refused.value.hint for code in ProfileCode)
