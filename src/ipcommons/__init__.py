"""ipcommons: an open data centre and public service platform for intellectual property.

The data's way is the order of the packages: `formats` read the offices' files into `rights`,
the `register` keeps them, `search` follows the register, `portal` and `cli` show both.
Imports go the other way, along one order, which import-linter holds.
"""

__version__ = "0.1.0"
