"""Shared by the proofs: the embedded files, read without the product."""

import pytest
from embedded_files import EmbeddedFiles


@pytest.fixture(scope="session")
def files():
    return EmbeddedFiles()
