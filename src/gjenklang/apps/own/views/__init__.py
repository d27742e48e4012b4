"""The client's own page, and the pages of staff beside it."""
