"""A report on the screen: its sentences, charts and tables as lines, and a cursor that goes from figure to figure."""

from funneltui.tui.widgets.figures.figures import Figures
from funneltui.tui.widgets.figures.lines import FigureLine, Shown, Spot, report_lines

__all__ = ["FigureLine", "Figures", "Shown", "Spot", "report_lines"]
