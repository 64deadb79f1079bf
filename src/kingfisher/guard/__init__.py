"""Ground: everything that leaves passes here, so that no safe address goes to somebody who must not have it."""
