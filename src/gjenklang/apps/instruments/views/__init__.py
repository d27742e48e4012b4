"""Pages about instruments."""
