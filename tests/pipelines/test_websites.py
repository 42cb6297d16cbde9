"""A web address is kept; whatever else people write in that column is not."""

import pandas as pd
import pytest

from pipelines.websites import websites


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("http://www.lab01.fr", "http://www.lab01.fr"),
        ("exemple.fr/lieu?id=3", "exemple.fr/lieu?id=3"),
        ("https://atelier-d-cales.jimdo.com|site web", "https://atelier-d-cales.jimdo.com"),
        ("Madame DURAND", None),
        ("en cours", None),
        ("jean@exemple.fr", None),
        ("Innovation studio http://exemple.fr/", None),
        (None, None),
    ],
)
def test_only_a_web_address_is_kept(text, kept):
    site, unread = websites(pd.Series([text], dtype="object"))
    assert site.tolist() == [kept]
    assert unread.tolist() == [kept is None and text is not None]
