"""The files of a site in memory: packed, and the very bytes when they are wanted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from balado.edition.pages.rendered import PackedFiles

FILES = st.dictionaries(st.text(), st.binary(), max_size=5)


@given(FILES, FILES)
def test_what_was_kept_is_given_back_to_the_byte(files: dict[str, bytes], others: dict[str, bytes]) -> None:
    packed = PackedFiles()
    for name, body in files.items():
        packed.add(name, body)
    assert dict(packed) == files
    assert dict(packed.joined(others)) == {**files, **others}
    assert dict(packed) == files
    assert len(packed) == len(files)
