"""Text that carries its language."""

import msgspec


class Text(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A text as the office wrote it; `language` is a BCP 47 tag ("en", "zh-Hans"), None if not said."""

    value: str
    language: str | None = None
