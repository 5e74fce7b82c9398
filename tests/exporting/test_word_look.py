"""How Word files look: days on one line, charts beside their headings, no heading cut short."""

from __future__ import annotations

import pytest

from workforce_tui.domain.cells import Shown
from workforce_tui.domain.edition import LONGEST_NAME, EditionTable, table_name
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.exporting.document import Bar, BarChart, Document, Heading, Paragraph, TableBlock
from workforce_tui.exporting.edition_texts import heading_of_table
from workforce_tui.exporting.word import A4, HEADINGS, MARGIN, word_file

CENTIMETRE = 360_000
NAME = "Office of the Police and Crime Commissioner for Dyfed-Powys"
HEADS = ("As at", "Headcount", "Ethnic minority", "Undeclared", "Declared (%)", "Representation", "Underrepresented")


def wide_table(rows: int = 40) -> Table:
    columns = tuple(Column(head, head, numeric=head != "As at") for head in HEADS)
    cells = tuple(map(Shown, ("31 March 2026", "45", "5", "0", "97.9 to 100.0", "1", "2")))
    lines = tuple(Row(NAME, cells) for _row in range(rows))
    return Table("Over the years", "Organisation", columns, lines, ("One.", "Two."))


def test_days_stay_on_one_line_where_names_take_two() -> None:
    file = word_file(Document("Report", (TableBlock(wide_table()),)))
    widths = [round(cell.width / CENTIMETRE, 1) for cell in file.tables[0].rows[1].cells]
    assert file.sections[0].page_width == pytest.approx(A4[1] * CENTIMETRE, abs=1000)
    assert widths[1] >= 2.4
    assert widths[5] >= 2.4
    assert sum(widths) == pytest.approx(A4[1] - 2 * MARGIN, abs=0.3)


def test_the_last_rows_and_the_notes_of_a_table_stay_together() -> None:
    file = word_file(Document("Report", (TableBlock(wide_table()), Paragraph("After."))))
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in file.tables[0].rows]
    assert [number for number, keep in enumerate(kept) if keep] == [0, 1, 2, 39, 40]
    notes = {one.text: one.paragraph_format.keep_with_next for one in file.paragraphs if one.text in ("One.", "Two.")}
    assert notes == {"One.": True, "Two.": None}


def test_a_chart_of_many_bars_fits_under_its_headings_with_small_letters() -> None:
    bars = tuple(Bar(f"{NAME} {number}", None, "[c]", None, None) for number in range(30))
    chart = BarChart("Shares", "Shares by organisation", bars, 20, step=0, legend=("A range.",))
    file = word_file(Document("Report", (Heading("3. Totals"), chart, TableBlock(wide_table(2)))))
    drawn = file.inline_shapes[0]
    assert drawn.height / CENTIMETRE == pytest.approx(A4[0] - 2 * MARGIN - HEADINGS, abs=0.1)
    assert drawn.width / CENTIMETRE == pytest.approx(A4[1] - 2 * MARGIN, abs=0.1)
    (part,) = (one for one in file.part.package.iter_parts() if str(one.partname).startswith("/word/charts/"))
    assert b'sz="700"' in part.blob


@pytest.mark.parametrize(
    ("name", "title", "said"),
    [
        ("T7a Representation over the", "Representation over the years: all of Wales", None),
        ("T4a Level", "Representation by level", "T4a Level"),
        ("T6b The way to each target", "The way to each target: all of Wales", "T6b The way to each target"),
        ("T10d Outreach and employability", "Outreach and employability programmes", None),
    ],
)
def test_a_heading_is_the_name_of_a_table_or_its_title_where_that_was_cut(
    name: str, title: str, said: str | None
) -> None:
    code = name.partition(" ")[0]
    assert heading_of_table(EditionTable(code, name, Table(title, "", (), ()))) == (said or f"{code} {title}")


def test_a_heading_says_its_definition_in_words_where_the_tab_has_the_code() -> None:
    table = Table("Representation by tier", "", (), (), definition=EthnicityDefinition.EM_INCL)
    assert heading_of_table(EditionTable("T5c", "T5c Tier EM_INCL", table)) == "T5c Tier with White minorities"
    headline = Table("Representation by tier", "", (), (), definition=EthnicityDefinition.EM_EXCL)
    assert heading_of_table(EditionTable("T5b", "T5b Tier", headline)) == "T5b Tier"


def test_names_of_tables_are_cut_between_words() -> None:
    assert table_name("T9a", "N1 Resourcing of staff networks") == "T9a N1 Resourcing of staff"
    assert table_name("T4a", "Level") == "T4a Level"
    assert len(table_name("T4a", "Representation" * 4)) == LONGEST_NAME
