"""The geometry of the curve: marks over sessions become strings that a template writes into an SVG."""

from gjenklang.apps.shell.charts.drawing import curve
from gjenklang.apps.shell.charts.parts import (
    PLAIN,
    Curve,
    Frame,
    Limit,
    LimitLine,
    Line,
    Look,
    Mark,
    Note,
    NoteMark,
    Reading,
    Row,
    Series,
    Tick,
)
from gjenklang.apps.shell.charts.steps import Step, StepChart, StepLine, Stepped, steps

__all__ = [
    "PLAIN",
    "Curve",
    "Frame",
    "Limit",
    "LimitLine",
    "Line",
    "Look",
    "Mark",
    "Note",
    "NoteMark",
    "Reading",
    "Row",
    "Series",
    "Step",
    "StepChart",
    "StepLine",
    "Stepped",
    "Tick",
    "curve",
    "steps",
]
