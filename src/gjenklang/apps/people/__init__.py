"""Organisations, units, staff, clients and raters."""
