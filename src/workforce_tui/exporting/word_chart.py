"""Bars as a chart of Word's own: drawn by the reader's program in its fonts, with its meaning in words."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from workforce_tui.exporting.plain_text import one_line

if TYPE_CHECKING:
    from docx.document import Document as WordFile

    from workforce_tui.exporting.document import Bar, BarChart

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
EMU = 360_000
"""Units of a drawing in a centimetre."""
WIDTH, ROW, FRAME = 16.2, 0.75, 1.2
"""Centimetres: of the whole chart, of each bar, and of what is round them."""
MANY = 12
"""More bars than these are drawn as wide as the page, so that their names fit on one line."""
LETTERS = ((0.6, 1000), (0.42, 800), (0.0, 700))
"""Hundredths of a point of the letters, by the least height of a bar with what is between it and the next."""
COLOUR, LINES, ENDS = "2F5597", "BFC6D4", "1F2A44"


def add_chart(made: WordFile, chart: BarChart, widest: float, highest: float) -> None:
    """Put the chart at the end of *made*, with its description for who cannot see it; its sides are in centimetres."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml

    package = made.part.package
    assert package is not None  # noqa: S101 - a file that was just made is in a package
    number = sum(str(part.partname).startswith("/word/charts/") for part in package.iter_parts()) + 1
    name = PackURI(f"/word/charts/chart{number}.xml")
    part = Part(name, CONTENT_TYPE, chart_xml(chart, _letters(chart, highest)).encode("utf-8"), package)
    relation = made.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    place = made.add_paragraph()
    place.paragraph_format.keep_with_next = bool(chart.legend) or None
    place.add_run()._r.append(parse_xml(_inline(chart, relation, number, _size(chart, widest, highest))))


def _size(chart: BarChart, widest: float, highest: float) -> tuple[float, float]:
    """How wide and high the chart is, in centimetres: no higher than a page."""
    many = len(chart.bars) > MANY
    return widest if many else min(WIDTH, widest), min(ROW * len(chart.bars) + FRAME, highest)


def _letters(chart: BarChart, highest: float) -> int:
    row = (_size(chart, WIDTH, highest)[1] - FRAME) / max(len(chart.bars), 1)
    return next(size for least, size in LETTERS if row >= least)


def _inline(chart: BarChart, relation: str, number: int, sides: tuple[float, float]) -> str:
    """The place of the chart in the text."""
    wide, high = (int(side * EMU) for side in sides)
    title, said = quoteattr(one_line(chart.title)), quoteattr(one_line(chart.description))
    return (
        '<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        f'xmlns:a="{DRAWING}" xmlns:c="{CHART}" xmlns:r="{RELATIONS}">'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr id="{1000 + number}" name="Chart {number}" title={title} descr={said}/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{CHART}"><c:chart r:id="{relation}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def chart_xml(chart: BarChart, letters: int = 1000) -> str:
    """The chart itself: horizontal bars in the order given, from nothing to the highest, one line for each step."""
    size = len(chart.bars)
    names = "".join(f'<c:pt idx="{n}"><c:v>{_label(bar)}</c:v></c:pt>' for n, bar in enumerate(chart.bars))
    values = "".join(
        f'<c:pt idx="{n}"><c:v>{bar.value}</c:v></c:pt>' for n, bar in enumerate(chart.bars) if bar.value is not None
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<c:chartSpace xmlns:c="{CHART}" xmlns:a="{DRAWING}" xmlns:r="{RELATIONS}">'
        '<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>'
        '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'<c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:v>{escape(one_line(chart.title))}</c:v></c:tx>'
        f'<c:spPr>{_fill(COLOUR)}</c:spPr><c:invertIfNegative val="0"/>{_ends(chart)}'
        f'<c:cat><c:strLit><c:ptCount val="{size}"/>{names}</c:strLit></c:cat>'
        f'<c:val><c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="{size}"/>{values}</c:numLit></c:val>'
        '</c:ser><c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        f"{_axes(chart.highest, chart.step)}</c:plotArea>"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{_text(letters)}</c:chartSpace>"
    )


def _label(bar: Bar) -> str:
    """The name of a bar with its value in words, so that nothing is said by its length alone."""
    return escape(one_line(f"{bar.label}: {bar.text}"))


def _ends(chart: BarChart) -> str:
    """The thin lines at the ends of bars, where there are any."""
    if all(bar.high is None for bar in chart.bars):
        return ""
    sides = []
    for side in ("plus", "minus"):
        reach = "".join(
            f'<c:pt idx="{number}"><c:v>{_reach(bar, side)}</c:v></c:pt>' for number, bar in enumerate(chart.bars)
        )
        size = f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(chart.bars)}"/>'
        sides.append(f"<c:{side}><c:numLit>{size}{reach}</c:numLit></c:{side}>")
    return (
        '<c:errBars><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
        f'{"".join(sides)}<c:spPr><a:ln w="15875">{_fill(ENDS)}</a:ln></c:spPr></c:errBars>'
    )


def _reach(bar: Bar, side: str) -> Decimal | int:
    """How far the line reaches from the end of a bar to one side."""
    if bar.low is None or bar.high is None or bar.value is None:
        return 0
    return max(bar.high - bar.value if side == "plus" else bar.value - bar.low, Decimal(0))


def _axes(highest: int, step: int) -> str:
    unit = f'<c:majorUnit val="{step}"/>' if step else ""
    return (
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="l"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        '<c:crossAx val="2"/><c:crosses val="autoZero"/><c:tickLblSkip val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:max val="{highest}"/>'
        '<c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="b"/>'
        f"<c:majorGridlines><c:spPr><a:ln>{_fill(LINES)}</a:ln></c:spPr></c:majorGridlines>"
        f'<c:numFmt formatCode="{"0" if step else "General"}" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="1"/><c:crosses val="max"/>'
        f"{unit}</c:valAx>"
    )


def _fill(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _text(letters: int) -> str:
    return (
        "<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>"
        f'<a:defRPr sz="{letters}"><a:latin typeface="Arial"/></a:defRPr></a:pPr>'
        '<a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
    )
