"""Measured side by side with what a user would write instead; never part of the tests."""
