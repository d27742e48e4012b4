"""What may be typed about staying and leaving."""

from gjenklang.apps.dropout.forms.checklist import AgreementForm, ChecklistForm, ScreeningForm, answers_now

__all__ = ["AgreementForm", "ChecklistForm", "ScreeningForm", "answers_now"]
