// A map in the page itself: no frame around it, so the keyboard and the focus go through it as through any other control.
import "./langue.js";
import "./leaflet.js";
import "./trame.js";
import "./dessin.js";
import "./points.js";
import "./fiche.js";
import "./carte.js";
import "./legende.js";
import { followed } from "./apercu.js";
import tools from "./tracer.js";
import years from "./annees.js";
import levels from "./niveaux.js";
import veil from "./voile.js";

const PARKED = 2000; // milliseconds
const parked = new Map(); // key -> map that has just left the page

export default function mount({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".racine");
  if (!root.carte) {
    root.carte = taken(data.carte) || made();
    root.append(root.carte.map.getContainer());
  }
  const { carte } = root;
  carte.tell = (name, value) => setTriggerValue(name, value);
  if (data.outils) tools(carte);
  if (carte.data !== data) followed(carte, data.peinture);
  carte.data = data;
  return () => park(data.carte, root);
}

function made() {
  const element = document.createElement("div");
  const carte = window.citeoscope.create(element);
  for (const part of [years, levels, veil]) part(carte);
  return carte;
}

// Streamlit makes a block again when what stands before it changes: the map is then moved into it as it is. One that
// nobody takes is gone, with its listeners.
function park(key, root) {
  const { carte } = root;
  delete root.carte;
  carte.map.getContainer().remove();
  parked.set(key, { carte, end: setTimeout(() => taken(key).destroy(), PARKED) });
}

function taken(key) {
  const kept = parked.get(key);
  if (!kept) return null;
  parked.delete(key);
  clearTimeout(kept.end);
  return kept.carte;
}
