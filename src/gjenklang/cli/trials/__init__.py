"""The questions of ``gjenklang trial``."""
