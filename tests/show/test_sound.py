"""How an author says the sound of a show."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from balado.show.sound import SoundSettings


@pytest.mark.parametrize(
    ("written", "lufs"),
    [("-16", -16), (-16, -16), ("16", -16), ("-16 LUFS", -16), ("−16,5 lufs", -16.5), (-23.0, -23), ("-31", -31)],
)
def test_a_loudness_is_understood_with_and_without_sign_and_unit(written: object, lufs: float) -> None:
    assert SoundSettings.model_validate({"loudness": written}).loudness == lufs


@pytest.mark.parametrize(("written", "kbps"), [("96k", 96), ("96", 96), (64, 64), ("128 kbit/s", 128), ("320K", 320)])
def test_a_bitrate_is_understood_with_and_without_unit(written: object, kbps: int) -> None:
    assert SoundSettings.model_validate({"bitrate": written}).bitrate == kbps


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("loudness", "-3"), ("loudness", "-40"), ("loudness", "loud"), ("loudness", True), ("loudness", "nan"),
        ("peak", "0"), ("peak", "-0.5"), ("peak", "-10"), ("bitrate", "95k"), ("bitrate", "8k"), ("bitrate", "96 MB"),
        ("format", "ogg"), ("channels", "5.1"), ("intro", "/etc/passwd"), ("outro", "../other.wav"), ("trim", "a bit"),
        ("volume", "11"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(key: str, written: object) -> None:
    with pytest.raises(ValidationError):
        SoundSettings.model_validate({key: written})


def test_loudness_follows_from_the_channels_unless_it_is_said() -> None:
    assert [SoundSettings().target_lufs(channels) for channels in (1, 2)] == [-19, -16]
    said = SoundSettings.model_validate({"loudness": -18})
    assert [said.target_lufs(channels) for channels in (1, 2)] == [-18, -18]
