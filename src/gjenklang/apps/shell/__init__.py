"""Base templates, theme, the line to mark, the curve, language choice: the ground every page stands on."""
