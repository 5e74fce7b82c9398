"""The fields of a record on a form: which there are, which are asked, and what stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from workforce_tui.domain.record_parsing import parse, problem_of
from workforce_tui.domain.record_text import title_text
from workforce_tui.domain.records import Field, FieldProblem, FieldType, applies
from workforce_tui.i18n import N_, _
from workforce_tui.tui.safe import plain, safe_text
from workforce_tui.tui.screens.records.controls import FieldBox
from workforce_tui.tui.translation import WordButton, Words
from workforce_tui.tui.widgets.fields import Complaint
from workforce_tui.tui.window import Window

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import DescendantFocus

    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.record_reading import FormData

WHOSE, WHY, BY = "organisation", "why", "by"
"""What is asked beside the fields of a kind."""
LONGEST = 600
"""Characters that are shown of what somebody else changed meanwhile."""


class RecordFields(Window["int | None"]):
    """The fields of a record over the buttons; who is to save them is another matter."""

    def __init__(self, ws: Workspace, data: FormData) -> None:
        super().__init__()
        self.ws, self.data = ws, data
        self.start: dict[str, str] = {}
        """What stood in each field when the form was opened."""
        self.boxes: list[FieldBox] = []
        """Every field, in its order: looking for them at each key would be slow."""

    def compose(self) -> ComposeResult:
        """The fields, then what is not right, then the buttons."""
        with Vertical(classes="window", id="record-form") as window:
            window.border_title = safe_text(self._title())
            if self.data.draft_at:
                yield Static(Content(self._restored()), classes="lead", markup=False)
            with VerticalScroll(can_focus=False, id="record-fields"):
                yield from self._boxes()
            yield Static(id="field-help", markup=False)
            yield Complaint(id="complaint")
            with Horizontal(classes="buttons"):
                # A footer would lay the whole form out again at every step of tab.
                yield Words(N_("ctrl+s saves, escape closes; * is needed"), id="form-keys")
                yield WordButton(N_("Save"), id="save")
                yield WordButton(N_("Close"), id="close")

    def _title(self) -> str:
        kind, record = self.data.kind, self.data.record
        if record is None:
            return _("New: {kind}").format(kind=_(kind.name))
        return f"{_(kind.name)} {record.id}: {title_text(kind, record.values)}"

    def _restored(self) -> str:
        said = _("This was typed {date} and not saved. Escape gives it up.").format(date=self.data.draft_at)
        return f"{said} {plain(self.data.meanwhile, LONGEST)}".strip()

    def _boxes(self) -> ComposeResult:
        if self.data.kind.parent is None:
            yield self._box(whose_field(self.data), "; ".join(self.data.organisations))
        for field in self.data.kind.fields:
            if field.bilingual:
                with Horizontal(classes="pair"):
                    yield self._box(field, self.data.raw.get(field.key, ""))
                    welsh = self.data.kind.field(field.key + "_cy")
                    yield self._box(welsh, self.data.raw.get(welsh.key, ""))
            else:
                yield self._box(field, self.data.raw.get(field.key, ""))
        if self.data.record is not None:
            yield self._box(Field(WHY, N_("Why it is changed")), "")
        yield self._box(Field(BY, N_("Your name"), required=True), self.data.last_name)

    def _box(self, field: Field, text: str) -> FieldBox:
        box = FieldBox(field, text, self.data.known, self.data.links.get(field.key, ()))
        self.boxes.append(box)
        return box

    async def retranslate(self) -> None:
        """Name the form and its fields again; what was typed and chosen stays."""
        self.query_one("#record-form", Vertical).border_title = safe_text(self._title())
        for box in self.query(FieldBox):
            box.retranslate()

    def texts(self) -> dict[str, str]:
        """What stands in every field, by key."""
        return {box.field.key: box.text for box in self.boxes}

    def filled(self, texts: dict[str, str]) -> dict[str, str]:
        """Of texts by key, those of the fields of the kind that are not empty: what a draft keeps."""
        return {key: text for key, text in texts.items() if text and key not in {WHOSE, WHY, BY}}

    @property
    def is_changed(self) -> bool:
        """Whether something stands in the form that is not saved."""
        return self.differs(self.texts())

    def differs(self, texts: dict[str, str]) -> bool:
        """Whether texts by key are not what the form started from."""
        return any(text != self.start.get(key, "") for key, text in texts.items() if key != BY)

    def raw(self) -> dict[str, str]:
        """What stands in the fields of the kind that are asked, by key."""
        texts = self.texts()
        kind = self.data.kind
        values = parse(
            kind, {field.key: texts[field.key] for field in kind.inputs}, organisations=self.data.known
        ).values
        return {field.key: texts[field.key] for field in kind.inputs if applies(field, values)}

    def whose(self) -> tuple[str, ...]:
        """The organisations that were chosen or typed."""
        typed = next((box.text for box in self.boxes if box.field.key == WHOSE), "")
        return tuple(part.strip() for part in typed.split(";") if part.strip())

    def fit(self) -> None:
        """Show only the fields that are asked as the others stand."""
        asked = self.raw().keys() | {WHOSE, WHY, BY}
        for box in self.boxes:
            box.display = box.field.key in asked

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Show what the field is for."""
        box = box_of(event.widget)
        said = _(box.field.help) if box is not None and box.field.help else ""
        self.query_one("#field-help", Static).update(Content(said), layout=False)

    def problems(self) -> list[FieldProblem]:
        """Everything that is not right yet."""
        texts, kind = self.texts(), self.data.kind
        found = list(parse(kind, self.raw(), organisations=self.data.known).problems)
        if kind.parent is None:
            field = whose_field(self.data)
            wrong = problem_of(field, texts[WHOSE], self.data.known)
            if wrong or (field.required and not texts[WHOSE]):
                found.insert(0, FieldProblem(WHOSE, wrong or _("This has to be filled in.")))
        if not texts[BY]:
            found.append(FieldProblem(BY, _("This has to be filled in.")))
        return found


def whose_field(data: FormData) -> Field:
    """The field that says whose a record is: one organisation, or several."""
    kind = data.kind
    if kind.shared or kind.all_wales:
        help_text = N_("Space ticks an organisation; a letter goes to the next whose name begins with it.")
        return Field(WHOSE, N_("Organisations"), FieldType.ORGANISATIONS, required=not kind.all_wales, help=help_text)
    names = {one.code: one.name for one in data.known}
    choices = tuple((one.code, one.name) for one in data.known if one.in_wales)
    return Field(
        WHOSE, N_("Organisation"), FieldType.CHOICE, required=True, choices=choices,
        naming=lambda code: names.get(code, code),
    )  # fmt: skip


def box_of(widget: object) -> FieldBox | None:
    """The field a control belongs to; None for none."""
    if not isinstance(widget, Widget):
        return None
    return next((one for one in widget.ancestors_with_self if isinstance(one, FieldBox)), None)
