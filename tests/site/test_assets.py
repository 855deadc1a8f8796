"""What pages share has the digest of its bytes in its name."""

from __future__ import annotations

import hashlib

from balado.site.assets import assets


def test_a_name_holds_the_digest_of_the_bytes() -> None:
    shared = assets("a { color: red }")
    for file in (shared.style, shared.player):
        assert hashlib.sha256(file.body).hexdigest()[:16] in file.key
        assert file.immutable
        assert file.key.startswith("assets/")
    assert (shared.style.media_type, shared.player.media_type) == (
        "text/css; charset=utf-8",
        "text/javascript; charset=utf-8",
    )


def test_neither_asks_for_anything_else() -> None:
    shared = assets("")
    assert not any(word in shared.style.body for word in (b"url(", b"@import", b"://"))
    assert not any(
        word in shared.player.body for word in (b"fetch(", b"XMLHttpRequest", b"://", b"eval(", b"innerHTML")
    )
