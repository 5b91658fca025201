"""How rights are kept: Delta tables that anyone can open, every record traceable to the bytes it came from.

Comes in: paths of files (`ingest.ingest`). Goes out: entries, versions, source bytes, change sets.
The door is `store.Register.open(location)`; the commit protocol is told in docs/register.md.
"""
