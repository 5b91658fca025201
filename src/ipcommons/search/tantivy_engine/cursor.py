"""Where a walk through the hits stands: opaque to others, valid while the register grows, without a ceiling.

While the index stands still, a place in its order is exact. When it has moved on, scores have
changed a little and an offset would repeat or skip; then the hits already shown are excluded by
their marks instead, as many as a cursor can carry (MOST_SHOWN); behind that the offset has to do.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import blake2b

import msgspec

from ipcommons.search.engine import Request
from ipcommons.search.errors import BadCursor

MOST_SHOWN = 500
"""Six bytes each: 4 kB in an address."""
MARK_BYTES = 6


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """`state`: of the index when written; `question`: digest of the search it belongs to; `offset` counts behind `excluded`."""

    question: bytes
    state: bytes
    offset: int
    excluded: bytes = b""
    shown: bytes = b""


def question_of(request: Request) -> bytes:
    """What must not change between pages: everything but the size of a page and what is shown of a hit."""
    asked = (request.query, request.kind, sorted(request.chosen.items()), request.published_from, request.published_to, request.sort)
    return blake2b(msgspec.msgpack.encode(asked), digest_size=6).digest()


def opened(text: str, question: bytes, state: bytes) -> Cursor:
    """The place to go on from, in the present state of the index. Raises BadCursor."""
    try:
        cursor = msgspec.msgpack.decode(urlsafe_b64decode(text + "=" * (-len(text) % 4)), type=Cursor)
    except (ValueError, msgspec.MsgspecError):
        raise BadCursor(text) from None
    if cursor.question != question or cursor.offset < 0:
        raise BadCursor(text)
    if cursor.state == state:
        return cursor
    behind = cursor.offset - len(cursor.shown) // MARK_BYTES
    return Cursor(question, state, max(0, behind), cursor.excluded + cursor.shown)


def written(before: Cursor, marks: list[int]) -> str:
    """The cursor behind a page."""
    carried = len(before.excluded) + len(before.shown)
    room = max(0, MOST_SHOWN - carried // MARK_BYTES)
    # Marks are kept from the first hit on without a gap, so that the offset stands for the rest.
    whole = before.offset * MARK_BYTES == len(before.shown)
    kept = b"".join(mark.to_bytes(MARK_BYTES, "big") for mark in marks[:room]) if whole else b""
    after = Cursor(before.question, before.state, before.offset + len(marks), before.excluded, before.shown + kept)
    return urlsafe_b64encode(msgspec.msgpack.encode(after)).rstrip(b"=").decode()


def excluded_marks(cursor: Cursor) -> list[int]:
    return [int.from_bytes(cursor.excluded[place : place + MARK_BYTES], "big") for place in range(0, len(cursor.excluded), MARK_BYTES)]
