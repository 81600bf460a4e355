"""What is done otherwise than Textual does it: each module says why."""
