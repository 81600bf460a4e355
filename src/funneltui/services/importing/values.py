"""What an import is told, what it proposes, and what it did. Plain values, nothing display-safe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from funneltui.errors import FunnelError
from funneltui.i18n import translate
from funneltui.interchange.facts import Facts
from funneltui.interchange.mapping import ColumnUse, Mapping
from funneltui.interchange.problems import Problem, Problems
from funneltui.services.importing.kept import KeptRecords
from funneltui.storage.outcome import Change

if TYPE_CHECKING:
    from funneltui.interchange.opening import AnySheet

OnDuplicate = Literal["skip", "update", "create"]


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to import.

    Attributes:
        stage: The key of the stage for rows that name none; empty: the setting, else the first stage.
        source: Where people come from when their row does not say.
        columns: Column → field, where the person knows better (`--map COLUMN=FIELD`).
        stages: A stage's words in the file → a stage's key or name (`--map-stage WORDS=STAGE`); empty
            words mean rows without a stage.
        encoding: How the bytes of a text table are to be read; empty: found out.
        date_order: How `1/2/03` is to be read: "dmy", "mdy" or "ymd"; empty: found out, column by column.
        decimal: The decimal sign of amounts, "." or ","; empty: found out.
        on_duplicate: What becomes of a row that is already there: left out, used to complete and
            correct what is there, or written beside it.
        sheet: The sheet of a workbook; empty: the one with the most in it.
        rows: What becomes of single rows, by their line, whatever holds for the others.
    """

    stage: str = ""
    source: str = ""
    columns: MappingType[str, str] = field(default_factory=dict)
    stages: MappingType[str, str] = field(default_factory=dict)
    on_duplicate: OnDuplicate = "skip"
    sheet: str = ""
    encoding: str = ""
    date_order: str = ""
    decimal: str = ""
    rows: MappingType[int, OnDuplicate] = field(default_factory=dict)

    @property
    def updates(self) -> bool:
        """Whether any row may change what is there."""
        return "update" in {self.on_duplicate, *self.rows.values()}


@dataclass(frozen=True, slots=True)
class StageUse:
    """What a stage's words in the file become.

    Attributes:
        text: The words, as first met; empty for rows without any.
        count: How many rows have them.
        stage: The key of the stage those rows enter.
        understood: False when the words say nothing and the default stage is taken.
    """

    text: str
    count: int
    stage: str
    understood: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """Why rows were left out, and how many for that reason."""

    message: str
    count: int

    @property
    def sentence(self) -> str:
        """The reason in the language in force."""
        return translate(self.message)


@dataclass(frozen=True, slots=True)
class Example:
    """What one of the first rows becomes.

    Attributes:
        line: Its line in the file.
        outcome: "create", "update", "skip" or "reject".
        reason: An English message id for a skipped or rejected row, else empty.
        values: Field → text, in a sensible order; the fields are those of `interchange.fields`.
    """

    line: int
    outcome: str
    reason: str
    values: MappingType[str, str]


class Opened(NamedTuple):
    """A file that was read and understood, and how it looked then: while it looks the same it need not be read again.

    Attributes:
        look: How it looked.
        sheet, mapping, facts, stage_words: As in `table.Table`.
        problems: What was to be told before its rows were read.
        kept: Its records.
    """

    look: tuple[int, ...]
    sheet: AnySheet
    mapping: Mapping
    facts: Facts
    stage_words: Counter[str]
    problems: Problems
    kept: KeptRecords


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do. Nothing was written.

    Attributes:
        path: The file.
        options: How it would be imported.
        kind: What the file is: "csv", "vcard", "ldif", "workbook" or "json" (funneltui's own export).
        program: The program that wrote it, when it is recognised.
        encoding, delimiter, header_line: How a CSV is read; the line is 0 when no row names the columns.
        columns: What every column becomes.
        stages: What the stages' words become.
        examples: The first five rows.
        rows: Rows of the file; each is created, updated or skipped.
        created: Deals that would be made.
        contacts: Contacts that would be made.
        updated: Rows that would change what is there.
        skipped: Rows that would change nothing, `rejected` included.
        rejected: Rows that cannot be imported.
        reasons: Why rows are skipped.
        problems: What else to know; bounded, `problem_count` counts all.
        refusal: Why `run` would refuse, or None.
        opened: The file, for `run`.
    """

    path: Path
    options: ImportOptions
    kind: str = "csv"
    program: str = ""
    encoding: str = ""
    delimiter: str = ""
    header_line: int = 0
    columns: tuple[ColumnUse, ...] = ()
    stages: tuple[StageUse, ...] = ()
    examples: tuple[Example, ...] = ()
    rows: int = 0
    created: int = 0
    contacts: int = 0
    updated: int = 0
    skipped: int = 0
    rejected: int = 0
    reasons: tuple[Reason, ...] = ()
    problems: tuple[Problem, ...] = ()
    problem_count: int = 0
    refusal: FunnelError | None = None
    opened: Opened | None = field(default=None, repr=False, compare=False)

    @property
    def own_columns(self) -> tuple[ColumnUse, ...]:
        """The columns that the file has by itself: what is in vCards and LDIF stands under names of ours."""
        return self.columns if self.kind in {"csv", "workbook"} else ()


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, in one step.

    Attributes:
        change: The step; its `step_id` is None when nothing was new.
        rows, created, contacts, updated, skipped, rejected, reasons: As in `Preview`.
        reject_file: Where the rejected rows are, each with its line and reason; None when there are none.
        stopped: Whether the person stopped it: then nothing was written.
        problems, problem_count: As in `Preview`.
    """

    change: Change
    rows: int
    created: int
    contacts: int
    updated: int
    skipped: int
    rejected: int
    reasons: tuple[Reason, ...] = ()
    reject_file: Path | None = None
    stopped: bool = False
    problems: tuple[Problem, ...] = ()
    problem_count: int = 0
