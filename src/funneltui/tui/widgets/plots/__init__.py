"""Charts in the terminal: bars, stacked bars, columns over time. They know values and styles, nothing else."""

from funneltui.tui.widgets.plots.drawing import draw
from funneltui.tui.widgets.plots.plot import Plot
from funneltui.tui.widgets.plots.wording import in_words

__all__ = ["Plot", "draw", "in_words"]
