"""The program: Textual screens over the services and the reads."""
