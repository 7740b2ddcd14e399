"""Why a file cannot be had, in the person's language: what the system says is English wherever it is asked by us."""

import errno

from growtogether_desktop.base.i18n import N_, _

_KNOWN = {
    errno.ENOENT: N_("there is no such file or folder"),
    errno.ENOTDIR: N_("there is no such file or folder"),
    errno.EISDIR: N_("it is a folder"),
    errno.EACCES: N_("you may not do that there"),
    errno.EPERM: N_("you may not do that there"),
    errno.EROFS: N_("nothing can be written there"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EADDRINUSE: N_("another program listens there"),
}


def reason(trouble: OSError) -> str:
    known = _KNOWN.get(trouble.errno or 0)
    return _(known) if known is not None else trouble.strerror or str(trouble)
