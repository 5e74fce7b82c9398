"""Reading a list of mentees or mentors into a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.ethnicity_labels import Suggestion
from workforce_tui.domain.formatting import number
from workforce_tui.domain.label_keys import label_key
from workforce_tui.domain.organisations import find_organisation
from workforce_tui.i18n import _
from workforce_tui.importing.events_reading import EventReading
from workforce_tui.importing.model import NONE_ON_RECORD, WHOLE_FILE, Layout, PendingDecision
from workforce_tui.importing.not_given import NO_ETHNICITY
from workforce_tui.importing.participations import ParticipationReader
from workforce_tui.importing.synonyms import header_fields
from workforce_tui.importing.values import to_text

if TYPE_CHECKING:
    from workforce_tui.importing.events_layout import EventStructure
    from workforce_tui.importing.events_periods import EventPeriods
    from workforce_tui.importing.events_records import EventRecordReader


class MentoringReading(EventReading):
    """One sheet of mentees or mentors being read into a plan."""

    def _check_events(self, found: EventStructure) -> None:
        """Every row is a person; a table of counts is typed into the record of the cohort."""
        structure = found.structure
        if structure.layout is not Layout.RECORD or "headcount" in structure.columns:
            structure.missing = "mentoring_counts"
        elif named := self._matched_on(found):
            structure.missing, structure.named = "mentoring_identity", named
        elif self._names_departments(found):
            structure.asked.append((self.header.names[structure.columns["organisation"]], ("organisation",)))

    def _matched_on(self, found: EventStructure) -> str:
        """The column of what people gave for matching that was decided to hold their ethnicity; "" for none."""
        for column in found.structure.mapping:
            given = header_fields(self.header.columns[column.index])
            if column.field in ("ethnicity", "ethnicity_code") and given and given[0] == "identity":
                return column.header
        return ""

    def _names_departments(self, found: EventStructure) -> bool:
        """Whether the organisation is given and the column of that name holds others, nobody having said what it is.

        Matching tools have the department there.
        """
        column = found.structure.columns.get("organisation")
        if column is None or self.request.organisation is None or "organisation" in self._decided_columns(found):
            return False
        rows = self.head[self.header.last + 1 :]
        texts = {to_text(row[column]) for row in rows if column < len(row)} - {""}
        known = [find_organisation(text, self.request.organisations) for text in texts]
        return bool(texts) and not any(known) and not any(self.answers.peek("organisation", text) for text in texts)

    def _decided_columns(self, found: EventStructure) -> set[str | None]:
        """The fields that columns were decided to hold."""
        return {one.field for one in found.structure.mapping if one.how in ("decision", "profile")}

    def _start(self, found: EventStructure) -> EventPeriods:
        periods = super()._start(found)
        has = set(found.structure.columns)
        if "staff_number" not in has:
            self.log.add("mentoring_without_staff_number")
        if NO_ETHNICITY in found.structure.without:
            self.log.add("mentoring_without_ethnicity")
        if "outcome" not in has:
            self.log.add("mentoring_standing_not_given")
        return periods

    def _reader(self, found: EventStructure, periods: EventPeriods) -> EventRecordReader:
        return ParticipationReader(
            self._dataset, found, periods, self.book, self.log, self.request, self.organisations,
            scheme=self._named("scheme"),
            cohort=self._named("cohort"),
            without_ethnicity=NO_ETHNICITY in found.structure.without,
        )  # fmt: skip

    def _named(self, field: str) -> str:
        """The scheme or cohort the whole file was said to be of."""
        answered = self.answers.get(field, WHOLE_FILE)
        return answered[0] if answered and answered[0] != NONE_ON_RECORD else ""

    def _report(self, reader: EventRecordReader, periods: EventPeriods, found: EventStructure) -> None:
        assert isinstance(reader, ParticipationReader)  # noqa: S101 - made above
        columns, names, log = found.structure.columns, self.header.names, self.log
        self.plan.details = reader.details()
        blank, reader.nameless = reader.nameless, 0
        super()._report(reader, periods, found)
        if blank and "staff_number" in columns:
            log.add("mentoring_staff_number_blank", rows=number(blank))
        for code, rows in (
            ("mentoring_listed_twice", reader.listed_twice),
            ("mentoring_reason_other", reader.other_reasons),
        ):
            if rows:
                log.add(code, rows=number(rows))
        for field, rows in sorted(reader.unread_cells.items()):
            header = names[columns[field]]
            log.add("mentoring_cell_not_read", header=header, rows=number(rows), column=header)
        self._ask_for_scheme(reader)
        self._ask_for_cohort(reader)

    def _ask_for_scheme(self, reader: ParticipationReader) -> None:
        """Which scheme the list is of, where nothing says and some are on record."""
        answered = self.answers.get("scheme", WHOLE_FILE)
        known = {label_key(name) for name in self.request.schemes}
        unknown = sum(rows for name, rows in reader.schemes.items() if name and label_key(name) not in known)
        if unknown:
            self.log.add("mentoring_scheme_not_on_record", rows=number(unknown))
        if not reader.without_scheme:
            return
        some_named = reader.without_scheme < reader.events
        if some_named or answered or not self.request.schemes:
            self.log.add("mentoring_scheme_not_named", rows=number(reader.without_scheme))
            return
        offered = [Suggestion(name, name, "") for name in self.request.schemes]
        choices = (*offered, Suggestion(NONE_ON_RECORD, _("None of these"), ""))
        message = _("Which mentoring scheme is this a list of?")
        self.plan.reading_decisions.append(
            PendingDecision("scheme", WHOLE_FILE, reader.without_scheme, choices, message)
        )

    def _ask_for_cohort(self, reader: ParticipationReader) -> None:
        """Which cohort the list is of, where nothing says and its scheme has some on record.

        People without the name of a cohort would stand beside the cohort that was typed, and be counted again.
        """
        schemes, known = reader.without_cohort, self.request.cohorts
        names = dict.fromkeys(name for scheme in schemes for name in known.get(label_key(scheme), ()))
        if not names or self.answers.get("cohort", WHOLE_FILE):
            return
        rows = schemes.total()
        if rows < reader.events or len(schemes) > 1:
            self.log.add("mentoring_cohort_not_named", rows=number(rows))
            return
        reason = _("the only cohort of the scheme on record") if len(names) == 1 else ""
        offered = [Suggestion(name, name, reason) for name in names]
        choices = (*offered, Suggestion(NONE_ON_RECORD, _("None of these"), ""))
        message = _("Which cohort is this a list of?")
        self.plan.reading_decisions.append(PendingDecision("cohort", WHOLE_FILE, rows, choices, message))
