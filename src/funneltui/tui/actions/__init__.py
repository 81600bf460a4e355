"""What can be done: ids, keys, titles, and what each needs."""
