"""The door for tables of scores and for calendar files."""
