// The legend of the layers: what each one is, how many of its points are on the map, and which are kept. The map filters
// at once the points that it has; the page then writes the choice in the address.
import { dit } from "./langue.js";

const MOST = 8; // values shown before « Voir les autres »

export default function layers({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".racine");
  const state = (root.state = root.state || { open: new Set(), whole: new Set() });
  state.data = data;
  state.tell = (kept) => setTriggerValue("kept", kept);
  const draw = () => render(root, state);
  document.removeEventListener("citeoscope:points", state.listen);
  state.listen = () => { if (window.citeoscope.told.layers !== state.layers) draw(); };
  document.addEventListener("citeoscope:points", state.listen);
  draw();
  return () => document.removeEventListener("citeoscope:points", state.listen);
}

function element(kind, content, name = "") {
  const made = document.createElement(kind);
  if (name) made.className = name;
  if (typeof content === "string") made.textContent = content;
  else made.append(...(content || []));
  return made;
}

function render(root, state) {
  const told = window.citeoscope && window.citeoscope.told;
  if (!told) return;
  state.layers = told.layers;
  const focused = root.contains(document.activeElement) ? document.activeElement.id : "";
  root.replaceChildren(element("ul", told.layers.map((layer) => row(root, state, layer)), "couches"));
  if (focused) root.querySelector(`#${CSS.escape(focused)}`)?.focus();
}

function row(root, state, layer) {
  const { overlay, here, kept } = layer, { mark, number } = window.citeoscope.points;
  const counted = kept.length < here.length ? dit("{kept} sur {here}", { kept: number(kept.length), here: number(here.length) }) : number(here.length);
  const head = element("div", [mark(overlay), element("span", [overlay.label]), element("span", counted, "effectif")], "tete");
  const item = element("li", [head, element("p", state.data.sources[overlay.id] || "", "note")]);
  item.dataset.couche = overlay.id;
  const fields = Object.entries(overlay.fields || {}).filter(([field]) => window.citeoscope.points.facet(layer, field).length > 1 || (overlay.kept || {})[field]);
  if (fields.length) item.append(filters(root, state, layer, fields));
  return item;
}

function filters(root, state, layer, fields) {
  const { overlay } = layer, box = element("details", [element("summary", dit("Filtrer"))]);
  box.open = state.open.has(overlay.id) || Object.keys(overlay.kept || {}).length > 0;
  box.ontoggle = () => state.open[box.open ? "add" : "delete"](overlay.id);
  for (const [field, label] of fields) box.append(values(root, state, layer, field, label));
  if (Object.keys(overlay.kept || {}).length) {
    const all = element("button", dit("Tout afficher"));
    all.type = "button";
    all.id = `tout-${overlay.id}`;
    all.onclick = () => keep(root, state, overlay, {});
    box.append(all);
  }
  return box;
}

function values(root, state, layer, field, label) {
  const { overlay } = layer, { facet, number } = window.citeoscope.points, key = `${overlay.id}.${field}`;
  const chosen = new Set((overlay.kept || {})[field] || []), found = facet(layer, field);
  for (const value of chosen) if (!found.some(([one]) => one === value)) found.unshift([value, 0]); // of another territory
  const set = element("fieldset", [element("legend", label)]);
  const shown = state.whole.has(key) || found.length <= MOST + 2 ? found : found.filter(([value], n) => n < MOST || chosen.has(value));
  shown.forEach(([value, count], n) => {
    const box = document.createElement("input");
    Object.assign(box, { type: "checkbox", id: `f-${overlay.id}-${field}-${n}`, checked: chosen.has(value) });
    box.onchange = () => {
      if (box.checked) chosen.add(value); else chosen.delete(value);
      keep(root, state, overlay, { ...overlay.kept, [field]: Array.from(chosen) });
    };
    const line = element("label", [box, element("span", value), element("span", count ? number(count) : dit("aucun ici"), "effectif")]);
    set.append(line);
  });
  if (shown.length < found.length) {
    const more = element("button", dit("Voir les {count} autres", { count: number(found.length - shown.length) }));
    more.type = "button";
    more.onclick = () => { state.whole.add(key); state.open.add(overlay.id); render(root, state); };
    set.append(more);
  }
  return set;
}

function keep(root, state, overlay, kept) {
  const { map } = window.citeoscope.told;
  overlay.kept = Object.fromEntries(Object.entries(kept).filter(([, told]) => told.length));
  state.open.add(overlay.id);
  map.paint(map.state.payload);
  state.tell({ layer: overlay.id, kept: overlay.kept });
}
