from __future__ import annotations

from balado.studio.secrets import Secrets, is_same


def test_each_run_has_its_own_and_none_is_shown() -> None:
    one, other = Secrets(), Secrets()
    known = {one.token, one.cookie, one.csrf, one.public, other.token, other.cookie, other.csrf, other.public}
    assert len(known) == 8
    assert all(len(secret) >= 43 for secret in known)  # 32 bytes
    assert not [secret for secret in known if secret in repr(one) + repr(other)]


def test_only_the_whole_secret_is_the_same() -> None:
    known = Secrets().token
    assert is_same(known, known)
    assert not [given for given in ("", known[:-1], f"{known}x", known.swapcase(), "é") if is_same(given, known)]
