"""What lost letters in a Vietnamese text look like. Plain Python on plain text: no Django, no database."""

from ocop.textcheck.language.checker import check
from ocop.textcheck.language.findings import Finding, Reason

__all__ = ["Finding", "Reason", "check"]
