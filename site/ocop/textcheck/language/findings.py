"""What the check says: one finding per place, with a code that never changes."""

from enum import StrEnum
from typing import NamedTuple


class Reason(StrEnum):
    """Why a place is shown. The values are stored and given to other programs."""

    LOST = "lost_letters"  # no syllable, and letters are missing: "hướng dn"
    MISPLACED = "wrong_here"  # a syllable, but not beside this neighbour: "tái cơ cu"
    GLUED = "glued"  # two words without a space: "sảnphẩm"
    DOUBLED = "doubled"  # "của của"
    TONE = "tone"  # the tone mark is missing or on the wrong letter: "cuả", "hơp"
    DECOMPOSED = "decomposed"  # letters and marks apart, as some keyboards and PDFs write them
    LEGACY = "legacy_encoding"  # TCVN3, VNI or UTF-8 read as something else
    LOOKALIKE = "lookalike"  # a letter of another script among Latin ones
    BROKEN = "broken_character"  # � or a question mark where a letter was
    UNKNOWN = "unknown_word"  # no syllable, not known, and nothing like it


class Finding(NamedTuple):
    """One place in a text. `start` and `end` count characters from 0, `line` and `column` from 1."""

    word: str
    start: int
    end: int
    line: int
    column: int
    reason: Reason
    suggestions: tuple[str, ...] = ()

    def as_dict(self):
        """Return what JSON takes."""
        return {**self._asdict(), "reason": str(self.reason), "suggestions": list(self.suggestions)}
