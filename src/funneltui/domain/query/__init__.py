"""The query language: the same in the board, the lists, the command line and saved views.

`parse` understands a text, `explain` says it back, `complete` helps typing it. What it asks is plain values
(`nodes`); looking it up is storage's.
"""

from funneltui.domain.query.complete import Completion, complete
from funneltui.domain.query.errors import QueryError
from funneltui.domain.query.explain import explain
from funneltui.domain.query.fields import FIELDS, Field, Kind, Vocabulary, field_named
from funneltui.domain.query.nodes import Amounts, Blank, Choice, Condition, Days, Numbers, Phrase, Query, Test
from funneltui.domain.query.parser import MOST_CHARACTERS, MOST_WORDS, parse

__all__ = [
    "FIELDS",
    "MOST_CHARACTERS",
    "MOST_WORDS",
    "Amounts",
    "Blank",
    "Choice",
    "Completion",
    "Condition",
    "Days",
    "Field",
    "Kind",
    "Numbers",
    "Phrase",
    "Query",
    "QueryError",
    "Test",
    "Vocabulary",
    "complete",
    "explain",
    "field_named",
    "parse",
]
