// The level that follows the zoom: asked of the page once a zoom has ended, painted when it is there, the map unmoved.
const WIDE = 780; // pixels of map that the thresholds are for: a narrower one shows as much from further away
const CALM = 250; // milliseconds

export default function levels(one) {
  let waiting = 0, wanted = "";
  one.map.on("zoomend", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, CALM);
  });
  one.map.on("citeoscope:peint", () => { wanted = ""; });
  one.map.on("unload", () => clearTimeout(waiting));

  function ask() {
    const { levels: steps, level, bounds } = one.state.payload;
    if (!steps || !bounds || one.state.fitted === one.map.getZoom()) return;
    const zoom = one.map.getZoom() - Math.min(0, Math.log2(one.map.getSize().x / WIDE));
    const [, here] = steps.findLast(([from]) => zoom >= from) || steps[0];
    if (here !== level && here !== wanted) one.tell("level", (wanted = here));
  }
}
