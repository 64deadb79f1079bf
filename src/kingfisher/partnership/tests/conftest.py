"""Signing in as one of the cast, through the door a browser uses."""

from kingfisher.meetings.tests.conftest import signed_in

__all__ = ["signed_in"]
