"""The catalogue of events. Pure."""

from __future__ import annotations

from balado.cli.events.counting import COUNTING
from balado.cli.events.importing import IMPORTING
from balado.cli.events.kind import EventKind
from balado.cli.events.moving import MOVING
from balado.cli.events.networks import NETWORKS
from balado.cli.events.publishing import PUBLISHING
from balado.cli.events.verbs import VERBS
from balado.cli.events.workshop import WORKSHOP

CATALOGUE: dict[str, EventKind] = {
    kind.name: kind for kind in (*PUBLISHING, *VERBS, *WORKSHOP, *IMPORTING, *MOVING, *NETWORKS, *COUNTING)
}
"""Every event there is, by its name."""
