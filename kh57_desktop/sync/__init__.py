"""The bundle file: its frame, keys and certificates, and what is new for whom."""
