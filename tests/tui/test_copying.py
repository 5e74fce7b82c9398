"""Copying: a table becomes text that means the same where it is pasted."""

from __future__ import annotations

from workforce_tui.tui.copying import _safe, apart


def test_a_pair_of_counts_is_copied_as_two_columns_because_it_would_be_pasted_as_a_date():
    lines = [["", "Min./known", "At"], ["Sergeant", "5/12", "31/03/2026"], ["Chief", "[c]/[c]", ""], ["n/a"]]
    assert apart(lines) == [
        ["", "Min.", "known", "At"],
        ["Sergeant", "5", "12", "31/03/2026"],
        ["Chief", "[c]", "[c]", ""],
        ["n/a", "", "", ""],
    ]


def test_what_a_spreadsheet_would_run_is_copied_as_text_and_a_number_as_a_number():
    assert [_safe(one) for one in ("=1+1", "@cmd", "-2+3", "-2.5%", "+1,200", "−2.0 points")] == [
        "'=1+1", "'@cmd", "'-2+3", "-2.5%", "+1,200", "−2.0 points",
    ]  # fmt: skip
