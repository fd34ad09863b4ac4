"""The errors a user can meet; each reads as one Dutch sentence that names the cure.

AssistantError
├── ContentError    a file under prompts/ or knowledge/ breaks its schema (names file and line)
├── InputError      what was typed or given can't be used
├── DocumentError   a document can't be read
├── ModelError      a model is missing, broken, too large or failing
├── KnowledgeError  the index or the data folder can't be used
└── VaultError      stored sessions: wrong passphrase, tampered or cut-off file

The sentences stand in prompts/texts/errors.yaml; an error carries the key and its variables.
Errors of libraries are translated at the line that calls them.
"""

from __future__ import annotations


class AssistantError(Exception):
    """A problem the user can mend. `key` is an entry of prompts/texts/errors.yaml."""

    def __init__(self, key: str, **variables: object) -> None:
        super().__init__(key, variables)
        self.key = key
        self.variables = variables

    def __str__(self) -> str:
        # Late, because texts.py itself raises ContentError.
        from assistant.content.texts import text

        return text(f"errors.{self.key}", 0, **self.variables)


class ContentError(AssistantError):
    """A content file breaks its schema; made with the file, the line and the reason in Dutch."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__("content", bestand=file, regel=line, reden=reason)
        self.file, self.line, self.reason = file, line, reason

    def __str__(self) -> str:
        # Not from a text file: that file may be the broken one.
        return f"In {self.file}, regel {self.line}: {self.reason}. Herstel die regel en probeer het opnieuw."


class InputError(AssistantError):
    """What was typed or given can't be used; nothing was lost."""


class DocumentError(AssistantError):
    """A document can't be read or holds no text."""


class ModelError(AssistantError):
    """A model is missing, broken, too large for the machine, or failing."""


class KnowledgeError(AssistantError):
    """The index or the data folder can't be used."""


class VaultError(AssistantError):
    """Stored sessions can't be opened, or can't be trusted."""
