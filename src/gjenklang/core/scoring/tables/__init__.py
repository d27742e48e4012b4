"""Scoring of whole tables of answers, with numpy; a web worker does not import this part."""

from gjenklang.core.scoring.tables.totals import RowOutOfRange, score_table

__all__ = ["RowOutOfRange", "score_table"]
