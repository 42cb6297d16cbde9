"""Serves the app: `python -m dashboard`, on the first free port from `PORT`."""

import os
import socket
import sys
from pathlib import Path

from streamlit.web import cli

from dashboard.web import sending

APP = Path(__file__).resolve().parents[1] / "app.py"
TRIES = 50


def is_free(address: str, port: int) -> bool:
    """Tell whether nothing listens on a port yet."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True


def free_port(address: str, wanted: int) -> int:
    """Return the wanted port, or the next one that is free.

    Parameters
    ----------
    address
        Address to listen on.
    wanted
        First port to try, 1 to 65535.

    Returns
    -------
    int

    Raises
    ------
    OSError
        None of the ports that follow is free either.
    """
    for port in range(wanted, min(wanted + TRIES, 65536)):
        if is_free(address, port):
            return port
    raise OSError(f"Aucun port libre de {wanted} à {wanted + TRIES - 1}. Choisissez-en un autre : make app PORT=9000")


def main() -> int:
    """Choose the port, say it, and serve until stopped."""
    text = os.environ.get("PORT") or "8501"
    address = os.environ.get("ADDRESS") or "127.0.0.1"
    if not text.isdigit() or not 1 <= int(text) <= 65535:  # noqa: PLR2004 - the range of TCP ports
        print(f"PORT doit être un nombre entre 1 et 65535, pas « {text} ».", file=sys.stderr)  # noqa: T201
        return 2
    try:
        port = free_port(address, int(text))
    except OSError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    if port != int(text):
        print(f"Le port {text} est occupé : Citéoscope prend le port {port}.")  # noqa: T201
    print(f"Citéoscope : http://{address}:{port}", flush=True)  # noqa: T201
    sending.prepare()
    cli.main(["run", str(APP), "--server.port", str(port), "--server.address", address])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
