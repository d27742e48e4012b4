"""The client's own page."""
