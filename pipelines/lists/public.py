"""Keeps an address given by a user out of private networks: checked at each hop, then once connected."""

import ipaddress
import socket
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.poolmanager import PoolManager

from citeoscope.errors import ListError
from citeoscope.language import say

Resolver = Callable[[str], list[str]]

_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Say whether an IP address is one of the open Internet.

    Parameters
    ----------
    address
        IPv4 or IPv6, in its usual form; an IPv4 address inside an IPv6 one is judged as itself.

    Returns
    -------
    bool
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


def resolve(host: str) -> list[str]:
    """Return the IP addresses of a host, those written as a number too; none when it has none."""
    try:
        return [str(found[4][0]) for found in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        return []


class PublicAdapter(HTTPAdapter):
    """Carries requests to public addresses only, redirections included.

    Parameters
    ----------
    resolver
        Gives the IP addresses of a host.
    allowed
        Which IP addresses may be asked.
    """

    def __init__(self, resolver: Resolver = resolve, allowed: Callable[[str], bool] = is_public) -> None:
        self._resolver = resolver
        self._allowed = allowed
        super().__init__()

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **options: Any) -> None:  # noqa: ANN401, FBT001, FBT002 - the signature of requests
        """Make the pool of connections, each of which looks at the address it has reached."""
        allowed = self._allowed

        class Checked(HTTPConnection):
            def _new_conn(self) -> socket.socket:
                return _checked(super()._new_conn(), self.host, allowed)

        class CheckedSecure(HTTPSConnection):
            def _new_conn(self) -> socket.socket:
                return _checked(super()._new_conn(), self.host, allowed)

        class Pool(HTTPConnectionPool):
            ConnectionCls = Checked

        class SecurePool(HTTPSConnectionPool):
            ConnectionCls = CheckedSecure

        self.poolmanager = PoolManager(num_pools=connections, maxsize=maxsize, block=block, **options)
        self.poolmanager.pool_classes_by_scheme = {"http": Pool, "https": SecurePool}

    def send(self, request: requests.PreparedRequest, *positional: Any, **options: Any) -> requests.Response:  # noqa: ANN401
        """Send a request, or one hop of a redirection, when its host is public."""
        host = urlsplit(request.url or "").hostname or ""
        found = self._resolver(host)
        if any(not self._allowed(one) for one in found):
            raise ListError(refusal(host))
        return super().send(request, *positional, **options)


def refusal(host: str) -> str:
    """Say that an address is private."""
    return say(
        "Adresse refusée : « {host} » est sur un réseau privé ou sur cette machine. Donnez une "
        "adresse publique, ou téléchargez le fichier et importez-le.",
        host=host,
    )


def _checked(reached: socket.socket, host: str, allowed: Callable[[str], bool]) -> socket.socket:
    """Look at the address reached: a name may resolve otherwise from one moment to the next."""
    if reached.family in {socket.AF_INET, socket.AF_INET6} and not allowed(str(reached.getpeername()[0])):
        reached.close()
        raise ListError(refusal(host))
    return reached
