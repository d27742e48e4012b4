"""Formats of dates and numbers, one folder for each language."""
