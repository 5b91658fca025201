"""Dates in offices' files: read where they are dates, kept as a detail of the record where they are not.

A wrong date must not cost the record, and must not be shown as if it were right.
"""

from ipcommons.rights.date import NotADate, PartialDate, partial_date


class Dates:
    """Reads the dates of one document; `faults` are those it could not take, as details of the record."""

    def __init__(self, latest: str | None = None) -> None:
        """`latest`: the ISO day after which nothing can have happened yet (the file's own), None if not known."""
        self.latest = latest
        self.faults: list[tuple[str, str]] = []

    def any(self, name: str, text: str | None) -> PartialDate | None:
        """A date, past or to come (an expiry, a planned event); None for nothing, or for what is none (then in `faults`)."""
        if text is None or not text.strip():
            return None
        try:
            return partial_date(text)
        except NotADate as error:
            self.faults.append((f"malformed-date {name}", error.original))
            return None

    def past(self, name: str, text: str | None) -> PartialDate | None:
        """A date that cannot lie behind the file's own: offices write some in the wrong century."""
        day = self.any(name, text)
        if day is not None and self.latest is not None and day.iso[:10] > self.latest:
            self.faults.append((f"implausible-date {name}", str(text).strip()))
            return None
        return day
