"""What reports count, in SQL: `populations` says whom, `scope` which of them, `reads` how many."""

from funneltui.storage.reads.insights.reads import BehindRow, InsightReads

__all__ = ["BehindRow", "InsightReads"]
