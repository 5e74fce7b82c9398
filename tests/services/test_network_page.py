"""A staff network as its chair and its leaders read it: its figures, its page and its briefing."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt

import networks
from holding import Held, Post, hold
from networks import ORGANISATION, TODAY, enter_mentoring, enter_network, enter_staff
from workforce_tui.domain.cell_text import cell_text
from workforce_tui.domain.cells import NotAvailable, Shown, Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.policy import shipped_policy
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.ledger import LedgerEntry, Step
from workforce_tui.exporting.markdown import render_markdown
from workforce_tui.exporting.word import word_file
from workforce_tui.services import briefing_ledger, network_tables
from workforce_tui.services.chair_figures import pipeline_for_chair
from workforce_tui.services.chair_page import chair_page
from workforce_tui.services.chair_rates import Rate, events_for_chair, mentoring_for_chair, protected
from workforce_tui.services.file_checks import check_disclosure
from workforce_tui.services.gate import gated_trend
from workforce_tui.services.ledger import add_step, list_publications, show_publication
from workforce_tui.services.mentees_apart import told_by_others
from workforce_tui.services.network_briefing import briefing, write_briefing
from workforce_tui.services.networks import attention, network_view, network_views
from workforce_tui.services.records import add, archive
from workforce_tui.services.workspace import open_workspace
from workforce_tui.storage import publications

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workforce_tui.domain.table import Table
    from workforce_tui.services.networks import NetworkView
    from workforce_tui.services.workspace import Workspace

NETWORK = shipped_policy().profile("NETWORK")
NOW = date(2026, 3, 31)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, int]]:
    """A database with staff of one organisation and its network; the tests that use it change nothing."""
    folder = tmp_path_factory.mktemp("networks")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKFORCE_TUI_DATA_DIR", str(folder / "data"))
        opened = open_workspace(str(folder / "networks.db"))
        enter_staff(opened)
        number = enter_network(opened)
    yield opened, number
    opened.close()


@pytest.fixture
def view(held: tuple[Workspace, int]) -> NetworkView:
    return network_view(*held, today=TODAY)


def texts(table: Table, row: str) -> list[str]:
    return [cell_text(cell) for one in table.rows if one.key == row for cell in one.cells]


def cell(table: Table, row: str, column: str) -> object:
    place = [one.key for one in table.columns].index(column)
    return next(one for one in table.rows if one.key == row).cells[place]


class TestFigures:
    def test_the_profile_has_a_row_for_each_item_and_its_sum_only_beside_it(self, view: NetworkView) -> None:
        table = network_tables.profile_table(view)
        assert len(table.rows) == 8
        assert texts(table, "sponsor") == ["1", "3", "agreed and used", "■■■", "+2"]
        assert texts(table, "admin") == ["0", "0", "none", "□□□", "0"]
        assert "2026: all eight together 10 of 24." in table.notes

    def test_what_is_not_stated_is_never_nothing(self, view: NetworkView) -> None:
        table = network_tables.year_table(view)
        assert texts(table, "budget_spent") == ["[x]", "£1,210.40"]
        assert texts(table, "budget_spent_share") == ["[x]", "81%"]
        assert texts(table, "hours_used_share") == ["50%", "65%"]
        assert texts(table, "hours_backfilled") == ["[x]", "0.0"]
        assert texts(table, "seats") == ["[x]", "people committee; misconduct panels"]

    def test_n1_is_of_the_latest_year_of_each_network(self, view: NetworkView) -> None:
        row = texts(network_tables.resourcing_table([view]), str(view.network.id))
        assert row == ["2026", "24.0", "65%", "£1,500.00", "81%", "yes", "no", "10"]

    def test_n2_counts_each_year_and_all_of_them(self, view: NetworkView) -> None:
        table = network_tables.reviews_table([view], by_year=True)
        assert texts(table, "2026") == ["1", "6", "61.5", "4", "3", "75%", "1", "25%"]
        assert texts(table, "2027") == ["1", "5", "[x]", "2", "[x]", "[x]", "[x]", "[x]"]
        assert texts(table, "all") == ["2", "11", "61.5", "6", "3", "75%", "1", "25%"]
        assert any("leave out one of the numbers: 1" in note for note in table.notes)

    def test_what_is_overdue_stands_first_and_is_marked_in_words(self, view: NetworkView) -> None:
        first = network_tables.issues_table(view).rows[0]
        assert first.label == "Time for the deputy"
        assert "▲ response overdue" in [cell_text(one) for one in first.cells]

    def test_what_needs_attention_is_said_the_most_pressing_first(self, view: NetworkView) -> None:
        assert attention(view) == (
            "Nobody is in this post: deputy chair. Empty since 1 July 2026.",
            "A term ends on 31 December 2026: chair. Nobody is recorded to follow.",
            "Issues whose response is overdue: 1.",
        )


def test_a_network_with_nothing_entered_still_has_a_page_and_a_briefing(ws: Workspace) -> None:
    number = add(ws, "network", {"name": "New", "scope": "all_wales"}, by="Chair").id
    page = chair_page(ws, number, today=TODAY)
    assert page.organisations == ()
    assert [part.code for part in page.parts] == ["has"], "an all-Wales network has no staff of its own"
    assert page.attention[0] == "Nobody is in this post: chair."
    assert "Nothing is entered for the year to 31 March 2026." in page.attention
    assert "all of Wales" in render_markdown(briefing(ws, number, today=TODAY)[0])


def test_the_all_wales_network_keeps_its_years_posts_and_issues_too(ws: Workspace) -> None:
    number = add(ws, "network", {"name": "All Wales", "scope": "all_wales"}, by="Chair").id
    add(ws, "year", {"year": "2026", "budget_allocated": "0", "budget_spent": "0"}, parent=number, by="Chair")
    table = network_tables.year_table(network_view(ws, number, today=TODAY))
    assert texts(table, "budget_allocated") == ["£0.00"]
    assert texts(table, "budget_spent_share") == ["[x]"], "nothing is no part of nothing"


def test_a_year_entered_twice_is_not_counted_until_one_is_archived(ws: Workspace) -> None:
    number = add(ws, "network", {"name": "N", "scope": "organisation"}, organisations=[ORGANISATION], by="Chair").id
    years = [add(ws, "year", {"year": "2026", "members": m}, parent=number, by="Chair").id for m in ("10", "12")]
    view = network_view(ws, number, today=TODAY)
    assert (dict(view.years), view.doubled) == ({}, (2026,))
    assert any("more than once" in one for one in attention(view))
    archive(ws, years[0], by="Chair")
    assert texts(network_tables.year_table(network_view(ws, number, today=TODAY)), "members") == ["12"]


def test_an_archived_network_is_not_among_the_networks(ws: Workspace) -> None:
    number = enter_network(ws)
    assert [one.network.id for one in network_views(ws, ORGANISATION, today=TODAY)] == [number]
    assert network_views(ws, "gwent-police", today=TODAY) == []
    archive(ws, number, by="Chair")
    assert network_views(ws, today=TODAY) == []


def test_the_percentage_of_a_small_survey_is_withheld_and_the_number_who_answered_is_not(ws: Workspace) -> None:
    number = add(ws, "network", {"name": "N", "scope": "organisation"}, organisations=[ORGANISATION], by="Chair").id
    for year, answered in (("2025", "9"), ("2026", "10")):
        add(ws, "year", {"year": year, "survey_answers": answered, "survey_heard": "70"}, parent=number, by="Chair")
    table = next(one for one in chair_page(ws, number, today=TODAY).tables if any(r.key == "members" for r in one.rows))
    assert texts(table, "survey_answers") == ["9", "10"]
    assert texts(table, "survey_heard") == ["[c]", "70.0"]


class TestStaffFigures:
    def test_counts_under_five_are_withheld_with_their_percentages(self, held: tuple[Workspace, int]) -> None:
        table = pipeline_for_chair(held[0], ORGANISATION)
        assert table is not None
        assert cell(table, "L2", "minority") == Shown(Count.exact(14))
        assert cell(table, "L2", "share") == Shown("14.3%")
        assert isinstance(cell(table, "L4", "minority"), Withheld), "one inspector"
        assert isinstance(cell(table, "L4", "share"), Withheld)
        assert any("NETWORK" in note for note in table.notes)

    def test_what_is_withheld_cannot_be_worked_out_from_the_total(self, held: tuple[Workspace, int]) -> None:
        table = pipeline_for_chair(held[0], ORGANISATION)
        assert table is not None
        assert cell(table, "", "minority") == Shown(Count.exact(22))
        assert isinstance(cell(table, "L3", "minority"), Withheld), "seven, with which the one could be worked out"

    def test_rates_of_promotion_are_shown_where_nobody_is_given_away(self, held: tuple[Workspace, int]) -> None:
        table = events_for_chair(held[0], ORGANISATION, 2026)
        assert texts(table, "P1-minority") == ["5", "23", "21.7%"]
        assert texts(table, "P1-white") == ["10", "155", "6.5%"]
        assert any("Promoted: 5 of 23" in note for note in table.notes), "the comparison of the two is said"

    def test_too_few_leavers_are_withheld_and_nothing_is_said_of_them(self, held: tuple[Workspace, int]) -> None:
        table = events_for_chair(held[0], ORGANISATION, 2026)
        assert texts(table, "L1-minority") == ["[c]", "23", "[c]"]
        assert texts(table, "L1-white") == ["[c]", "155", "[c]"], "155 less 7 are the 148 of 2026: nobody White joined"
        assert not any("left" in note for note in table.notes)

    @pytest.mark.parametrize(
        ("part", "base", "shown"),
        [
            (12, 40, ["12", "40", "30.0%"]),
            (4, 40, ["[c]", "40", "[c]"]),
            (0, 40, ["[c]", "40", "[c]"]),
            (5, 9, ["[c]", "9", "[c]"]),
            (3, 4, ["[c]", "[c]", "[c]"]),
            (60, 40, ["60", "40", "150.0%"]),
        ],
    )
    def test_a_rate_is_shown_only_where_none_of_its_counts_gives_anybody_away(
        self, part: int, base: int, shown: list[str]
    ) -> None:
        row = protected(NETWORK, Rate("M1", "M1", Count.exact(part), Count.exact(base)))
        assert [cell_text(one) for one in row.cells] == shown

    @pytest.mark.parametrize(("part", "base"), [(38, 40), (40, 40)])
    def test_those_it_did_not_happen_to_are_not_given_away_either(self, part: int, base: int) -> None:
        row = protected(NETWORK, Rate("M1", "M1", Count.exact(part), Count.exact(base)))
        number, of, rate = row.cells
        assert isinstance(number, Withheld) or isinstance(of, Withheld)
        assert isinstance(rate, Withheld)

    def test_that_all_staff_were_mentored_is_not_told_beside_how_many_staff_there_are(self) -> None:
        """The staff by level show how many there are: the number is withheld, not what it is of."""
        row = protected(NETWORK, Rate("M1", "M1", Count.exact(12), Count.exact(12)))
        assert [cell_text(one) for one in row.cells] == ["[c]", "12", "[c]"]

    @pytest.mark.parametrize(
        ("covered", "completed", "shown"),
        [
            ((9, 12), (3, 9), {"M1": {"part"}, "M3": {"part", "base"}}),
            ((12, 30), (6, 13), {"M1": {"part"}}),
            ((12, 30), (6, 12), {}),
        ],
    )
    def test_mentees_who_started_do_not_tell_of_staff_who_were_mentored(
        self, covered: tuple[int, int], completed: tuple[int, int], shown: dict[str, set[str]]
    ) -> None:
        rates = {
            key: Rate(key, key, Count.exact(part), Count.exact(base))
            for key, (part, base) in (("M1", covered), ("M3", completed))
        }
        told = told_by_others(NETWORK, rates)
        assert {key: {*some} for key, some in told.items() if some} == shown

    def test_a_base_the_gate_does_not_show_is_withheld_with_the_percentage(self) -> None:
        row = protected(NETWORK, Rate("M2", "M2", Count.exact(12), Count.exact(40), open_base=False))
        assert [cell_text(one) for one in row.cells] == ["12", "[c]", "[c]"]
        few = protected(NETWORK, Rate("M2", "M2", Count.exact(3), Count.exact(40), open_base=False))
        assert [cell_text(one) for one in few.cells] == ["[c]", "[c]", "[c]"]

    def test_a_base_that_the_gate_withholds_on_its_day_is_withheld_beside_the_leavers(self, ws: Workspace) -> None:
        staff = {f"W{number:02}": Post() for number in range(50)} | {f"M{n}": Post(ethnicity="A_IND") for n in range(4)}
        later = {number: post for number, post in staff.items() if number >= "W10" or number[0] == "M"}
        joined = {f"J{number}": Post(ethnicity="A_IND") for number in range(5)}
        hold(ws, [Held("gwent-police", date(2025, 3, 31), staff), Held("gwent-police", NOW, later | joined)])
        trend = gated_trend(ws, "gwent-police", definition=EthnicityDefinition.EM_EXCL, profile_code="NETWORK")
        assert isinstance(trend.rows[0].cells["white"], Withheld)
        assert isinstance(trend.rows[0].cells["minority"], Withheld)
        table = events_for_chair(ws, "gwent-police", 2026)
        assert texts(table, "L1-white") == ["[c]", "[c]", "[c]"]
        assert any(note == "Base: staff in post on 31 March 2025." for note in table.notes)

    def test_mentoring_is_shown_as_far_as_it_may_be(self, held: tuple[Workspace, int], ws: Workspace) -> None:
        assert mentoring_for_chair(held[0], ORGANISATION, None) is None, "no scheme is held"
        enter_staff(ws)
        enter_mentoring(ws)
        table = mentoring_for_chair(ws, ORGANISATION, pipeline_for_chair(ws, ORGANISATION))
        assert table is not None
        assert texts(table, "M1") == ["8", "22", "36.4%"]
        assert [one.key for one in table.rows] == ["M1", "M2", "M3"]

    def test_mentoring_that_is_not_offered_is_said_with_its_reason(self, ws: Workspace) -> None:
        scheme = {"name": "Listening", "type": "reverse", "offered": "no", "not_offered": "no_money"}
        add(ws, "mentoring_scheme", scheme, organisations=[ORGANISATION], by="HR")
        table = mentoring_for_chair(ws, ORGANISATION, None)
        assert table is not None
        why = "Listening (Reverse mentoring). Why it is not offered: There is no money or time for it."
        assert why in table.notes

    def test_coverage_of_some_levels_does_not_undo_what_the_gate_withholds(self, ws: Workspace) -> None:
        enter_staff(ws)
        enter_mentoring(ws, levels="L2; L3")
        pipeline = pipeline_for_chair(ws, ORGANISATION)
        table = mentoring_for_chair(ws, ORGANISATION, pipeline)
        assert table is not None
        assert texts(table, "M1") == ["8", "[c]", "[c]"], "21 of 22 would leave the one inspector"

    def test_what_is_not_held_is_not_available_and_never_withheld(self, held: tuple[Workspace, int]) -> None:
        table = events_for_chair(held[0], ORGANISATION, 2021)
        assert all(isinstance(one, NotAvailable) for row in table.rows for one in row.cells)

    def test_an_organisation_without_staff_figures_has_no_such_table(self, ws: Workspace) -> None:
        assert pipeline_for_chair(ws, "gwent-police") is None


HOSTILE = (
    "<script>alert(1)</script>",
    "[click](http://evil.example) ![x](file:///etc/passwd)",
    "=cmd|' /C calc'!A0 | +1+1 | @SUM(1)",
    "../../../../etc/passwd",
    "# heading **bold** `code` &lt;b&gt;",
)


def words(parts: dict[str, bytes]) -> list[str]:
    root = ElementTree.fromstring(parts["word/document.xml"])
    return ["".join(one.itertext()) for one in root.iter(f"{W}p")]


@pytest.fixture(scope="module")
def hostile(held: tuple[Workspace, int]) -> int:
    """A network in which everything that can be typed is hostile."""
    ws = held[0]
    text = " ".join(HOSTILE)
    number = add(ws, "network", {"name": HOSTILE[0], "scope": "all_wales"}, by=HOSTILE[1]).id

    def on(kind: str, **raw: str) -> None:
        add(ws, kind, raw, parent=number, by="Chair")

    on("year", year="2026", experience="\n".join(HOSTILE), all_wales_fed_in=text, budget_source=HOSTILE[2])
    on("post", post="other", other_post=HOSTILE[3], holder_is="role", holder=HOSTILE[4], start="1/1/2026")
    on("issue", title=HOSTILE[1], theme="other", raised="1/1/2026", came_of_it=text)
    on("consultation", title=HOSTILE[2], asked="1/1/2026")
    return number


class TestBriefing:
    def test_everything_typed_stands_in_word_as_text(self, held: tuple[Workspace, int], hostile: int) -> None:
        made = io.BytesIO()
        word_file(briefing(held[0], hostile, today=TODAY)[0]).save(made)
        with zipfile.ZipFile(made) as archive_:
            parts = {name: archive_.read(name) for name in archive_.namelist()}
        found = words(parts)
        for text in HOSTILE:
            assert text in found, "a theme is a paragraph of its own"
        assert found[0] == f"Briefing for leaders: {HOSTILE[0]}"
        everything = b"".join(parts.values())
        for sign in (b"instrText", b"<w:hyperlink", b'TargetMode="External"', b"vbaProject", b"altChunk"):
            assert sign not in everything

    def test_everything_typed_stands_in_markdown_as_text(self, held: tuple[Workspace, int], hostile: int) -> None:
        said = render_markdown(briefing(held[0], hostile, today=TODAY)[0])
        tokens = MarkdownIt("gfm-like").parse(said)
        inline = [part for token in tokens for part in (token, *(token.children or ()))]
        kinds = {part.type for part in inline}
        assert not kinds & {"html_block", "html_inline", "link_open", "image", "code_inline", "em_open", "fence"}
        shown = ["".join(part.content for part in token.children or ()) for token in tokens if token.type == "inline"]
        for text in HOSTILE:
            assert text in shown

    @pytest.mark.parametrize("name", ["briefing.docx", "briefing.MD"])
    def test_it_is_written_where_it_was_asked_for_and_nowhere_else(
        self, held: tuple[Workspace, int], hostile: int, tmp_path: Path, name: str
    ) -> None:
        folder = tmp_path / "out"
        folder.mkdir()
        written = write_briefing(held[0], hostile, folder / name, by="Chair", today=TODAY)
        assert [one.name for one in folder.iterdir()] == [name]
        assert written.network == hostile
        first = (folder / name).read_bytes()
        with pytest.raises(WorkforceError, match="already a file"):
            write_briefing(held[0], hostile, folder / name, by="Chair", today=TODAY)
        assert (folder / name).read_bytes() == first
        write_briefing(held[0], hostile, folder / name, overwrite=True, by="Chair", today=TODAY)

    @pytest.mark.parametrize("name", ["briefing.docx", "briefing.md"])
    def test_what_is_written_stands_up_to_an_attack_as_any_export_does(
        self, held: tuple[Workspace, int], tmp_path: Path, name: str
    ) -> None:
        ws, number = held
        write_briefing(ws, number, tmp_path / name, by="Chair", today=TODAY)
        report = check_disclosure(ws, [tmp_path / name], profile_code="NETWORK")
        assert report.safe, report
        assert report.withheld > 0

    def test_nothing_is_written_where_the_audit_can_work_something_out(
        self, held: tuple[Workspace, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ws, number = held
        told = "4 staff have left"
        monkeypatch.setattr("workforce_tui.services.chair_page.attention", lambda _view: (told,))
        with pytest.raises(WorkforceError, match="work figures out"):
            write_briefing(ws, number, tmp_path / "briefing.md", by="Chair", today=TODAY)
        assert list(tmp_path.iterdir()) == []

    def test_nothing_is_written_where_the_same_staff_were_handed_out_meanwhile(
        self, held: tuple[Workspace, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ws, number = held
        entry = LedgerEntry(ORGANISATION, (2026,), "PUBLIC", "", 9, ("en",), "B. Other", "X", "", "f", "", 0, 0, ())
        others = []

        def meanwhile(*_given: object) -> None:
            with ws.writing() as session:
                others.append(publications.add_publication(session, entry=entry, figures=()))

        before = len(list_publications(ws))
        monkeypatch.setattr(briefing_ledger, "refuse_given_away", meanwhile)
        with pytest.raises(WorkforceError, match="meanwhile"):
            write_briefing(ws, number, tmp_path / "briefing.md", by="Chair", given_to="Chief", today=TODAY)
        assert list(tmp_path.iterdir()) == []
        assert len(list_publications(ws)) == before + 1
        add_step(ws, others[0], Step.ABANDONED)

    def test_another_ending_another_language_or_another_record_is_refused(
        self, held: tuple[Workspace, int], tmp_path: Path
    ) -> None:
        ws, number = held
        issue = network_view(ws, number).issues[0].id
        with pytest.raises(WorkforceError, match=r"briefing\.pdf says neither"):
            write_briefing(ws, number, tmp_path / "briefing.pdf", by="Chair")
        with pytest.raises(WorkforceError, match="language fr"):
            write_briefing(ws, number, tmp_path / "a.docx", language="fr", by="Chair")
        with pytest.raises(WorkforceError, match="of another kind"):
            write_briefing(ws, issue, tmp_path / "a.docx", by="Chair")
        with pytest.raises(WorkforceError, match="no folder"):
            write_briefing(ws, number, tmp_path / "none" / "a.docx", by="Chair")
        assert [one.suffix for one in tmp_path.iterdir() if one.is_file()] == []

    def test_the_staff_figures_in_it_are_in_the_ledger_with_who_gave_them_to_whom(
        self, ws: Workspace, tmp_path: Path
    ) -> None:
        enter_staff(ws)
        number = enter_network(ws)
        with pytest.raises(WorkforceError, match="signed"):
            write_briefing(ws, number, tmp_path / "a.md", by=" ")
        assert list_publications(ws) == ()
        for name in ("a.md", "b.docx"):
            write_briefing(ws, number, tmp_path / name, by="Ann Rees", given_to="Chief Constable")
        later, first = list_publications(ws)
        assert (first.organisation, first.profile, first.years, first.step) == (
            ORGANISATION,
            "NETWORK",
            (2026,),
            "published",
        )
        assert (first.signed_by, first.given_to, first.files[0].name) == ("Ann Rees", "Chief Constable", "a.md")
        assert (later.version, later.withheld, later.figures) == (2, first.withheld, first.figures)
        figures = {(one.key.row, one.key.measure): one.value for one in show_publication(ws, first.id or 0)[1]}
        assert figures["L2", "minority"] == Count.exact(14)
        assert figures["L4", "minority"] is None
        assert figures["", "share"] == Decimal("12.9")
        with pytest.raises(WorkforceError, match="already a file"):
            write_briefing(ws, number, tmp_path / "a.md", by="Ann Rees")
        assert len(list_publications(ws)) == 2

    def test_in_welsh_it_says_what_was_typed_in_welsh_and_knows_its_language(self, held: tuple[Workspace, int]) -> None:
        made, name = briefing(*held, language="cy", today=TODAY)
        assert name == "Rhwydwaith Cymorth"
        assert word_file(made).core_properties.language == "cy-GB"
        said = render_markdown(made)
        assert "Cael cais i siarad dros bawb." in said
        assert "A paper on acting up." in said, "what is only in English stays in English"
        english, _name = briefing(*held, language="en", today=TODAY)
        assert "Being asked to speak for everybody." in render_markdown(english)

    def test_it_opens_with_what_is_pressing_and_has_a_chart_said_in_words(self, held: tuple[Workspace, int]) -> None:
        made, _name = briefing(*held, today=date(2026, 11, 21))
        said = render_markdown(made)
        assert said.index("To look at first") < said.index("What the network has")
        xml = word_file(made).element.xml
        assert "Executive sponsor: 3, agreed and used" in xml
        assert networks.YEARS[1][0] in said
