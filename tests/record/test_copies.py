"""A kept copy that is lost is told as what it is a copy of."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from editions import a_show, published
from memory_storage import MemoryStorage

from balado.record.copies import LostCopyError, read_copy, read_site_copy, site_copy
from balado.record.generation import Generation, SiteFileRecord
from balado.store.target import Target

PAGE = b"<p>Bonjour</p>"
FILE = SiteFileRecord.of("people/ada.html", PAGE)


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    show = a_show(Path(tmp_path_factory.mktemp("show")))
    show.add("01-a")
    return replace(published(show), site=(FILE,))


def test_a_lost_copy_of_a_page_is_no_copy_of_the_feed(generation: Generation) -> None:
    target = Target(MemoryStorage(), MemoryStorage())
    with pytest.raises(LostCopyError, match=r"The copy of people/ada\.html of publication 1 is missing"):
        read_site_copy(target, generation, FILE.sha256)
    with pytest.raises(LostCopyError, match="The copy of the feed of publication 1 is missing"):
        read_copy(target, generation, FILE.sha256)


def test_a_damaged_copy_of_a_page_is_told_as_damaged(generation: Generation) -> None:
    target = Target(MemoryStorage(), MemoryStorage())
    target.state.put(replace(site_copy(b"other", FILE.sha256)))
    with pytest.raises(LostCopyError, match=r"people/ada\.html of publication 1 is damaged"):
        read_site_copy(target, generation, FILE.sha256)
    target.state.put(site_copy(PAGE, FILE.sha256))
    assert read_site_copy(target, generation, FILE.sha256) == PAGE
