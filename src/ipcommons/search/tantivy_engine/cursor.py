"""Where a walk through the hits stands: opaque to others, valid while the register grows, without a ceiling.

While the index stands still, a place in its order is exact. When it has moved on, scores have
changed a little and an offset would repeat or skip; then the hits already shown are excluded by
their marks instead. A cursor cannot carry every mark: by relevance, pages behind the first
MOST_SHOWN hits come in the order of the marks, which no growth disturbs; by day, the offset has to do.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import blake2b

import msgspec

from ipcommons.search.engine import Request, Sort
from ipcommons.search.errors import BadCursor

MOST_SHOWN = 500
"""Six bytes each: 4 kB in an address."""
MARK_BYTES = 6


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """`state`: of the index when written; `question`: digest of the search it belongs to; `offset` counts behind `excluded`.

    `after`: the last mark shown in the order of marks; -1: before the first.
    """

    question: bytes
    state: bytes
    offset: int
    excluded: bytes = b""
    shown: bytes = b""
    after: int = -1

    def by_marks(self, sort: Sort) -> bool:
        """Whether the ranked part of the walk is over."""
        return sort == "relevance" and len(self.excluded) + len(self.shown) >= MOST_SHOWN * MARK_BYTES


def question_of(request: Request) -> bytes:
    """What must not change between pages: everything but the size of a page and what is shown of a hit."""
    asked = (request.query, request.kind, sorted(request.chosen.items()), request.published_from, request.published_to, request.sort)
    return blake2b(msgspec.msgpack.encode(asked), digest_size=6).digest()


def opened(text: str, question: bytes, state: bytes, sort: Sort) -> Cursor:
    """The place to go on from, in the present state of the index. Raises BadCursor."""
    try:
        cursor = msgspec.msgpack.decode(urlsafe_b64decode(text + "=" * (-len(text) % 4)), type=Cursor)
    except (ValueError, msgspec.MsgspecError):
        raise BadCursor(text) from None
    if cursor.question != question or cursor.offset < 0:
        raise BadCursor(text)
    if cursor.by_marks(sort):
        return Cursor(question, state, 0, cursor.excluded + cursor.shown, after=cursor.after)
    if cursor.state == state:
        return cursor
    behind = cursor.offset - len(cursor.shown) // MARK_BYTES
    return Cursor(question, state, max(0, behind), cursor.excluded + cursor.shown)


def written(before: Cursor, marks: list[int], sort: Sort) -> str:
    """The cursor behind a page."""
    if before.by_marks(sort):
        after = msgspec.structs.replace(before, after=marks[-1])
    else:
        after = msgspec.structs.replace(before, offset=before.offset + len(marks), shown=before.shown + _kept(before, marks, sort))
    return urlsafe_b64encode(msgspec.msgpack.encode(after)).rstrip(b"=").decode()


def _kept(before: Cursor, marks: list[int], sort: Sort) -> bytes:
    """The marks of a page that a cursor carries: from the first hit on without a gap, so that the offset stands for the rest."""
    if sort != "relevance":
        room = max(0, MOST_SHOWN - (len(before.excluded) + len(before.shown)) // MARK_BYTES)
        marks = marks[:room] if before.offset * MARK_BYTES == len(before.shown) else []
    return b"".join(mark.to_bytes(MARK_BYTES, "big") for mark in marks)


def excluded_marks(cursor: Cursor) -> list[int]:
    return [int.from_bytes(cursor.excluded[place : place + MARK_BYTES], "big") for place in range(0, len(cursor.excluded), MARK_BYTES)]
