"""The screens: the board, and the forms that open over it."""
