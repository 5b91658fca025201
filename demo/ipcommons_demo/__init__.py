"""The generator of invented filings: patents, marks, designs and geographical indications that do not exist.

Comes in: a size and a seed. Goes out: files in the offices' own formats, each of which says that it is
invented, to be read by the ordinary ingest. The product does not know this package; only the verb
`demo` calls it. The door is `generate`; `wheel` fetches real US patents to go with them.
"""

from ipcommons_demo.collection import counts, generate

__all__ = ["counts", "generate"]
