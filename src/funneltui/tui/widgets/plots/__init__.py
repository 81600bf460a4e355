"""Charts in the terminal: bars, stacked bars, lines and columns over time. They know values and styles only."""

from funneltui.tui.widgets.plots.drawing import draw
from funneltui.tui.widgets.plots.plot import Plot
from funneltui.tui.widgets.plots.wording import in_words, word_lines

__all__ = ["Plot", "draw", "in_words", "word_lines"]
