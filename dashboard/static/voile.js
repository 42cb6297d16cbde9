// On a touch screen a map in a page traps the finger that scrolls it: it is a picture until it is touched, and is one
// again once it has left the screen.
import { dit } from "./langue.js";

const SEEN = 0.4; // share of the map on screen under which one has scrolled away

const touched = matchMedia("(hover: none) and (pointer: coarse)");

export default function veil(one) {
  const { map } = one, container = map.getContainer();
  const cover = document.createElement("button");
  cover.type = "button";
  cover.className = "citeoscope-voile";
  cover.append(Object.assign(document.createElement("span"), { textContent: dit("Touchez pour explorer la carte") }));
  L.DomEvent.disableClickPropagation(cover);

  function lay() {
    if (cover.isConnected || !touched.matches) return;
    for (const gesture of [map.dragging, map.touchZoom, map.doubleClickZoom]) gesture.disable();
    container.append(cover);
  }

  function lift() {
    for (const gesture of [map.dragging, map.touchZoom, map.doubleClickZoom]) gesture.enable();
    cover.remove();
  }

  cover.onclick = () => {
    lift();
    container.focus({ preventScroll: true });
  };
  const watch = new IntersectionObserver(([entry]) => entry.intersectionRatio < SEEN && lay(), { threshold: [SEEN] });
  watch.observe(container);
  const changed = () => (touched.matches ? lay() : lift());
  touched.addEventListener("change", changed);
  map.on("unload", () => { watch.disconnect(); touched.removeEventListener("change", changed); });
  lay();
}
