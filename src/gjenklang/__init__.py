"""Gjenklang: the open system for feedback-informed treatment."""

__all__ = ["__version__"]

__version__ = "0.1.0"
