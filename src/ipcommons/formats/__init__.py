"""How offices write rights: one module and one YAML manifest a format.

Comes in: the bytes of an office's file. Goes out: Filings, each a record (`rights`) with the exact
bytes it came from and an account of what was not understood; a Misread where a document is bad.
The door is `recognise`: first bytes -> format and version, whose `reader()` streams the filings.
"""

from ipcommons.formats.filing import Account, Filing, Misread, Operation, Reader, Span
from ipcommons.formats.manifest import Manifest, manifests
from ipcommons.formats.recognise import Recognised, recognise

__all__ = ["Account", "Filing", "Manifest", "Misread", "Operation", "Reader", "Recognised", "Span", "manifests", "recognise"]
