"""The command line: Typer commands over the services and the reads.

`main` runs one command line. `application` says what a command is and words the help, `session`
holds the open file, `output` is the only writer to stdout. One module per group of commands.
"""
