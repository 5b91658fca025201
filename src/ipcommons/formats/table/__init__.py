"""Open tables (CSV, TSV, JSON, JSONL, Parquet) read through a mapping, so that the next table needs no code.

Comes in: a manifest with a `table` part, from `mappings/` or the user's own, and a stream.
Goes out: Filings whose spans count rows. The door is `reader.read`; `mapping` says what a mapping can say.
"""
