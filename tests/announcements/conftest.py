"""A mail server of our own."""

from tests.post_office import post

__all__ = ["post"]
