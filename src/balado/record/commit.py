"""The commit: creating a generation under the next number, which only one of several publishers can.

On a store where several may be told that they did, the record says so for good (`Generation.store`), each publication
says so too, and looks whether its own record is the one that stands.
"""

from __future__ import annotations

from dataclasses import replace

from balado.events import Event, Watch
from balado.message import say
from balado.record.generation import Generation
from balado.record.generation_file import write_generation
from balado.record.history import Overtaken
from balado.store.storage import Storage

_ROUNDS = 2
_SETTLE_SECONDS = 2.0


def commit(generation: Generation, state: Storage, watch: Watch) -> Generation:
    """Create the generation; gives it as it was recorded. Raises Overtaken when another publisher was first.

    A store that needs a trial and had none is tried by a race before.
    """
    from balado.record.race import race, stands  # not where only the news of a commit is waited for

    if not generation.store and state.needs_trial:
        generation = replace(generation, store=race(state, generation.owner, _ROUNDS))
    weak = generation.store == "weak"
    if weak:
        message = say(
            "{place} lets two publishers commit at once: run one at a time. Each run looks whether its own counted.",
            place=state.address,
        )
        watch.announce(Event("weak-store", message, {"place": state.address}))
    if not state.put_if_absent(write_generation(generation)):
        raise Overtaken
    if weak:
        watch.pause(_SETTLE_SECONDS)
        if not stands(state, generation):
            raise Overtaken
    return generation
