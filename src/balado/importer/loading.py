"""What an import needs when it has a feed, loaded while another core reads that: both take as long."""

from __future__ import annotations

from importlib import import_module

_NEEDED = (
    "balado.importer.made_notes",
    "balado.importer.run",
    "balado.importer.hosts.table",
    "balado.importer.proof.publication",
    "balado.importer.proof.prove",
    "balado.importer.proof.told",
    "balado.edition.arrange",
    "balado.edition.decide",
    "balado.edition.gather",
    "balado.edition.judge",
    "balado.edition.render",
    "balado.feed.notes.words",
    "balado.store.folder",
)


def load_rest() -> None:
    """Load what comes after the reading."""
    for name in _NEEDED:
        import_module(name)
