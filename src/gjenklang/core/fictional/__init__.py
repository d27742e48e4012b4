"""Invented clients and services with known truth, for demo, tests and benchmarks."""

from gjenklang.core.fictional.courses import Answer, ClientPlan, CoursePlan, Meeting
from gjenklang.core.fictional.paths import Path, PathClass, draw_path
from gjenklang.core.fictional.town import DepartmentPlan, Municipality, StaffPlan, UnitPlan, municipality

__all__ = [
    "Answer",
    "ClientPlan",
    "CoursePlan",
    "DepartmentPlan",
    "Meeting",
    "Municipality",
    "Path",
    "PathClass",
    "StaffPlan",
    "UnitPlan",
    "draw_path",
    "municipality",
]
