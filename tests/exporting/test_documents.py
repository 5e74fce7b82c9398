"""A document says the same in Word and in Markdown, to every reader, whatever was typed into it."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from xml.etree import ElementTree

from markdown_it import MarkdownIt

from workforce_tui.domain.cells import NotAvailable, Shown, Withheld
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.exporting.document import Bar, BarChart, Bullets, Document, Heading, Paragraph, TableBlock
from workforce_tui.exporting.markdown import render_markdown
from workforce_tui.exporting.word import word_file

MARKDOWN = MarkdownIt("gfm-like")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = (
    "<script>alert(1)</script>",
    "[click](http://evil.example)",
    "![x](file:///etc/passwd)",
    "www.evil.example and mailto:a@b.example and https://evil.example",
    "# heading",
    "- item",
    "7. item",
    "=cmd|' /C calc'!A0",
    "| a | b |",
    "**bold** _em_ `code` ~~gone~~ &amp; &lt;b&gt; $x^2$ [^1]",
    "../../etc/passwd",
    "---",
)
CONTROLS = "a\x00b\x1b[31mc\u202ed\ufffee\ud800f\x85g\u2028h\ti"
SEEN = "ab[31mcdef g h i"


def table(rows: int = 2, text: str = "agreed") -> Table:
    return Table(
        title="Resourcing",
        row_heading="Item",
        columns=(Column("score", "Score", unit="0 to 3"), Column("words", "In words", numeric=False)),
        rows=tuple(
            Row(f"Row {n}", (Withheld("few") if n else Shown(2), NotAvailable("no") if n else Shown(text)))
            for n in range(rows)
        ),
        notes=("As the network states it.",),
        source="The network",
        as_at=date(2026, 3, 31),
    )


CHART = BarChart(
    "Profile",
    "Time: 2, agreed. Budget: not stated.",
    (Bar("Time", 2, "2 agreed"), Bar("Budget", None, "not stated")),
    3,
)


def a_document(*blocks: object, language: str = "en", title: str = "Briefing") -> Document:
    held = blocks or (
        Heading("What the network has"),
        Paragraph("One.\nTwo."),
        Bullets(("a", "b")),
        CHART,
        TableBlock(table()),
    )
    return Document(
        title, held, language, subject="Staff network", author="Gwent Police", made_on=date(2026, 4, 1),  # type: ignore[arg-type]
        facts=(("Prepared on", "1 April 2026"),), running="Small numbers are withheld",
    )  # fmt: skip


def parts_of(document: Document) -> dict[str, str]:
    held = io.BytesIO()
    word_file(document).save(held)
    with zipfile.ZipFile(held) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}


def words_of(part: str) -> list[str]:
    return ["".join(one.itertext()) for one in ElementTree.fromstring(part).iter(f"{W}p")]


def test_word_knows_its_language_title_author_and_day() -> None:
    for language, code in (("en", "en-GB"), ("cy", "cy-GB")):
        held = word_file(a_document(language=language))
        core = held.core_properties
        assert (core.title, core.author, core.language, core.comments) == ("Briefing", "Gwent Police", code, "")
        assert core.created is not None
        assert core.created.date() == date(2026, 4, 1)
        styles = parts_of(a_document(language=language))["word/styles.xml"]
        assert f'w:lang w:val="{code}"' in styles


def test_word_has_headings_a_repeated_header_row_and_no_merged_cells() -> None:
    held = word_file(a_document(Heading("Part"), Heading("Within", 2), TableBlock(table(120))))
    styles = [one.style.name for one in held.paragraphs if one.style is not None]
    assert styles[0] == "Title"
    assert [name for name in styles if name.startswith(("Head", "Cap"))] == ["Heading 1", "Heading 2", "Caption"]
    xml = held.tables[0]._tbl.xml
    assert xml.count("<w:tblHeader") == 1
    assert xml.count("<w:cantSplit/>") == 121
    assert "gridSpan" not in xml
    assert "vMerge" not in xml
    assert 'w:tblCaption w:val="Resourcing. As at 31 March 2026"' in xml


def test_a_table_says_its_date_units_symbols_and_source_in_both_formats() -> None:
    document = a_document(TableBlock(table()))
    word = " ".join(words_of(parts_of(document)["word/document.xml"]))
    shown = MARKDOWN.render(render_markdown(document))
    for text in ("31 March 2026", "Score (0 to 3)", "[c] = confidential", "[x] = not available", "Source: The network"):
        assert text in word
        assert text in shown


def test_a_chart_says_what_it_shows_without_being_seen() -> None:
    parts = parts_of(a_document(CHART))
    assert 'descr="Time: 2, agreed. Budget: not stated."' in parts["word/document.xml"]
    chart = parts["word/charts/chart1.xml"]
    assert "<c:v>Time: 2 agreed</c:v>" in chart
    assert '<c:pt idx="0"><c:v>2</c:v></c:pt></c:numLit>' in chart, (
        "what is not stated is no bar, and not a bar of nothing"
    )
    said = render_markdown(a_document(CHART))
    assert "- Time: ■■□ 2 agreed\n- Budget: not stated" in said


def test_two_charts_are_two() -> None:
    assert {"word/charts/chart1.xml", "word/charts/chart2.xml"} <= set(parts_of(a_document(CHART, CHART)))


def everywhere(text: str) -> tuple[object, ...]:
    """Blocks in which *text* stands wherever text can."""
    return Heading(text), Paragraph(text), Bullets((text,)), TableBlock(table(text=text))


def test_what_is_typed_is_text_in_markdown_wherever_it_stands() -> None:
    for text in HOSTILE:
        chart = BarChart(text, text, (Bar(text, 1, text),), 3)
        tokens = MARKDOWN.parse(render_markdown(a_document(*everywhere(text), chart, title=text)))
        inline = [part for token in tokens for part in (token, *(token.children or ()))]
        kinds = {part.type for part in inline}
        assert not kinds & {"html_block", "html_inline", "link_open", "image", "code_inline", "em_open", "s_open"}
        assert sum(token.type == "heading_open" for token in tokens) == 2
        assert sum(token.type == "hr" for token in tokens) == 1, "the rule above the foot"
        shown = ["".join(part.content for part in token.children or ()) for token in tokens if token.type == "inline"]
        assert shown.count(text) >= 5, text


def test_what_is_typed_is_text_in_word() -> None:
    parts = parts_of(a_document(*(block for text in HOSTILE for block in everywhere(text))))
    found = words_of(parts["word/document.xml"])
    assert {text: found.count(text) for text in HOSTILE} == dict.fromkeys(HOSTILE, 4)
    for sign in ("fldSimple", "instrText", "hyperlink"):
        assert sign not in parts["word/document.xml"]


def test_controls_and_halves_of_characters_are_left_out_and_breaks_are_spaces() -> None:
    document = a_document(
        Heading(CONTROLS), Bullets((CONTROLS,)), TableBlock(table(text=CONTROLS)),
        BarChart(CONTROLS, CONTROLS, (Bar(CONTROLS, 1, CONTROLS),), 3), title=CONTROLS,
    )  # fmt: skip
    parts = parts_of(document)
    assert words_of(parts["word/document.xml"]).count(SEEN) == 5
    assert SEEN in parts["word/charts/chart1.xml"]
    said = render_markdown(document)
    assert not set(said) & set(CONTROLS) - set(SEEN)
    said.encode("utf-8")


def test_a_table_without_notes_does_not_keep_its_last_row_with_what_comes_next() -> None:
    bare = Table("Posts", "Post", (Column("from", "From", numeric=False),), (Row("Chair", (Shown("2026"),), "chair"),))
    made = word_file(Document("Briefing", (TableBlock(bare), TableBlock(table()))))
    first, second = (
        [bool(list(row.iter(f"{W}keepNext"))) for row in grid.iter(f"{W}tr")] for grid in made.element.iter(f"{W}tbl")
    )
    assert first == [True, False]
    assert second[-1]
