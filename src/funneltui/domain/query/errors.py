"""A query that cannot be understood: where, why, and what was probably meant."""

from __future__ import annotations

from funneltui.domain.text import cells, safe
from funneltui.errors import InvalidValueError


class QueryError(InvalidValueError):
    """A mistake in a query.

    Args:
        message: Message id, as in `FunnelError`.
        query: The whole query.
        start: Where the mistake begins in it.
        end: Where it ends.
        suggestion: What to put there instead; empty when nothing comes to mind.
        values: What goes into the message's places.
    """

    def __init__(
        self, message: str, query: str, start: int, end: int, suggestion: str = "", /, **values: object
    ) -> None:
        self.query = query
        self.start = start
        self.end = end
        self.suggestion = suggestion
        super().__init__(message, field="query", **values)

    @property
    def pointer(self) -> tuple[str, str]:
        """The query and a line of carets under the mistake, both safe to show, for a fixed-width font."""
        before, wrong = safe(self.query[: self.start]), safe(self.query[self.start : self.end])
        return before + wrong + safe(self.query[self.end :]), " " * cells(before) + "^" * max(cells(wrong), 1)

    @property
    def repaired(self) -> str | None:
        """The query with the suggestion in place of the mistake; None without one."""
        return self.query[: self.start] + self.suggestion + self.query[self.end :] if self.suggestion else None
