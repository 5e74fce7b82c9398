"""Reading the chosen sheet: structure, rows, checks, and the finished plan."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from workforce_tui.domain.counts import Count, total
from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.ethnicity_labels import Suggestion
from workforce_tui.domain.formatting import number
from workforce_tui.i18n import _
from workforce_tui.importing.answers import Answers
from workforce_tui.importing.book import MOST_COLUMNS
from workforce_tui.importing.collector import collection_paused
from workforce_tui.importing.columns import column_answers, preview
from workforce_tui.importing.dates import dates_in_titles
from workforce_tui.importing.division_labels import is_known_label
from workforce_tui.importing.divisions_across import leave_divisions_out
from workforce_tui.importing.divisions_alone import divisions_alone
from workforce_tui.importing.facts import count_rows, people_of
from workforce_tui.importing.fills import fills_of
from workforce_tui.importing.finish import scheme_of, settle
from workforce_tui.importing.guards import FileRefused
from workforce_tui.importing.labelbook import LabelBook
from workforce_tui.importing.labels import GradeResolver, resolve_ethnicity
from workforce_tui.importing.layout import understand
from workforce_tui.importing.leavers import leaving_columns
from workforce_tui.importing.markers import CountCells
from workforce_tui.importing.model import Layout, PendingDecision, Progress
from workforce_tui.importing.not_given import (
    ANSWERS,
    NO_ETHNICITY,
    WARNINGS,
    choice,
    question,
)
from workforce_tui.importing.people import settle_repeats
from workforce_tui.importing.persons import Persons
from workforce_tui.importing.pivots import say_pivot, say_uncounted
from workforce_tui.importing.records import RecordReader
from workforce_tui.importing.rounding import stated_base
from workforce_tui.importing.settling import settle_totals
from workforce_tui.importing.sexes_alone import sexes_alone
from workforce_tui.importing.sheet_dates import date_of_figures
from workforce_tui.importing.slices import slices_of
from workforce_tui.importing.snapshots import Snapshots, named_in_column
from workforce_tui.importing.subject import check_countable, check_subject, worker_by_title
from workforce_tui.importing.synonyms import NEVER_KEPT, is_home_office
from workforce_tui.importing.tables import TableReader
from workforce_tui.importing.template import template_scheme
from workforce_tui.importing.units import fte_figures
from workforce_tui.importing.unvalued import report_unvalued
from workforce_tui.importing.values import to_text
from workforce_tui.importing.workforce_return import months_of_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workforce_tui.domain.workforce import OrganisationKind
    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.mapper import Structure
    from workforce_tui.importing.model import ImportPlan, ImportRequest
    from workforce_tui.importing.sheets import Candidate
    from workforce_tui.importing.values import Cell

CHUNK = 2000
_PREVIEW_ROWS = 20
_FEWEST_CELLS, _AS_FULL = 3, 0.8
"""A row above the header with so many cells, and that part of a usual row below, may be one of the list."""


class Reading:
    """One sheet being read into a plan."""

    at_one_time: ClassVar[bool] = True
    """Whether every row is about the same day, as with staff in post."""

    def __init__(self, plan: ImportPlan, request: ImportRequest, candidate: Candidate, log: IssueLog) -> None:
        self.plan, self.request, self.log = plan, request, log
        self.sheet, self.head, self.header = candidate.sheet, candidate.head, candidate.header
        self.name, self._covers = candidate.name, candidate.covers
        above = self.head[: self.header.first]
        self._titles = [text for row in above for cell in row if isinstance(cell, str) and (text := to_text(cell))]
        self.answers = Answers(request)
        self._without: frozenset[str] = frozenset()
        self.organisations = {known.code: known for known in request.organisations}
        if request.organisation is not None:
            self.organisations.setdefault(request.organisation.code, request.organisation)
        self._resolver = GradeResolver(self.answers, self.organisations, request.own_grades)
        self.book = LabelBook(self._resolver, self.answers)

    @property
    def _kind(self) -> OrganisationKind | None:
        return self.request.organisation.kind if self.request.organisation else None

    def run(self, is_cancelled: Callable[[], bool]) -> Iterator[Progress]:
        """Read the sheet; afterwards the plan is complete."""
        decided = column_answers(self.header, self.request.decisions, self.answers, self.log)
        rows = self.head[self.header.last + 1 :]
        structure = understand(self.header, rows, decided, self.request.organisations, self._kind, self.request.as_at)
        sexes_alone(structure, self.sheet, rows, decided, self.request)
        divisions_alone(structure, self.sheet, rows, self.answers, self.request)
        leave_divisions_out(structure, is_known_label(self.request, self.answers, structure.across))
        say_pivot(structure, self.sheet.pivot, self.log)
        self._describe(structure)
        check_subject(structure, self.header.names, self._titles)
        self._check_unit(structure)
        if structure.missing:
            self.log.add(structure.missing, columns=structure.named)
        if structure.layout is Layout.RECORD and not structure.missing:
            check_countable(structure, self.answers, self.log)
            if self.plan.dataset is Dataset.STAFF_IN_POST:
                structure.asked += leaving_columns(structure, self.sheet, self.head, self.request)
        if structure.missing:
            structure.asked.clear()
        for name in structure.without:
            self.answers.get("column", name)
        for name, _fields in structure.asked:
            if name in WARNINGS:
                self.log.add(WARNINGS[name])
        if structure.missing or structure.asked:
            self._stop(structure)
            return
        self._prepare(structure)
        snapshots = self._snapshots(structure)
        if structure.layout is Layout.RECORD:
            yield from self._read_records(structure, snapshots, is_cancelled)
        else:
            yield from self._read_table(structure, snapshots, is_cancelled)

    def _prepare(self, structure: Structure) -> None:
        """What has to be known of all rows before the first is read."""
        report_unvalued(self.sheet, structure, self.log)
        if self.sheet.narrowed:
            self.log.add("columns_not_read", columns=number(MOST_COLUMNS))
        if structure.layout is Layout.RECORD:
            self._look_above()
        self._slices = slices_of(structure, self.sheet, self.request, self.log, at_one_time=self.at_one_time)

    def _look_above(self) -> None:
        """Say it where there are rows above the header that may be people: the header may be one that nobody knows."""
        cells = [sum(to_text(cell) != "" for cell in row) for row in self.head]
        below = sorted(filter(None, cells[self.header.last + 1 :]))
        usual = below[len(below) // 2] if below else 0
        full = [number for number in cells[: self.header.first] if number >= max(_FEWEST_CELLS, _AS_FULL * usual)]
        if full:
            self.log.add("rows_above_header", row=self.header.first + 1, header=self.header.first + 1, rows=len(full))

    def _check_unit(self, structure: Structure) -> None:
        """Full-time equivalents are not people, whatever the column is called."""
        found = fte_figures(structure, self.head[self.header.last + 1 :], [*self._titles, self.name])
        if found and structure.missing in ("", "no_count_column", "dates_across"):
            structure.missing, structure.named = "fte_not_headcount", found

    def _describe(self, structure: Structure) -> None:
        plan = self.plan
        plan.layout = structure.layout
        plan.header_rows = (self.header.first + 1, self.header.last + 1)
        plan.columns = tuple(structure.mapping)
        self._without = structure.without
        self._resolver.of_groups = structure.layout is not Layout.RECORD
        rows = self.head[self.header.last + 1 : self.header.last + 1 + _PREVIEW_ROWS]
        plan.preview = (tuple(self.header.names), *preview(structure, rows))
        if structure.unread:
            self.log.add("fte_columns_left_out", columns=", ".join(structure.unread))
        for column in structure.mapping:
            if column.field in NEVER_KEPT:
                banded = column.field == "date_of_birth" and structure.layout is Layout.RECORD and self.at_one_time
                code = "age_column" if banded else "personal_column"
                self.log.add(code, header=column.header, column=column.header)
        if structure.left_out:
            across = structure.layout is Layout.CROSSTAB
            code = "non_payroll_left_out" if across else "other_dates_left_out"
            self.log.add(code, columns=len(structure.left_out))

    def _stop(self, structure: Structure) -> None:
        """End without reading rows: columns have to be named first."""
        column, below = structure.columns.get("organisation"), self.head[self.header.last + 1 :]
        self.plan.named = named_in_column(below, column, self.request.organisations, self.answers)
        rows = max((self.sheet.height or len(self.head)) - self.header.last - 1, 0)
        messages = {
            "ethnicity": _("Does the column “{value}” hold ethnicity?"),
            "grade": _("Does the column “{value}” hold the grade or rank?"),
            "organisation": _("Does the column “{value}” name the organisation each row is about?"),
            "headcount": _("What does the column “{value}” hold: a number of people, or staff numbers?"),
            "leaving_date": _("Does the column “{value}” hold the day people left? Leavers must not be counted."),
            "leaving_reason": _("Does the column “{value}” say that people have left? Leavers must not be counted."),
            "status": _("Does the column “{value}” say who is in post? Leavers must not be counted."),
        }
        for name, fields in structure.asked:
            if name in ANSWERS:
                told = (Suggestion(ANSWERS[name], choice(name), ""),)
                self.plan.reading_decisions.append(PendingDecision("column", name, rows, told, question(name)))
                continue
            choices = tuple(Suggestion(field, field, "") for field in (*fields, "ignore"))
            message = messages[fields[0]].format(value=name)
            self.plan.reading_decisions.append(PendingDecision("column", name, rows, choices, message))
        self.plan.reading_issues = self.log.result()
        settle(self.plan, self.answers)

    def _snapshots(self, structure: Structure) -> Snapshots:
        titles = self.head[: self.header.first]
        column = structure.columns.get("as_at")
        dates = dates_in_titles([*titles, [self.name], [self.header.names[0]]])
        dates |= months_of_rows(self.header, self.head[self.header.last + 1 :])
        if not dates and column is None:
            dates = date_of_figures(titles, self.name, self._covers, self.log, self.request.as_at)
        texts = [to_text(cell) for row in titles for cell in row if isinstance(cell, str) and cell.strip()]
        snapshots = Snapshots(
            self.request,
            self.answers,
            self.log,
            date_header=self.header.names[column] if column is not None else "",
            title_dates=dates,
            titles=[*texts, self.name, self.plan.file_name],
            by_person=structure.layout is Layout.RECORD,
        )
        if "organisation" not in structure.columns:
            snapshots.check_titles(texts)
        return snapshots

    def _chunks(self, is_cancelled: Callable[[], bool]) -> Iterator[tuple[int, list[list[Cell]]]]:
        """The rows under the header, with the row number of the first of each chunk."""
        rows = (self.sheet.last_rows or self.sheet.rows)()
        start = self.header.last + 1
        first = start + 1
        rows = islice(rows, start, None)
        hidden = self.sheet.hidden_rows
        met = 0
        while not is_cancelled() and (chunk := list(islice(rows, CHUNK))):
            if hidden:
                met += self._hide(chunk, first)
            self._slices.take_out(chunk)
            yield first, chunk
            first += len(chunk)
        self._slices.report(self.log)
        if met:
            self.log.add("hidden_rows_read" if self.request.include_hidden else "hidden_rows", rows=number(met))

    def _hide(self, chunk: list[list[Cell]], first: int) -> int:
        """Empty the hidden rows, unless they are to be read; how many had something in them."""
        met = 0
        for place, row in enumerate(chunk):
            if first + place in self.sheet.hidden_rows and any(cell != "" for cell in row):
                met += 1
                if not self.request.include_hidden:
                    chunk[place] = []
        return met

    def _trust(self, structure: Structure, snapshots: Snapshots) -> None:
        """Look at the organisation column beforehand when one organisation was asked for."""
        column = structure.columns.get("organisation")
        if column is None or self.request.organisation is None:
            return
        rows = islice(self.sheet.rows(), self.header.last + 1, None)
        different = {row[column] for row in rows if column < len(row)}
        snapshots.trust_single({to_text(cell) for cell in different} - {""})

    def _read_records(
        self, structure: Structure, snapshots: Snapshots, is_cancelled: Callable[[], bool]
    ) -> Iterator[Progress]:
        self._trust(structure, snapshots)
        reader = RecordReader(structure, snapshots, self.book, self.log, self.organisations)
        self.plan.persons = reader.persons  # they can be passed on while there are more to come
        try:
            with collection_paused():
                for first, chunk in self._chunks(is_cancelled):
                    reader.feed(chunk, first)
                    yield Progress("reading", first + len(chunk), self.sheet.height)
        except FileRefused:
            self.plan.persons = Persons()  # half a sheet must not pass for a whole one
            raise
        yield Progress("checking", len(reader.persons), self.sheet.height)
        self._finish_records(structure, snapshots, reader)

    def _below(self) -> Iterator[list[Cell]]:
        """The rows under the header once more."""
        return islice(self.sheet.rows(), self.header.last + 1, None)

    def _finish_records(self, structure: Structure, snapshots: Snapshots, reader: RecordReader) -> None:
        plan, log, names = self.plan, self.log, self.header.names
        reader.note_labels(snapshots)
        plan.reading_decisions += snapshots.finish(reader.elsewhere)
        plan.reading_decisions += self.book.report_unknown(log, _name(names, structure.columns.get("sex")))
        plan.reading_decisions += reader.statuses.report()
        self._name_labels(structure)
        reader.ftes.report(_name(names, structure.columns.get("fte")))
        reader.dates.report(structure)
        reader.attributes.report()
        repeated = settle_repeats(reader.persons, reader.repeats, plan.grade_labels, plan.ethnicity_labels, log)
        if reader.nameless:
            log.add("staff_number_missing", rows=number(reader.nameless))
        reader.unusual.report_totals(None if self.sheet.last_rows else self._below(), self.header.last + 2)
        reader.unusual.report_notes()
        if reader.unusual.totals:
            log.add("total_skipped", rows=reader.unusual.totals, columns=0)
        plan.counts = reader.counts()
        plan.rows_read = reader.rows_read
        plan.rows_rejected = repeated + reader.set_aside
        plan.rows_skipped = reader.unusual.skipped + reader.elsewhere
        reasons = {"repeated": repeated, **reader.reasons}
        plan.people_read = Count.exact(reader.rows_read)
        plan.set_aside = {reason: Count.exact(rows) for reason, rows in reasons.items() if rows}
        totals = reader.unusual.totals
        plan.passed_over = passed_over(totals, reader.unusual.skipped - totals, reader.elsewhere)
        plan.can_resolve = not reader.repeats
        self._finish(snapshots)

    def _name_labels(self, structure: Structure) -> None:
        """Settle which list of categories is used, and what each label means by it."""
        plan = self.plan
        plan.grade_labels = self.book.counted_grades()
        plan.ethnicity_pairs = self.book.ethnicities
        column = structure.columns.get("ethnicity")
        plan.scheme = scheme_of(_name(self.header.names, column), plan.ethnicity_pairs)
        if self.request.from_template:
            plan.scheme = template_scheme(plan.ethnicity_pairs) or plan.scheme
        plan.ethnicity_labels = [
            resolve_ethnicity(pair, self.book.ethnicity_rows[index], plan.scheme, self.answers)
            for index, pair in enumerate(plan.ethnicity_pairs)
        ]

    def _read_table(
        self, structure: Structure, snapshots: Snapshots, is_cancelled: Callable[[], bool]
    ) -> Iterator[Progress]:
        self._trust(structure, snapshots)
        fills = fills_of(structure, self.sheet, self.head, self.request, self.answers, self.log)
        if fills.unclear:
            self._stop(structure)
            return
        texts = [*self._titles, *(part for parts in self.header.columns for part in parts)]
        say_uncounted(structure, texts, self._below(), self.log)
        home_office = is_home_office(self.header.names)
        cells = CountCells(self.answers, self.log, dash_is_zero=home_office)
        reader = TableReader(
            structure,
            snapshots,
            self.book,
            cells,
            self.log,
            self.request.organisations,
            filled=fills.columns,
            sums=fills.sums,
            heads=fills.heads,
            section=worker_by_title(structure, [*self._titles, self.name], self.log),
        )
        for first, chunk in self._chunks(is_cancelled):
            reader.feed(fills.apply(chunk, first), first)
            yield Progress("reading", first + len(chunk), self.sheet.height)
        yield Progress("checking", len(reader.facts), self.sheet.height)
        self._finish_table(structure, snapshots, reader, cells)

    def _finish_table(self, structure: Structure, snapshots: Snapshots, reader: TableReader, cells: CountCells) -> None:
        plan, log = self.plan, self.log
        plan.reading_decisions += snapshots.finish(reader.elsewhere)
        plan.reading_decisions += self.book.report_unknown(log, None)
        facts = reader.finish()
        self._name_labels(structure)
        base = stated_base([*self._titles, *self.header.names, *reader.notes], facts)
        facts = settle_totals(facts, plan.ethnicity_labels, cells, log, base, complete=not reader.elsewhere)
        plan.reading_decisions += [*cells.finish(), *reader.statuses.report()]
        columns = sum(column.total for column in structure.values)
        if reader.total_rows or columns:
            log.add("total_skipped", rows=reader.total_rows, columns=columns)
        plan.counts = count_rows(fact for fact in facts if not fact.is_total)
        plan.rows_read, plan.rows_rejected = reader.rows - reader.total_rows + reader.set_aside, reader.set_aside
        plan.rows_skipped = reader.skipped + reader.total_rows + reader.elsewhere
        plan.people_read = total(people_of(fact) for fact in facts if not fact.is_total) + reader.people_aside
        plan.set_aside = {"not_in_post": reader.people_aside} if reader.set_aside else {}
        plan.passed_over = passed_over(reader.total_rows, reader.skipped, reader.elsewhere)
        self._finish(snapshots)

    def _finish(self, snapshots: Snapshots) -> None:
        plan = self.plan
        for name in sorted(self._without):
            self.log.add("ethnicity_not_given" if name == NO_ETHNICITY else "grade_not_given")
        plan.snapshots = tuple(snapshots.keys)
        if not (plan.persons or plan.counts or plan.reading_decisions or self.log.refuses):
            self.log.add("nobody_counted")
        plan.reading_issues = self.log.result()
        settle(plan, self.answers)


def passed_over(totals: int, notes: int, others: int) -> dict[str, int]:
    """Rows that are not about people to count, by kind; kinds there are none of are left out."""
    rows = {"totals": totals, "notes": notes, "others": others}
    return {kind: number for kind, number in rows.items() if number}


def _name(names: list[str], index: int | None) -> str | None:
    return names[index] if index is not None else None
