"""The one SQLite file: the only package that speaks SQL.

Writing goes through `unit_of_work`, reading for screens and lists through `reads`. Both open the
file with `database`. SQLModel's rows (`tables`) stay in here; what leaves is plain values.
"""
