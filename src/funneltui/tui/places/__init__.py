"""What fills the screen: the board, today, the review, contacts, data."""
