"""Reading a sheet about events into a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from workforce_tui.domain.counts import Count
from workforce_tui.domain.datasets import MENTORING, OUTCOMES, Dataset, dataset_name
from workforce_tui.domain.formatting import number
from workforce_tui.importing.columns import column_answers
from workforce_tui.importing.division_labels import is_known_label
from workforce_tui.importing.divisions_across import leave_divisions_out
from workforce_tui.importing.divisions_alone import divisions_alone
from workforce_tui.importing.events_book import EventBook
from workforce_tui.importing.events_layout import EventStructure, understand_events
from workforce_tui.importing.events_periods import EventPeriods
from workforce_tui.importing.events_records import EventRecordReader
from workforce_tui.importing.events_stages import settle_stages
from workforce_tui.importing.events_tables import EventTableReader, by_place, event_rows
from workforce_tui.importing.fills import fills_of
from workforce_tui.importing.finish import settle
from workforce_tui.importing.labels import GradeResolver
from workforce_tui.importing.markers import CountCells
from workforce_tui.importing.model import Layout, Progress
from workforce_tui.importing.periods import period_text
from workforce_tui.importing.pivots import say_pivot
from workforce_tui.importing.reading import Reading, passed_over
from workforce_tui.importing.rounding import stated_base
from workforce_tui.importing.settling import settle_totals
from workforce_tui.importing.sexes_alone import sexes_alone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.model import ImportPlan, ImportRequest
    from workforce_tui.importing.sheets import Candidate

_PERSONAL = ("name", "date_of_birth", "ni_number", "email")


class EventReading(Reading):
    """One sheet about events being read into a plan."""

    at_one_time: ClassVar[bool] = False

    def __init__(self, plan: ImportPlan, request: ImportRequest, candidate: Candidate, log: IssueLog) -> None:
        super().__init__(plan, request, candidate, log)
        self._dataset = plan.dataset
        if plan.dataset_reason and not request.from_template:
            log.add("dataset_proposed", dataset=dataset_name(plan.dataset), reason=plan.dataset_reason)

    def run(self, is_cancelled: Callable[[], bool]) -> Iterator[Progress]:
        """Read the sheet; afterwards the plan is complete."""
        decided = column_answers(self.header, self.request.decisions, self.answers, self.log)
        rows = self.head[self.header.last + 1 :]
        found = understand_events(self._dataset, self.header, rows, decided, self.request.organisations, self._kind)
        structure = found.structure
        sexes_alone(structure, self.sheet, rows, decided, self.request, is_needed=False)
        divisions_alone(structure, self.sheet, rows, self.answers, self.request, is_needed=False)
        leave_divisions_out(structure, is_known_label(self.request, self.answers, structure.across))
        say_pivot(structure, self.sheet.pivot, self.log)
        self._describe(structure)
        self._check_unit(structure)
        if not structure.missing and not structure.asked:
            self._check_events(found)
        if structure.missing:
            self.log.add(structure.missing, columns=structure.named)
            structure.asked.clear()
        if structure.missing or structure.asked:
            self._stop(structure)
            return
        self._prepare(structure)
        periods = self._start(found)
        if structure.layout is Layout.RECORD:
            yield from self._read_events(found, periods, is_cancelled)
        else:
            yield from self._read_counts(found, periods, is_cancelled)

    def _check_events(self, found: EventStructure) -> None:
        """Applications need their stage; rows without anything of a person or event may as well be counts."""
        structure = found.structure
        has = set(structure.columns)
        if self._dataset is Dataset.RECRUITMENT and not (found.outcomes or found.flags or "outcome" in has):
            structure.missing = "no_stage_column"
        elif structure.layout is Layout.RECORD and not found.flags:
            by_row = {"staff_number", "event_date", "outcome", "from_grade", "fte", *_PERSONAL}
            structure.missing = "" if has & by_row else "no_count_column"

    def _start(self, found: EventStructure) -> EventPeriods:
        """The labels and periods of the sheet; what it lacks is said."""
        structure = found.structure
        has = set(structure.columns)
        graded = bool({"grade", "grade_alt", "from_grade"} & has) or (
            structure.across == "grade" and structure.layout is Layout.CROSSTAB
        )
        resolver = GradeResolver(self.answers, self.organisations, self.request.own_grades)
        self.book: EventBook = EventBook(resolver, self.answers, self._dataset, graded=graded)
        if not graded and self._dataset not in MENTORING:
            self.log.add("events_without_grade")
        if (
            OUTCOMES[self._dataset]
            and self._dataset not in MENTORING
            and not (found.outcomes or found.flags or "outcome" in has)
        ):
            self.log.add("outcome_not_given")
        if found.unread:
            self.log.add("numbers_not_read", columns=", ".join(found.unread))
        dated = "event_date" in has and structure.layout is not Layout.RECORD and "period" not in has
        if dated:
            structure.columns["as_at"] = structure.columns["event_date"]
        titles = [*self._titles, self.header.names[0], self.name, self.plan.file_name]
        periods = EventPeriods(self.request, self.answers, self.log, titles=titles, dated=dated)
        if "organisation" not in structure.columns:
            periods.check_titles(self._titles)
        self._trust(structure, periods)
        return periods

    def _read_events(
        self, found: EventStructure, periods: EventPeriods, is_cancelled: Callable[[], bool]
    ) -> Iterator[Progress]:
        reader = self._reader(found, periods)
        for first, chunk in self._chunks(is_cancelled):
            reader.feed(chunk, first)
            yield Progress("reading", first + len(chunk), self.sheet.height)
        yield Progress("checking", reader.events, self.sheet.height)
        reader.note_labels()
        plan = self.plan
        plan.events = reader.result()
        self._report(reader, periods, found)
        plan.rows_read, plan.rows_rejected = reader.rows, reader.set_aside
        plan.rows_skipped = reader.unusual.skipped + reader.elsewhere
        plan.people_read = Count.exact(reader.rows)
        plan.set_aside = {reason: Count.exact(rows) for reason, rows in reader.reasons.items() if rows}
        totals = reader.unusual.totals
        plan.passed_over = passed_over(totals, reader.unusual.skipped - totals, reader.elsewhere)
        self._close(found, periods, reader.elsewhere)

    def _reader(self, found: EventStructure, periods: EventPeriods) -> EventRecordReader:
        """What takes the rows of events or people."""
        return EventRecordReader(self._dataset, found, periods, self.book, self.log, self.request, self.organisations)

    def _report(self, reader: EventRecordReader, periods: EventPeriods, found: EventStructure) -> None:
        log, columns, names = self.log, found.structure.columns, self.header.names
        header = names[columns["event_date"]] if "event_date" in columns else ""
        if reader.outside and periods.whole is not None:
            log.add("outside_period", rows=number(reader.outside), period=period_text(periods.whole))
        for code, rows in (
            ("event_date_unreadable", reader.unread),
            ("event_date_blank", reader.undated),
            ("event_in_future", reader.future),
            ("repeated_event", reader.repeated),
        ):
            if rows:
                log.add(code, rows=number(rows), header=header, column=header or None)
        if reader.nameless and "staff_number" in columns:
            log.add("staff_number_missing", rows=number(reader.nameless))
        reader.unusual.report_totals(None if self.sheet.last_rows else self._below(), self.header.last + 2)
        reader.unusual.report_notes()
        if reader.unusual.totals:
            log.add("total_skipped", rows=reader.unusual.totals, columns=0)

    def _read_counts(
        self, found: EventStructure, periods: EventPeriods, is_cancelled: Callable[[], bool]
    ) -> Iterator[Progress]:
        fills = fills_of(found.structure, self.sheet, self.head, self.request, self.answers, self.log)
        if fills.unclear:
            self._stop(found.structure)
            return
        cells = CountCells(self.answers, self.log, dash_is_zero=False)
        reader = EventTableReader(
            found, periods, self.book, cells, self.log, self.request.organisations,
            fills=fills, plain=EventRecordReader.plain_outcome(self._dataset),
        )  # fmt: skip
        for first, chunk in self._chunks(is_cancelled):
            reader.feed(fills.apply(chunk, first), first)
            yield Progress("reading", first + len(chunk), self.sheet.height)
        yield Progress("checking", len(reader.facts), self.sheet.height)
        facts = reader.finish()
        self._name_labels(found.structure)
        base = stated_base([*self._titles, *self.header.names, *reader.notes], facts)
        complete = not reader.elsewhere
        facts = settle_totals(facts, self.plan.ethnicity_labels, cells, self.log, base, complete=complete)
        self.plan.reading_decisions += cells.finish()
        places, questions = settle_stages(self._dataset, by_place(facts, reader), self.answers, self.log)
        if not cells.asked:
            self.plan.reading_decisions += questions
        plan = self.plan
        plan.events = event_rows(places)
        columns = sum(column.total for column in found.structure.values)
        if reader.total_rows or columns:
            self.log.add("total_skipped", rows=reader.total_rows, columns=columns)
        if periods.unreadable:
            header = self.header.names[found.structure.columns["as_at"]]
            self.log.add("event_date_unreadable", rows=number(periods.unreadable), header=header, column=header)
        plan.rows_read = reader.rows - reader.total_rows
        plan.rows_skipped = reader.skipped + reader.total_rows + reader.elsewhere
        plan.passed_over = passed_over(reader.total_rows, reader.skipped, reader.elsewhere)
        self._close(found, periods, reader.elsewhere)

    def _close(self, found: EventStructure, periods: EventPeriods, elsewhere: int) -> None:
        plan = self.plan
        columns = found.structure.columns
        # Where women and men stand below the grades, the column of their sexes is none of the sheet's.
        sex = dict(enumerate(self.header.names)).get(columns.get("sex", -1))
        plan.reading_decisions += [*periods.finish(elsewhere), *periods.questions()]
        plan.reading_decisions += self.book.report_unknown(self.log, sex)
        plan.reading_decisions += self.book.outcome_questions(self.log)
        self._name_labels(found.structure)
        plan.outcome_labels = self.book.outcome_labels()
        plan.periods = periods.result()
        if not (plan.periods or plan.reading_decisions or self.log.refuses):
            self.log.add("nobody_counted")
        plan.reading_issues = self.log.result()
        settle(plan, self.answers)
