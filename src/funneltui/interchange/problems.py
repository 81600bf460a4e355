"""What an import has to tell about a file: bounded in number, however bad the file is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from funneltui.i18n import translate


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to know before or after an import.

    Attributes:
        line: The line of the file, from 1; 0 when it is about the whole file.
        message: An English message id with `{places}`.
        values: What goes in the places. Not display-safe: they quote the file.
        warning: Whether something may be wrong; false for what is merely good to know.
    """

    line: int
    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    warning: bool = True

    @property
    def sentence(self) -> str:
        """The problem in the language in force. Not display-safe."""
        return translate(self.message).format(**self.values)


class Problems:
    """A list of problems that stops growing, and counts on."""

    MOST = 500
    """How many are kept."""

    def __init__(self) -> None:
        self._kept: list[Problem] = []
        self.count = 0
        """How many there were, those not kept included."""

    def add(self, line: int, message: str, /, *, warning: bool = True, **values: object) -> None:
        """Note a problem; see `Problem`."""
        self.add_problem(Problem(line, message, values, warning))

    def add_problem(self, problem: Problem) -> None:
        """Note a problem."""
        self.count += 1
        if len(self._kept) < self.MOST:
            self._kept.append(problem)

    def put_first(self, message: str, /, **values: object) -> None:
        """Note what is to know about the whole file before anything else, however many problems there are."""
        self.count += 1
        self._kept = [Problem(0, message, values), *self._kept[: self.MOST - 1]]

    def drop_from(self, line: int) -> None:
        """Forget what was noted about this line of the file and those below it."""
        kept = [problem for problem in self._kept if problem.line < line]
        self.count -= len(self._kept) - len(kept)
        self._kept = kept

    def copy(self) -> Problems:
        """The same problems, in a list of its own."""
        same = Problems()
        same._kept, same.count = list(self._kept), self.count
        return same

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)
