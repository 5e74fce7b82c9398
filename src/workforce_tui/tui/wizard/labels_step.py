"""Labels the program does not know: grades, ethnicities, organisations and signs in place of numbers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import DataTable, Static

from workforce_tui.domain import formatting
from workforce_tui.i18n import N_, _
from workforce_tui.tui.dialogs.picker import Picker
from workforce_tui.tui.safe import plain, safe_cell
from workforce_tui.tui.translation import Words
from workforce_tui.tui.widgets.fitted_table import FittedTable
from workforce_tui.tui.wizard.draft import Draft, Question, StepName
from workforce_tui.tui.wizard.options import QUESTION_FIELDS, answer_choices, question_title, suggestion_for, value_name
from workforce_tui.tui.wizard.step import ELSEWHERE, Answered, Import, NotYetError, Step

if TYPE_CHECKING:
    from rich.text import Text
    from textual.app import ComposeResult

    from workforce_tui.domain.workforce import OrganisationKind
    from workforce_tui.services.imports import PendingDecision

MOST_SHOWN = 200
WHOSE = "organisation"


class LabelsStep(Step):
    """A line for each label; each is decided once and remembered for the organisation."""

    NAME = StepName.LABELS
    TITLE = N_("Labels")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "suggested", N_("Take the suggestion")),
        Binding("delete", "forget", N_("Take back"), show=False),
    ]

    def compose(self) -> ComposeResult:
        """The sentence over the table."""
        yield Words(
            N_("These labels are not known. Enter shows every answer, space takes the first suggestion; answers are "
               "kept for next time."),
            classes="lead",
        )  # fmt: skip
        yield FittedTable(id="labels", cursor_type="row")
        yield Static(id="label-why", classes="muted", markup=False)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.answered_before: frozenset[Question] = frozenset()

    def show(self, work: Import) -> None:
        """Fill the table: what is still open and what was answered."""
        self.work = work
        table = self.query_one(FittedTable)
        kept = table.cursor_row
        heads = (_("Label"), _("Rows"), _("Is"), _("Suggestion"), _("About"))
        rows = [(str(place), self._cells(*asked)) for place, asked in enumerate(self._questions())]
        table.fill([safe_cell(head) for head in heads], rows)
        table.move_cursor(row=min(kept, max(table.row_count - 1, 0)))
        self._say_why()

    def _all(self) -> list[tuple[Question, PendingDecision]]:
        found = [(question, one) for question, one in self.work.asked.items() if question[0] not in ELSEWHERE]
        return sorted(found, key=lambda pair: (pair[0][0] != WHOSE, pair[0][0], -pair[1].rows))

    def _questions(self) -> list[tuple[Question, PendingDecision]]:
        """The labels shown: where they are too many, those still open when work here began come first."""
        found = self._all()
        if len(found) > MOST_SHOWN:
            found.sort(key=lambda pair: pair[0] in self.answered_before)
        return found[:MOST_SHOWN]

    def _cells(self, question: Question, decision: PendingDecision) -> tuple[Text, ...]:
        answer = self.work.draft.answers.get(question)
        first = suggestion_for(decision, self.work.organisations)
        return (
            safe_cell(value_name(decision.value)),
            safe_cell(formatting.number(decision.rows), "right"),
            safe_cell(self._answer_name(decision, answer) if answer else _("? to decide"), style="bold"),
            safe_cell((first.name or first.code) if first and not answer else ""),
            safe_cell(_(QUESTION_FIELDS[question[0]]) if question[0] in QUESTION_FIELDS else question[0]),
        )

    def _answer_name(self, decision: PendingDecision, answer: str) -> str:
        choices = answer_choices(decision, self._kind(), self.work.organisations)
        return next((choice.name for choice in choices if choice.code == answer), answer)

    def _kind(self) -> OrganisationKind | None:
        code = self.work.draft.organisation
        known = {one.organisation.code: one.organisation.kind for one in self.work.organisations}
        return known.get(code)

    def begin(self) -> None:
        """Start on the first label that is not decided."""
        self.answered_before = frozenset(self.work.draft.answers)
        if len(self._all()) > MOST_SHOWN:
            self.show(self.work)
        table = self.query_one(FittedTable)
        table.focus()
        for place, (question, _decision) in enumerate(self._questions()):
            if question not in self.work.draft.answers:
                table.move_cursor(row=place)
                break

    @on(DataTable.RowHighlighted)
    def _say_why(self) -> None:
        """Under the table: what is suggested for the label under the cursor, and for what reason."""
        questions, place = self._questions(), self.query_one(FittedTable).cursor_row
        decision = questions[place][1] if place < len(questions) else None
        first = suggestion_for(decision, self.work.organisations) if decision else None
        said = ""
        if first is not None:
            text = _("Suggested: {answer} ({reason}).")
            said = text.format(answer=plain(first.name or first.code), reason=plain(first.reason))
        more = len(self._all()) - len(questions)
        if more:
            text = _("Labels not shown here: {number}. They follow once these are answered.")
            said = f"{said} {text.format(number=formatting.number(more))}".strip()
        self.query_one("#label-why", Static).update(said)

    @on(DataTable.RowSelected)
    def choose(self, event: DataTable.RowSelected) -> None:
        """Offer every answer, suggestions first."""
        event.stop()
        question, decision = self._questions()[event.cursor_row]
        title = plain(question_title(decision))
        choices = answer_choices(decision, self._kind(), self.work.organisations)
        current = self.work.draft.answers.get(question, "")
        self.app.push_screen(Picker(title, choices, current), partial(self._chosen, question))

    def _chosen(self, question: Question, answer: str | None) -> None:
        if answer is not None:
            self.post_message(Answered(question, answer))
            self._move_on()

    def action_suggested(self) -> None:
        """Answer the label under the cursor with the first suggestion."""
        questions = self._questions()
        place = self.query_one(FittedTable).cursor_row
        first = suggestion_for(questions[place][1], self.work.organisations) if place < len(questions) else None
        if first is not None:
            self.post_message(Answered(questions[place][0], first.code))
            self._move_on()
        else:
            self.notify(_("There is no suggestion for this label: press enter to choose."), markup=False)

    def action_forget(self) -> None:
        """Take back the answer for the label under the cursor."""
        questions = self._questions()
        place = self.query_one(FittedTable).cursor_row
        if place < len(questions):
            self.post_message(Answered(questions[place][0], None))

    def _move_on(self) -> None:
        self.query_one(FittedTable).action_cursor_down()

    def take(self, draft: Draft) -> Draft:
        """The draft as it is: answers were taken one by one. The cursor goes to a label that has to be answered.

        Once it is said whose the file is, it is read with the answers of earlier ones before the rest is asked.
        """
        open_ones = [one for one in self.work.asked if one[0] not in ELSEWHERE and one not in draft.answers]
        left = len(open_ones)
        if left and (not self._says_whose(draft) or any(field == WHOSE for field, _value in open_ones)):
            self.begin()
            raise NotYetError(_("Labels still to decide: {number}").format(number=left))
        return draft

    def _says_whose(self, draft: Draft) -> bool:
        """Whether it was answered otherwise than when it was read whose the file is: the answers kept of that one's
        earlier files may then answer the rest."""
        return draft.whose() not in ((), self.work.read_whose)
