"""Measurement of many: the same ideas over millions of episodes, on DuckDB, PostgreSQL or Spark."""
