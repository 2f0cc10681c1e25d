"""The one history: ledgers, numbering, segments, merging."""
