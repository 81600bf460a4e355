"""Which stage a row enters: as told, by the stage's own name, else by what its words usually mean."""

from __future__ import annotations

from collections import Counter

from funneltui.domain.losses import loss_reason_name
from funneltui.domain.stages import stage_name
from funneltui.domain.text import fold
from funneltui.errors import NotFoundError
from funneltui.i18n import N_
from funneltui.interchange.problems import Problems
from funneltui.interchange.records import PersonRecord
from funneltui.interchange.stage_words import guess_loss_reason, guess_stage
from funneltui.services.importing.values import ImportOptions, StageUse
from funneltui.storage.reads import known
from funneltui.storage.reads.known import KnownStage, Query

_KIND_OF = {"suspect": "suspect", "client": "won", "parked": "parked", "lost": "lost"}


class ImportStages:
    """The stages of the file, and the way from a row's words to one of them.

    Args:
        query: Reads the file.
        options: What the person told.
        default: The key of the first stage, by the settings; may be empty.

    Raises:
        NotFoundError: An option names a stage that is not there.
    """

    def __init__(self, query: Query, options: ImportOptions, default: str) -> None:
        self.all = known.stages(query)
        self._reasons = known.loss_reasons(query)
        self._by_words = {fold(words): stage for stage in reversed(self.all) for words in (*_names(stage),)}
        self._told = {fold(words): self._named(stage) for words, stage in options.stages.items()}
        self._cache: dict[str, tuple[KnownStage, bool]] = {}
        chosen = options.stage or default
        self.default = self._told.get("") or (self._named(chosen) if chosen else self.all[0])

    def stage_of(self, record: PersonRecord) -> tuple[KnownStage, bool]:
        """The stage a row enters, and whether its words were understood."""
        if record.state in {"won", "lost", "parked"}:
            told = self._told.get(fold(record.stage)) if record.stage else None
            return told or self._of_kind(record.state), True
        return self.by_words(record.stage)

    def by_words(self, words: str) -> tuple[KnownStage, bool]:
        """The stage that words mean; the default and False when they say nothing."""
        if not words:
            return self.default, True
        if words not in self._cache:
            self._cache[words] = self._look(words)
        return self._cache[words]

    def uses(self, counts: Counter[str]) -> tuple[StageUse, ...]:
        """What every stage's words become, the frequent ones first."""
        merged: dict[str, tuple[str, int]] = {}
        for text, count in counts.items():
            first, before = merged.get(fold(text), (text, 0))
            merged[fold(text)] = (first, before + count)
        uses = []
        for text, count in sorted(merged.values(), key=lambda pair: -pair[1]):
            stage, understood = self.by_words(text)
            uses.append(StageUse(text, count, stage.key, understood))
        return tuple(uses)

    def warn(self, uses: tuple[StageUse, ...], problems: Problems) -> None:
        """Tell which words were not understood, once each."""
        one = N_("Unknown stage “{text}” (one row): it enters {stage}, and the word is kept in the note.")
        many = N_("Unknown stage “{text}” ({count} rows): they enter {stage}, and the word is kept in the note.")
        for use in uses:
            if not use.understood:
                problems.add(
                    0,
                    one if use.count == 1 else many,
                    text=use.text[:80],
                    count=use.count,
                    stage=stage_name(use.stage, next(stage.name for stage in self.all if stage.key == use.stage)),
                )

    def loss_reason(self, text: str, stage_words: str) -> tuple[str, str]:
        """The key of the loss reason for somebody's words, and the note that goes with it."""
        for key, name in self._reasons.items():
            if text and fold(text) in {fold(key), fold(loss_reason_name(key, name))}:
                return key, stage_words if key == "other" else ""
        guessed = guess_loss_reason(text) if text else ""
        if guessed in self._reasons:
            return guessed, text
        key = "other" if "other" in self._reasons else next(iter(self._reasons), "other")
        return key, text or stage_words

    def _look(self, words: str) -> tuple[KnownStage, bool]:
        folded = fold(words)
        stage = self._told.get(folded) or self._by_words.get(folded)
        if stage is not None:
            return stage, True
        guessed = guess_stage(words)
        if not guessed:
            return self.default, False
        by_key = next((stage for stage in self.all if stage.key == guessed), None)
        return by_key or self._of_kind(_KIND_OF.get(guessed, "open")), True

    def _of_kind(self, kind: str) -> KnownStage:
        return next((stage for stage in self.all if stage.kind == kind), self.default)

    def _named(self, words: str) -> KnownStage:
        stage = self._by_words.get(fold(words))
        if stage is None:
            raise NotFoundError(N_("Unknown stage “{stage}”."), stage=words)
        return stage


def _names(stage: KnownStage) -> tuple[str, ...]:
    return (stage_name(stage.key, stage.name), stage_name(stage.key, stage.name, translated=False), stage.key)
