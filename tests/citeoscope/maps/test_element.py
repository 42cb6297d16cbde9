import json
import re
import subprocess
import sys

import pytest

from citeoscope.maps import Overlay, Picture, TerritoryMap, static_files
from citeoscope.maps.picture import script_json

NASTY = "</script><!-- & ' {{ 'evil' }} {% raw %} map_0123 taux_2019 \u2028\u2029"
PICTURE = Picture(
    assets=["/api/v1/contours/11.json"],
    classes="0123",
    palette=["#111111"],
    view=NASTY,
    indicator="taux_2019",
    selected="2A004",
    overlays=[Overlay("gares", NASTY, "/gares.json", "#222222", "square")],
)


def test_json_in_a_script_can_neither_close_it_nor_be_a_template():
    text = script_json(NASTY)
    assert not re.search("[<>&'\u2028\u2029]", text)
    assert json.loads(text) == NASTY


def test_a_picture_reaches_the_browser_as_it_was_given():
    sent = TerritoryMap().paint(PICTURE).get_root().render()
    payload = json.loads(re.search(r"window\.citeoscope\.paint\((.*)\);", sent)[1])
    assert payload == json.loads(json.dumps(PICTURE.payload()))
    assert payload["view"] == NASTY


def test_a_whole_map_links_to_nothing(saved):
    page = saved.read_text(encoding="utf-8")
    assert not re.search(r"<(?:script|link)[^>]+(?:src|href)=", page)
    assert "onerror=alert(1)>" not in page


def test_a_text_is_never_run_as_a_template(saved):
    assert "Taux &lt;img src=x onerror=alert(1)&gt; &#123;&#123; 7 * 6 }}" in saved.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["leaflet.js", "leaflet.css", "trame.js", "dessin.js", "carte.js", "carte.css"])
def test_the_files_to_serve_are_there(name):
    assert static_files()[name]


def test_a_notebook_shows_the_map(squares):
    from citeoscope.maps import draw

    shown = draw(squares, title="Taux", unit="%", decimals=1, source_note="")._repr_html_()
    assert shown.startswith("<div")
    assert "citeoscope.paint" in shown


def test_classes_are_found_without_folium():
    code = "import sys, citeoscope.maps as maps; maps.Classing(); print('folium' in sys.modules, callable(maps.draw))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).split() == ["False", "True"]


def test_a_name_that_does_not_exist_is_refused():
    import citeoscope.maps

    with pytest.raises(AttributeError, match="has no attribute 'choroplethe'"):
        _ = citeoscope.maps.choroplethe
