"""Change in a whole file of people, with numpy; a web worker does not import this part.

HLL and HA use the group's mean at the end, so a person's label depends on who else is in the file. They are
for files only, never for a client's page.
"""

from gjenklang.core.change.files.categories import FileChange, Tally, change_of_people, tally
from gjenklang.core.change.files.group import GroupShare, true_change_share, true_functional_share
from gjenklang.core.change.files.methods import NotComputable
from gjenklang.core.change.files.pairs import Pairs
from gjenklang.core.change.files.rule import CUT_OFFS, METHODS, SHARES, SLOPES, FileRule, Method, WrongRule
from gjenklang.core.change.files.simple import Direction, by_cut_off, by_importance, by_percentage

__all__ = [
    "CUT_OFFS",
    "METHODS",
    "SHARES",
    "SLOPES",
    "Direction",
    "FileChange",
    "FileRule",
    "GroupShare",
    "Method",
    "NotComputable",
    "Pairs",
    "Tally",
    "WrongRule",
    "by_cut_off",
    "by_importance",
    "by_percentage",
    "change_of_people",
    "tally",
    "true_change_share",
    "true_functional_share",
]
