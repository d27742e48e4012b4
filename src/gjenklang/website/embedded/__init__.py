"""The embedded database: a SQLite without the WAL-reset bug, and writers who stand in line."""
