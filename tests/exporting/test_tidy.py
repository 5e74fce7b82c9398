"""The tidy CSV: one figure a line, numbers only in the value, nothing a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal

from publication_samples import sample_figures, sample_publication
from workforce_tui import i18n
from workforce_tui.domain.publication import FIGURE_FIELDS, withheld
from workforce_tui.exporting.tidy import render_tidy, write_tidy


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_line_for_each_figure_with_its_codes_and_its_number() -> None:
    figures = sample_figures()
    lines = read(render_tidy(figures))
    assert tuple(lines[0]) == FIGURE_FIELDS
    assert len(lines) == len(figures)
    first = lines[0]
    assert (first["organisation"], first["period"], first["dimension"], first["row"]) == (
        "gwent-police", "2025-03-31", "grade", "CONSTABLE",
    )  # fmt: skip
    assert (first["measure"], first["value"], first["unit"]) == ("headcount", "1045", "people")
    share = next(line for line in lines if line["measure"] == "share")
    assert (share["value"], share["unit"], share["base_measure"], share["definition"]) == (
        "4.1", "percent", "known", "em_excl",
    )  # fmt: skip


def test_a_withheld_figure_is_empty_with_its_marker() -> None:
    figures = sample_publication().figures
    lines = read(render_tidy(figures))
    hidden = [line for line in lines if line["marker"] == "[c]"]
    assert len(hidden) == withheld(figures) == 4
    assert all(line["value"] == line["low"] == line["high"] == "" for line in hidden)
    assert [line["marker"] for line in lines].count("[x]") == 1


def test_a_percentage_keeps_its_decimals_and_has_no_exponent() -> None:
    figures = [replace(sample_figures()[0], value=Decimal(value)) for value in ("4.0", "1E+1", "12.50")]
    assert [line["value"] for line in read(render_tidy(figures))] == ["4.0", "10", "12.50"]


def test_a_label_is_never_a_formula_and_welsh_letters_survive() -> None:
    stream = io.BytesIO()
    write_tidy([replace(sample_figures()[0], row_label='=HYPERLINK("http://x","ŵ")')], stream)
    text = stream.getvalue().decode("utf-8-sig")
    assert read(text)[0]["row_label"] == '\'=HYPERLINK("http://x","ŵ")'
    assert stream.getvalue().startswith(b"\xef\xbb\xbf")


def test_what_a_thread_writes_may_be_in_another_language_than_the_screens() -> None:
    with i18n.speaking("cy"):
        assert i18n.language() == "cy"
        assert i18n._("Unknown") != "Unknown"
    assert i18n.language() == "en"
    assert i18n._("Unknown") == "Unknown"
