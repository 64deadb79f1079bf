"""What is kept of signing in. Nothing here says anything of a child, but for forms half-written, which are sealed."""

from kingfisher.accounts.models.sign_on import Identity, SignOn
from kingfisher.accounts.models.signing import Attempt, Device, KeptForm, Link, Tally

__all__ = ["Attempt", "Device", "Identity", "KeptForm", "Link", "SignOn", "Tally"]
