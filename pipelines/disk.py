"""Why a disk refuses, in French: the words of the system are English."""

import errno
from typing import Final

_WHY: Final = {
    errno.ENOSPC: "plus de place sur le disque",
    errno.EDQUOT: "quota de disque atteint",
    errno.EACCES: "droits insuffisants",
    errno.EPERM: "droits insuffisants",
    errno.EROFS: "disque en lecture seule",
    errno.ENOENT: "dossier introuvable",
    errno.ENOTDIR: "un fichier est à la place d’un dossier",
    errno.EISDIR: "un dossier est à la place du fichier",
    errno.EEXIST: "un fichier est à la place d’un dossier",
    errno.ENAMETOOLONG: "nom trop long",
    errno.EIO: "disque défaillant",
}


def why(error: OSError) -> str:
    """Return the reason of an error of the system, in a few French words."""
    return _WHY.get(error.errno or 0, f"erreur {error.errno} du système")
