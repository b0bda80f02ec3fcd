"""Chapterhouse: a self-hosted home for member-run democratic organisations."""

__version__ = "0.1.0"
