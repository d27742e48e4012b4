"""The door for forms on paper and by telephone."""
