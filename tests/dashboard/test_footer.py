"""The foot of every page: the date of the data, and a contact that is text from outside."""

import re

import pytest

from dashboard import footer


def test_the_foot_says_the_date_and_the_version_of_the_data():
    assert re.search(r"Données du \d\d/\d\d/\d{4}, version [0-9a-f]{12}", footer.said())


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("https://exemple.fr/contact", 'href="https://exemple.fr/contact"'),
        ("contact@exemple.fr", 'href="mailto:contact@exemple.fr"'),
        ("Service des études, Épinal", "Service des études, Épinal"),
        ("<script>a@b</script>", "&lt;script&gt;a@b&lt;/script&gt;"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ('https://a.fr/"onclick="x', "https://a.fr/&quot;onclick=&quot;x"),
    ],
)
def test_a_contact_is_a_link_only_when_it_is_an_address(told, shown):
    link = footer.contact_link(told)
    assert shown in link
    assert ("<a " in link) == ("href=" in link)
    assert "<script" not in link
    assert 'href="javascript' not in link
