"""Importing files: each row becomes a new prospect, changes one, or is left out with a reason.

`service` has the use case. A file goes through `table` (what its columns are), then row by row through
`known` (who it is about), `plan` (what becomes of it) and `write` (batches into the tables, or a dry run).
`own_json` and `merge` read our own export, `values` is what goes in and out of it all.
"""
