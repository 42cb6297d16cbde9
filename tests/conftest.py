"""Shared by all tests: the network is refused, except on this machine."""

import pytest
from pytest_socket import socket_allow_hosts

from citeoscope.atlas import Atlas
from citeoscope.catalogue.load import catalogue
from citeoscope.paths import DATA
from citeoscope.store import Store


@pytest.fixture(autouse=True)
def _no_network():
    socket_allow_hosts(["127.0.0.1", "localhost", "::1"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def embedded() -> Atlas:
    """The atlas of the embedded snapshot, whatever a refreshed store holds on this machine."""
    return Atlas(Store(DATA / "snapshot"), catalogue())
