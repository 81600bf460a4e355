"""Charts in the terminal: bars, stacked bars, lines and columns over time. They know values and styles only."""
