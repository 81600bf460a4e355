"""Themes, signs, words and formats: what things look like, whatever shows them."""
