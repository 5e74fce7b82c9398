"""Briefings of staff networks: rates that stand for themselves, and what a network says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workforce_tui.auditing import Protection, audit

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.auditing import AuditReport

FIVE = Protection(5)
LEVELS = """
**From entry to executive: Gwent Police. As at 31 March 2026**

| Level | Headcount | Known | Ethnic minority | Share of known |
| --- | ---: | ---: | ---: | ---: |
| Entry and support | 380 | 364 | 21 | 5.8% |
| Senior manager | \\[c\\] | 125 | \\[c\\] | \\[c\\] |
| Executive | \\[c\\] | 27 | \\[c\\] | \\[c\\] |
| All staff | 572 | 516 | 37 | 7.2% |

Counts under 5 are withheld.
"""
STATED = """
**Resourcing of the network**

| What it needs | 2026 |
| --- | ---: |
| Executive sponsor | 3 |
| Member survey: feel listened to (%) | 61.0 |

Source: As the network states it.

- Executive sponsor: ■■■ 3, agreed and used
"""


def attacked(tmp_path: Path, *parts: str) -> AuditReport:
    file = tmp_path / "briefing.md"
    file.write_text("# Briefing\n" + "\n".join(parts), encoding="utf-8")
    return audit([file], protection=FIVE)


def rates(*rows: str) -> str:
    body = "\n".join(f"| {row} |" for row in rows)
    return f"**Promotion and leaving**\n\n| Group | Number | of | Rate |\n| --- | ---: | ---: | ---: |\n{body}\n"


def test_a_table_of_markdown_is_read_as_a_table(tmp_path: Path) -> None:
    found = attacked(tmp_path, LEVELS)
    assert found.safe
    assert found.withheld == 4
    assert found.checked > 0


def test_what_a_network_says_of_itself_is_no_figure_of_staff(tmp_path: Path) -> None:
    assert attacked(tmp_path, LEVELS, STATED).safe


def test_the_same_without_the_line_that_says_so_is_not_trusted(tmp_path: Path) -> None:
    assert attacked(tmp_path, LEVELS, STATED.replace("Source: As the network states it.", "")).leaks


def test_a_row_named_as_a_withheld_figure_is_not_trusted_in_such_a_table(tmp_path: Path) -> None:
    assert attacked(tmp_path, LEVELS, STATED.replace("| Executive sponsor | 3 |", "| Executive | 3 |")).leaks


def test_rates_and_a_sentence_that_says_them_again_are_safe(tmp_path: Path) -> None:
    said = "6 of 70 ethnic minority staff left (8.6%), and 132 of 1,941 White staff (6.8%)."
    table = rates("Leaving: ethnic minority | 6 | 70 | 8.6%", "Leaving: White | 132 | 1,941 | 6.8%")
    assert attacked(tmp_path, LEVELS, table, said).safe
    assert attacked(tmp_path, LEVELS, table, said.replace("8.6%", "9.9%")).leaks


@pytest.mark.parametrize("heading", ["Figure", "Group", "Ffigur"])
def test_a_withheld_rate_is_safe_under_any_heading(tmp_path: Path, heading: str) -> None:
    table = rates("M1 Ethnic minority staff | 51 | \\[c\\] | \\[c\\]", "M3 Completed | \\[c\\] | 52 | \\[c\\]")
    assert attacked(tmp_path, LEVELS, table.replace("Group", heading)).safe


@pytest.mark.parametrize(
    "row",
    [
        "Promotion | 3 | 70 | 4.3%",
        "Promotion | 67 | 70 | 95.7%",
        "Promotion | \\[c\\] | 70 | 4.3%",
        "Promotion | 6 | \\[c\\] | 8.6%",
        "Promotion | 6 | 70 | \\[c\\]",
        "Promotion | \\[c\\] | \\[c\\] | 4.3%",
        "Promotion | 6 | 70 | 9.9%",
        "Promotion | six | 70 | 8.6%",
    ],
)
def test_a_rate_that_gives_somebody_away_is_found(tmp_path: Path, row: str) -> None:
    assert attacked(tmp_path, LEVELS, rates(row)).leaks


def test_an_english_verb_is_not_the_welsh_name_of_a_withheld_tier(tmp_path: Path) -> None:
    tiers = LEVELS.replace("Level", "Tier").replace("Executive", "Lower").replace("Senior manager", "Upper")
    assert attacked(tmp_path, tiers, "The response is late: 0 of 8 items are stated.").safe
    assert attacked(tmp_path, tiers, "Yr haen is: 9.").leaks


@pytest.mark.parametrize(
    "said",
    [
        "One decimal from 100 people.",
        "Un degolyn o 100 o bobl.",
        "Two decimals from 1,000 people.",
        "Dau ddegolyn o 1,000 o bobl.",
    ],
)
def test_the_rule_of_a_profile_for_percentages_is_no_figure(tmp_path: Path, said: str) -> None:
    assert attacked(tmp_path, LEVELS, said).safe
