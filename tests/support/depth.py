"""How often is often, where there is no end to what could be tried: inputs by chance, races, moments, histories.

The README's command takes as many as show most of what is broken; each of its runs takes others, so that runs add up.
`.ci/run` asks for `--hypothesis-profile=ci`, and takes several times as many before anything is merged.
`--hypothesis-profile=thorough` is for whoever changes what these tests are about.
"""

from __future__ import annotations

from hypothesis import settings

PROFILES = {"balado": 15, "ci": 60, "thorough": 2_000}
"""How many examples of a property each profile tries, where the test does not say."""


def register_profiles() -> None:
    """Make the profiles known, and the first of them the one that is taken where none is asked for."""
    for name, examples in PROFILES.items():
        settings.register_profile(name, deadline=None, max_examples=examples)  # a busy machine is no defect
    settings.load_profile("balado")


def depth(usual: int, ci: int, thorough: int | None = None) -> int:
    """How many a test tries by the profile that was asked for; of one that is not ours, as many as it has examples."""
    wanted = settings().max_examples
    most = PROFILES["thorough"] if thorough is None else thorough
    known = {PROFILES["balado"]: usual, PROFILES["ci"]: ci, PROFILES["thorough"]: most}
    return known.get(wanted, wanted)
