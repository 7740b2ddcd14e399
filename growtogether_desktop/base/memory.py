"""Objects that come by the thousand are put aside before Python looks for circles among them.

They are what was read or worked out, and hold none. How many there are Python counts, but whatever older is let go
meanwhile is counted off: so whoever brings them puts them aside at once.
"""

import gc

MANY = 1_500
"""More young objects than that are not looked through: a search should be over before a frame is."""


def put_aside_if_many() -> bool:
    """Whether there were; for as long as Python does not look by itself (see `shell.collector`)."""
    many = not gc.isenabled() and gc.get_count()[0] > MANY
    if many:
        gc.freeze()
    return many
