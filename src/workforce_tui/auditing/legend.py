"""What a file says about its own markers, thresholds and rounding."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.auditing.tidy import Rules
from workforce_tui.auditing.words import plain, spellings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workforce_tui.auditing.documents import Document

_MEANS = "means|stands for|is|yn golygu|yw"
FEW = 5
"""So many counts may all be multiples of five by chance."""
_SENTENCE = re.compile(r"\.\s|\n")


def legend_of(document: Document) -> Mapping[str, bool]:
    """Whether a file says that its marker of confidentiality stands for small counts and nothing else."""
    few = "|".join(spellings("legend", "small"))
    small = re.compile(rf"\[c\]\s*(?:=|:|-|\u2013|{_MEANS})\s*(?:\S+\s+){{0,4}}?(?:{few}) ")
    said = [sentence.casefold() for sentence in _sentences(document) if "[c]" in sentence.casefold()]
    return {"small": any(small.search(one) and not _says(plain(one), "other") for one in said)}


def rules_in(document: Document) -> Rules:
    """The threshold and rounding of the tables of a file, from its tidy table or its words; none where not said."""
    from workforce_tui.auditing.tables import columns_of, rules_of

    legend = legend_of(document)
    for grid in document.grids:
        columns = columns_of(grid)
        if columns and grid.rows:
            return _rules_of_rows([{code: row[place] for place, code in columns.items()} for row in grid.rows], legend)
    if "rounding" in document.codes:
        return rules_of(document.codes, legend, Rules())
    nearest = "|".join(spellings("legend", "nearest"))
    rounding = re.compile(rf"\b(?:{nearest}) (\d+)\b|\b(\d+) (?:{nearest})\b")
    threshold = re.compile(rf"\b(?:{'|'.join(spellings('legend', 'small'))}) (\d+)\b")
    said = [plain(sentence) for sentence in _sentences(document)]
    found = {
        "rounding": next(
            (match[1] or match[2] for text in said if (match := rounding.search(text))), _looks_rounded(document)
        ),
        "threshold": next((match[1] for text in said if (match := threshold.search(text))), "0"),
        "exact_totals": "yes" if any(map(_exact_totals, said)) else "no",
    }
    return rules_of(found, legend, Rules())


def _rules_of_rows(rows: Sequence[Mapping[str, str]], legend: Mapping[str, bool]) -> Rules:
    """The rules of the tables beside a tidy one, which itself says of each figure what it is rounded to."""
    from workforce_tui.auditing.tables import rules_of

    rules = rules_of(rows[0], legend, Rules())
    said = {rules_of(row, legend, rules).rounding for row in rows}
    return replace(rules, rounding=max(said))


def version_of(document: Document) -> str:
    """The version of a publication, as its tidy table or its codes say; "" where they do not, or say several."""
    from workforce_tui.auditing.tables import columns_of

    found = {document.codes["version"]} if "version" in document.codes else set()
    for grid in document.grids:
        places = [place for place, code in columns_of(grid).items() if code == "version"]
        found |= {row[place].strip() for row in grid.rows for place in places if row[place].strip()}
    return next(iter(found)) if len(found) == 1 else ""


def _looks_rounded(document: Document) -> str:
    """The rounding that most counts of a file have, where it does not say: what anybody looking at it would see."""
    shown = [
        cell for grid in document.grids for row in grid.rows for cell in row[1:] if cell.replace(",", "").isdigit()
    ]
    counts = [int(cell.replace(",", "")) for cell in shown]
    rounded = sum(not count % 5 for count in counts)
    return "5" if rounded > FEW and rounded * 10 >= len(counts) * 8 else "0"


def _exact_totals(sentence: str) -> bool:
    return _says(sentence, "totals") and _says(sentence, "exact") and not _says(sentence, "except")


def _sentences(document: Document) -> Iterator[str]:
    for words in document.words:
        yield from _SENTENCE.split(words.text)
    for grid in document.grids:
        for row in grid.rows if len(grid.header) <= 3 else ():
            yield from _SENTENCE.split(" ".join(row))


def _says(sentence: str, code: str) -> bool:
    return any(f" {word} " in f" {sentence} " for word in spellings("legend", code))
