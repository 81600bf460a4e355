"""A report as one page in HTML that stands alone: no script, nothing fetched, light and dark, good on paper.

What a person entered is escaped, and shown without control characters. Under each chart is the table it was drawn
from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from funneltui.domain.insights.rates import Share
from funneltui.domain.insights.report import Cell, Column, Note, Report, Row, Table
from funneltui.domain.insights.wording import basis, figure
from funneltui.domain.text import safe
from funneltui.i18n import N_, language, translate
from funneltui.interchange.report_svg import PATTERNS, legend, svg

_STYLE = """
:root{color-scheme:light dark;--ink:#1c2430;--paper:#fff;--soft:#5c6773;--line:#d5dbe2;--warn:#a33a00;
--c0:#1f6f8b;--c1:#3f8f4f;--c2:#b03a5b;--c3:#c9742b;--c4:#7a4fa3;--c5:#77808a}
@media (prefers-color-scheme:dark){:root{--ink:#e6eaf0;--paper:#14181e;--soft:#9aa5b1;--line:#343c46;--warn:#ffab73;
--c0:#5bb5d3;--c1:#79c489;--c2:#e5809e;--c3:#e79a56;--c4:#b48ae0;--c5:#8b96a2}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:64rem;padding:1.5rem;background:var(--paper);color:var(--ink);
font:16px/1.45 system-ui,sans-serif}
h1{font-size:1.6rem;margin:0}h2,h3{font-size:1.15rem;margin:2.2rem 0 .3rem}
h2.part{font-size:1.35rem;margin-top:3rem;border-bottom:1px solid var(--line)}
p.scope,p.what,figcaption{color:var(--soft);margin:.2rem 0 .8rem}
p.what{font-size:.88rem;max-width:46rem}
figure{margin:0 0 .6rem}svg{width:100%;height:auto;overflow:visible}
svg.patterns{position:absolute}svg.narrow{display:none}
@media screen and (max-width:40rem){body{padding:1rem}svg.narrow{display:inline}svg.broad{display:none}}
svg.key{width:.9em;height:.9em;margin-right:.4em;vertical-align:-.1em}
text{fill:var(--ink);font:11px system-ui,sans-serif}.axis{stroke:var(--soft)}
.s0{fill:var(--c0)}.s1{fill:var(--c1)}.s2{fill:var(--c2)}.s3{fill:var(--c3)}.s4{fill:var(--c4)}.s5{fill:var(--c5)}
.m{fill:var(--paper);fill-opacity:.45}.hollow{fill:none;stroke-dasharray:3 2}
.open{fill:var(--paper);stroke-width:2}
.h0{stroke:var(--c0)}.h1{stroke:var(--c1)}.h2{stroke:var(--c2)}.h3{stroke:var(--c3)}.h4{stroke:var(--c4)}
.h5{stroke:var(--c5)}
ul.legend{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;margin:.2rem 0;padding:0;font-size:.88rem}
div.wide{overflow-x:auto}
table{border-collapse:separate;border-spacing:0;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
th,td{padding:.28rem .5rem;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}
th:first-child,td:first-child{text-align:left;white-space:normal}
div.wide th:first-child{position:sticky;left:0;background:var(--paper);min-width:6.5rem}
table.many{font-size:.8rem}table.many th,table.many td{padding:.28rem .22rem}
td small{color:var(--soft);margin-left:.5em}
thead th{color:var(--soft);font-weight:600;white-space:normal;vertical-align:bottom}
.note{border-left:4px solid var(--line);padding:.3rem .9rem;margin:.8rem 0}.note.warns{border-color:var(--warn)}
.note small{display:block;color:var(--soft)}
dl{font-size:.88rem;columns:17rem 2;column-gap:2rem;margin:.2rem 0}dl div{break-inside:avoid;margin:0 0 .5rem}
dt{font-weight:600}dd{margin:0;color:var(--soft)}h4{margin:1.2rem 0 .3rem;break-after:avoid}
@media print{:root{color-scheme:light;--ink:#000;--paper:#fff;--soft:#444;--line:#bbb;--warn:#a33a00;
--c0:#1f6f8b;--c1:#3f8f4f;--c2:#b03a5b;--c3:#c9742b;--c4:#7a4fa3;--c5:#77808a}
body{max-width:none;padding:0;font-size:10.5pt}table{font-size:8.5pt}th,td{padding:.2rem .3rem}
h2,h3{break-after:avoid}div.above{break-after:avoid}div.above,table,.note{break-inside:avoid}div.wide{overflow:visible}
table.many{font-size:7.5pt}table.many th,table.many td{padding:.15rem}div.wide th:first-child{min-width:0}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
@page{margin:16mm}
"""
_MANY = 10
"""More columns than these are written smaller."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def report_page(report: Report, scope: str, made: str) -> Iterator[bytes]:
    """The page in pieces, in the language in force.

    Args:
        report: The report.
        scope: What it looks at, in words.
        made: The day it was made, in words.
    """
    yield _head(translate(report.title), scope, made)
    yield from _body(report, "h2")
    yield from _foot((report,))


def reports_page(reports: Sequence[Report], scope: str, made: str) -> Iterator[bytes]:
    """All reports on one page, as `report_page` does one."""
    yield _head(translate(N_("Insights")), scope, made)
    for report in reports:
        yield f'<section><h2 class="part">{_say(report.title)}</h2>'.encode()
        yield from _body(report, "h3")
        yield b"</section>"
    yield from _foot(reports)


def _head(title: str, scope: str, made: str) -> bytes:
    title = _text(title)
    return (
        f'<!doctype html><html lang="{language()}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body>{PATTERNS}<h1>{title}</h1>"
        f'<p class="scope">{_text(scope)} · {_text(made)}</p>'
    ).encode()


def _body(report: Report, heading: str) -> Iterator[bytes]:
    for note in report.notes:
        yield _note(note).encode()
    for table in report.tables:
        yield _section(table.for_people(), heading).encode()


def _foot(reports: Sequence[Report]) -> Iterator[bytes]:
    """How the figures are counted, table by table, each told once."""
    yield f"<h2>{_text(translate(N_('How it is counted')))}</h2>".encode()
    told: set[str] = set()
    for table in (table for report in reports for table in report.tables):
        untold = [column for column in table.columns if column.definition not in told]
        if untold:
            told |= {column.definition for column in untold}
            entries = (
                f"<div><dt>{_say(column.title)}</dt><dd>{_say(column.definition)}</dd></div>" for column in untold
            )
            yield f"<h4>{_say(table.title)}</h4><dl>{''.join(entries)}</dl>".encode()
    yield b"</body></html>\n"


def _text(text: str) -> str:
    """A text that is safe in a page."""
    return escape(safe(text))


def _say(message: str) -> str:
    return _text(translate(message))


def _note(note: Note) -> str:
    kind = "note warns" if note.warns else "note"
    reason = f"<small>{_text(note.reason)}</small>" if note.reason else ""
    return f'<p class="{kind}">{"⚠ " if note.warns else ""}{_text(note.text)}{reason}</p>'


def _section(table: Table, heading: str) -> str:
    chart = ""
    if table.chart is not None and (drawn := svg(table.chart, translate(table.title))):
        unit = f"<figcaption>{_text(table.chart.unit)}</figcaption>" if table.chart.unit else ""
        chart = f"<figure>{unit}{legend(table.chart)}{drawn}</figure>"
    title = f"<{heading}>{_say(table.title)}</{heading}>"
    head = f'<div class="above">{title}<p class="what">{_say(table.definition)}</p>{chart}</div>'
    if not table.rows:
        return f"{head}<p>{_text(translate(N_('Nothing yet.')))}</p>"
    if table.single:
        return f'{head}<table class="single">{"".join(_facts(table))}</table>'
    many = ' class="many"' if len(table.columns) > _MANY else ""
    return f'{head}<div class="wide"><table{many}>{"".join(_rows(table))}</table></div>'


def _rows(table: Table) -> Iterator[str]:
    first = _say(table.first) if table.first else ""
    heads = "".join(f'<th scope="col">{_say(column.title)}</th>' for column in table.columns)
    yield f'<thead><tr><th scope="col">{first}</th>{heads}</tr></thead><tbody>'
    for row in table.rows:
        cells = "".join(_cell(table, row, column, cell) for column, cell in zip(table.columns, row.cells, strict=True))
        yield f'<tr><th scope="row">{_text(row.label)}</th>{cells}</tr>'
    yield "</tbody>"


def _facts(table: Table) -> Iterator[str]:
    """One row of facts, from top to bottom."""
    yield "<tbody>"
    for column, cell in zip(table.columns, table.rows[0].cells, strict=True):
        yield f'<tr><th scope="row">{_say(column.title)}</th>{_cell(table, table.rows[0], column, cell)}</tr>'
    yield "</tbody>"


def _cell(table: Table, row: Row, column: Column, cell: Cell) -> str:
    """A figure; a percentage with the two numbers it is of."""
    shown = figure(column, cell)
    if isinstance(cell.value, Share) and (words := basis(table, row, column.key)) != shown and cell.value.whole:
        return f"<td>{_text(shown)}<small>{_text(words)}</small></td>"
    return f"<td>{_text(shown)}</td>"
