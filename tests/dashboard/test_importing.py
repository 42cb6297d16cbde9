"""The texts of the page «Importer»."""

import pytest

from dashboard.importer.importing import weight


@pytest.mark.parametrize(
    ("octets", "said"),
    [(0, "0\u00a0o"), (497, "497\u00a0o"), (5800, "5,8\u00a0ko"), (12_345, "12\u00a0ko"), (2_500_000, "2,5\u00a0Mo")],
)
def test_the_size_of_a_file_is_written_in_french(octets, said):
    assert weight(octets) == said
