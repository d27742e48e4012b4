"""Recorded speech is played where the service has it, and the device's own voice reads where it has not."""

import pytest
from django.test import Client as Browser

from gjenklang.apps.care.actions import hand_over
from gjenklang.apps.care.actions.asking import Form


@pytest.fixture
def form(cast) -> str:
    here = cast.here
    form = Form("gjenklang-outcome-adult", "start", here.dana.pk)
    return f"/f/{hand_over(by=here.actor('alice'), session=here.session, form=form, language='nb')[1]}/"


def test_without_a_recording_the_device_reads(form) -> None:
    assert 'data-readaloud="aloud/"' not in Browser().get(form).text
    assert Browser().get(form + "aloud/").status_code == 404


def test_the_recording_of_the_very_words_is_played(form, settings, tmp_path) -> None:
    settings.RECORDINGS = str(tmp_path)
    (tmp_path / "gjenklang-outcome-adult-1-nb.mp3").write_bytes(b"ID3 tone")
    assert 'data-readaloud="aloud/"' in Browser().get(form).text
    answer = Browser().get(form + "aloud/")
    assert (answer.headers["Content-Type"], answer.content) == ("audio/mpeg", b"ID3 tone")


@pytest.mark.parametrize("name", ["gjenklang-outcome-adult-2-nb.mp3", "gjenklang-outcome-adult-1-nn.mp3"])
def test_another_version_or_language_is_not_played(form, settings, tmp_path, name) -> None:
    settings.RECORDINGS = str(tmp_path)
    (tmp_path / name).write_bytes(b"ID3")
    assert Browser().get(form + "aloud/").status_code == 404
