"""Thousands of communes seen from afar are still each of their own colour."""

import pytest

SEEN = """() => {
  const { territories, payload, map } = window.citeoscope.state;
  const canvas = document.querySelector(".st-key-carte canvas");
  const [fill] = [...window.citeoscope.living].map((one) => one.fill);
  const f = fill.frame(), ratio = window.devicePixelRatio, pen = fill._context;
  const pixels = pen.getImageData(0, 0, fill._container.width, fill._container.height);
  const wide = territories.filter(({ mark, box, centre }) => mark >= "0" && mark <= "9" && centre
    && (box[2] - box[0]) * f.scale > 8 && (box[3] - box[1]) * f.scale > 8);
  const hex = (n) => n.toString(16).padStart(2, "0"), { data, width, height } = pixels;
  return wide.flatMap(({ code, mark, centre }) => {
    const x = Math.floor((centre[0] * f.scale - f.left) * ratio), y = Math.floor((centre[1] * f.scale - f.top) * ratio);
    if (x < 0 || y < 0 || x >= width || y >= height) return []; // overseas
    const at = 4 * (y * width + x), colour = "#" + [0, 1, 2].map((i) => hex(data[at + i])).join("");
    return [[code, payload.palette[+mark], colour, data[at + 3]]];
  });
}"""

EDGE = """() => {
  const [one] = [...window.citeoscope.living], f = one.fill.frame();
  const { width, height } = one.fill._container;
  const { data } = one.fill._context.getImageData(0, 0, width, height);
  const alphas = new Set();
  let inside = 0, edge = 0;
  for (let i = 3; i < data.length; i += 4) {
    alphas.add(data[i]);
    inside += data[i] / 255;
    edge += data[i] > 0 && data[i] < 255;
  }
  return { edge, alphas: [...alphas].sort((a, b) => a - b), inside, drawn: one.state.drawn };
}"""


@pytest.mark.parametrize("territory", ["france", "region:75"])
def test_a_wide_commune_has_the_colour_of_its_class(screen, territory):
    screen.open(f"?territoire={territory}&indicateur=densite&niveau=commune&couches=aucune", "densite")
    seen = screen.frame.evaluate(SEEN)
    assert len(seen) > 60
    wrong = [one for one in seen if one[1] != one[2] or one[3] != 255]
    assert len(wrong) <= len(seen) / 50, wrong  # the centre of a crescent may be in its neighbour, or on the shore


def test_the_country_has_no_gap_between_communes_and_soft_edges(screen):
    screen.open("?territoire=france&indicateur=densite&niveau=commune&couches=aucune", "densite")
    seen = screen.frame.evaluate(EDGE)
    assert seen["drawn"] > 34_000
    # Four cells make a pixel: none, a quarter, a half, three quarters or all of it is land.
    assert seen["alphas"] == [0, 64, 128, 191, 255]
    assert seen["edge"] < seen["inside"] / 25  # coasts and borders alone


def test_a_class_of_the_legend_stands_alone_on_the_country_and_comes_back(screen):
    screen.open("?territoire=france&indicateur=densite&niveau=commune&couches=aucune", "densite")
    before = screen.frame.evaluate(EDGE)["inside"]
    entry = screen.page.locator(".citeoscope-legende [data-classe='5']")
    entry.hover()
    screen.until(f"() => ({EDGE})().inside < {before} * 0.5")
    screen.page.mouse.move(5, 5)
    screen.until(f"() => Math.abs(({EDGE})().inside - {before}) < 1")


def test_a_secret_keeps_its_pattern_from_afar(screen):
    """Hatched in two greys, as its box of the legend, not one flat colour."""
    screen.open("?territoire=region:75&indicateur=taux_pauvrete&niveau=commune&couches=aucune", "taux_pauvrete")
    colours = screen.frame.evaluate("""() => {
      const [one] = [...window.citeoscope.living], f = one.fill.frame();
      const hidden = one.state.territories.filter(({ mark, centre }) => mark === "s" && centre);
      const wide = hidden.sort((a, b) => (b.box[2] - b.box[0]) - (a.box[2] - a.box[0]))[0];
      const x = Math.round(wide.centre[0] * f.scale - f.left), y = Math.round(wide.centre[1] * f.scale - f.top);
      const { data } = one.fill._context.getImageData(x - 3, y - 3, 6, 6);
      return new Set(Array.from({ length: 36 }, (_, i) => data.slice(4 * i, 4 * i + 3).join())).size;
    }""")
    assert colours > 3
