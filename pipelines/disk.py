"""Why a disk refuses, in French: the words of the system are English."""

import errno
from typing import Final

from citeoscope.language import phrase, say

_WHY: Final = {
    errno.ENOSPC: phrase("plus de place sur le disque"),
    errno.EDQUOT: phrase("quota de disque atteint"),
    errno.EACCES: phrase("droits insuffisants"),
    errno.EPERM: phrase("droits insuffisants"),
    errno.EROFS: phrase("disque en lecture seule"),
    errno.ENOENT: phrase("dossier introuvable"),
    errno.ENOTDIR: phrase("un fichier est à la place d’un dossier"),
    errno.EISDIR: phrase("un dossier est à la place du fichier"),
    errno.EEXIST: phrase("un fichier est à la place d’un dossier"),
    errno.ENAMETOOLONG: phrase("nom trop long"),
    errno.EIO: phrase("disque défaillant"),
}


def why(error: OSError) -> str:
    """Return the reason of an error of the system, in a few French words."""
    known = _WHY.get(error.errno or 0)
    return say(known) if known else say("erreur {errno} du système", errno=error.errno)
