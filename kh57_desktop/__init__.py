"""KH57 Desktop: recording, exchanging and reporting a commune's communication plan."""

__version__ = "0.1.0"
