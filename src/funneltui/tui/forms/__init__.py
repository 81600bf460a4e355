"""What stands over a place: it asks for something, and saves or shows it."""
