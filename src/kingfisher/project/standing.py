"""Whether this home is a demonstration or live, decided once and kept: the two never mix.

A home becomes `demo` by `./kingfisher demo` and stays so: every later command runs with KINGFISHER_DEMO=1.
Any other command that touches the database makes a home without standing `live`, and a live home refuses
the demonstration.
"""

import os
from typing import Any

from kingfisher.project import database, env, kept
from kingfisher.project.env import CannotStart


def read() -> dict[str, Any]:
    """What is kept of this home: `mode`, and for a demo what was `built`."""
    return kept.read(env.home() / "standing.json")


def keep(**said: Any) -> None:
    kept.make_home(env.home())
    kept.write(env.home() / "standing.json", {**read(), **said})


def take_up() -> None:
    """Run as what this home is; a new one becomes live. Sets KINGFISHER_DEMO, for children too."""
    _refuse_half_restored()
    mode = read().get("mode")
    if mode == "demo":
        os.environ["KINGFISHER_DEMO"] = "1"
        return
    if env.flag("KINGFISHER_DEMO"):
        raise CannotStart("KINGFISHER_DEMO is set by ./kingfisher demo only: leave it out.")
    refuse_embedded_for_live()
    if mode is None:
        keep(mode="live")


def take_up_demo() -> None:
    """Make this home a demonstration, or refuse because it is live."""
    _refuse_half_restored()
    if read().get("mode") == "live":
        raise CannotStart(f"{env.home()} holds a live installation; give the demonstration another KINGFISHER_HOME.")
    os.environ["KINGFISHER_DEMO"] = "1"
    if read().get("mode") is None:
        keep(mode="demo")


def refuse_embedded_for_live() -> None:
    """The embedded server has no TLS and no updates of its own: live use is asked for by name."""
    if database.is_embedded() and not env.flag("KINGFISHER_ALLOW_EMBEDDED"):
        raise CannotStart(
            "Live use needs a PostgreSQL server in KINGFISHER_DATABASE_URL; to use the embedded one all the "
            "same, for a small pilot, set KINGFISHER_ALLOW_EMBEDDED=1."
        )


def _refuse_half_restored() -> None:
    """A restore that was broken off left a part of a hub: nobody works in that."""
    if (env.home() / "restoring.json").exists():
        raise CannotStart(f"A restore into {env.home()} was not finished: run ./kingfisher restore again.")
