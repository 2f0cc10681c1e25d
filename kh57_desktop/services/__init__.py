"""What an officer can do, and where a ledger opens and closes."""
