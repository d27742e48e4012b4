"""Does feedback help: trials, before and after, and the raters' disagreement (numpy, scipy)."""

from gjenklang.core.trials.barnard import barnard_p
from gjenklang.core.trials.tables import Contrast, NumberNeeded, TableOfTwo, TwoSided, table_of_two

__all__ = ["Contrast", "NumberNeeded", "TableOfTwo", "TwoSided", "barnard_p", "table_of_two"]
