"""What a right is: patents, trade marks, designs, geographical indications, as pure data.

Comes in: nothing (this package does no I/O and imports nothing of ours).
Goes out: frozen structs whose field names are WIPO ST.96 component names in snake_case where the
standard has one. A field that holds its default was *not said* by the source; unknown is not empty.
The door is `Right`, the union of all kinds; `decode` and `encode` are its JSON form.
"""

from ipcommons.rights.right import KINDS, Right, decode, encode

__all__ = ["KINDS", "Right", "decode", "encode"]
