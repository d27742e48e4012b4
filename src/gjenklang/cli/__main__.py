"""``python -m gjenklang.cli``: the same as ``gjenklang``."""

from gjenklang.cli import main

main()
