// Tools of the map: a perimeter drawn point by point, a radius around a point. Both work without a mouse; the server
// says which communes are in, and the person then takes them as the territory. Texts are only written as textContent.
import { dit, spoken } from "./langue.js";

const PERIMETER = new URL("../perimetre.json", import.meta.url);
const TERRITORIES = new URL("../territoires.json", import.meta.url);
const HEADROOM = 46; // pixels, above what the map opens on

export default function tools(one) {
  if (one.tools) return;
  one.tools = true;
  const { map } = one, container = map.getContainer();
  const sketch = L.layerGroup().addTo(map);
  let panel = null, points = [], centre = null, mode = "", before = null;

  function element(kind, content, name = "") {
    const made = document.createElement(kind);
    if (name) made.className = name;
    if (typeof content === "string") made.textContent = content;
    else made.append(...(content || []));
    return made;
  }

  function button(said, action, name = "") {
    const made = element("button", said, name);
    made.type = "button";
    made.onclick = action;
    return made;
  }

  const bar = L.control({ position: "topleft" });
  bar.onAdd = () => {
    const box = element("div", [button(dit("Dessiner un périmètre"), () => start("trace")), button(dit("Rayon autour d’un point"), () => start("rayon"))], "citeoscope-outils");
    L.DomEvent.disableClickPropagation(box);
    return box;
  };
  bar.addTo(map);
  one.headroom = HEADROOM; // no territory of the perimeter is under the tools

  function start(wanted) {
    if (one.closeCard) one.closeCard();
    stop();
    mode = wanted;
    one.busy = true; // a click on the map sets a point, it chooses no territory
    before = document.activeElement;
    map.doubleClickZoom.disable();
    container.classList.add("trace");
    panel = container.appendChild(element("section", [], "citeoscope-lieu citeoscope-trace"));
    panel.onkeydown = (event) => { if (event.key === "Escape") { event.stopPropagation(); stop(); } };
    L.DomEvent.disableClickPropagation(panel).disableScrollPropagation(panel);
    if (mode === "trace") askTrace(); else askRadius();
    panel.querySelector("input, button:not(.fermer)").focus();
  }

  function stop() {
    one.busy = false;
    mode = "";
    points = [];
    centre = null;
    sketch.clearLayers();
    container.classList.remove("trace");
    map.doubleClickZoom.enable();
    if (panel) panel.remove();
    panel = null;
    if (before && before.isConnected) before.focus();
    before = null;
  }

  function fill(title, content) {
    const shut = button("×", stop, "fermer");
    shut.setAttribute("aria-label", dit("Abandonner"));
    panel.setAttribute("aria-label", title);
    panel.answer = element("div", []);
    panel.answer.setAttribute("role", "status");
    panel.replaceChildren(shut, element("h3", title), ...content, panel.answer);
  }

  /* ---- a perimeter, point by point ---- */

  function askTrace() {
    fill(dit("Dessiner un périmètre"), [
      element("p", dit("Cliquez sur la carte pour poser au moins trois points. Au clavier : amenez la croix avec les flèches de la carte, puis posez un point.")),
      element("p", [
        button(dit("Poser un point sur la croix"), () => add(map.getCenter())),
        button(dit("Retirer le dernier"), () => { points.pop(); draw(); }),
        button(dit("Terminer"), () => ask({ trace: points.map(({ lng, lat }) => `${lng.toFixed(5)},${lat.toFixed(5)}`).join(";") || "vide" })),
      ], "liens"),
    ]);
  }

  function add(latlng) {
    points.push(latlng);
    draw();
    panel.answer.replaceChildren(element("p", points.length < 2 ? dit("1 point posé.") : dit("{count} points posés.", { count: points.length }), "note"));
  }

  function draw() {
    sketch.clearLayers();
    const look = { color: "#14181c", weight: 2, dashArray: "6 4", interactive: false, fillOpacity: 0.06 };
    if (points.length > 1) L.polygon(points, look).addTo(sketch);
    points.forEach((point) => L.circleMarker(point, { ...look, radius: 4, dashArray: null, fillColor: "#fff", fillOpacity: 1 }).addTo(sketch));
    if (centre) L.circle(centre, { ...look, radius: kilometres() * 1000 || 1 }).addTo(sketch);
    if (centre) L.circleMarker(centre, { ...look, radius: 4, dashArray: null, fillColor: "#fff", fillOpacity: 1 }).addTo(sketch);
  }

  /* ---- a radius ---- */

  const kilometres = () => Number(((panel && panel.querySelector("input[name=km]")) || { value: "" }).value.replace(",", "."));

  function askRadius() {
    const where = Object.assign(element("input"), { name: "autour", type: "search", autocomplete: "off", placeholder: dit("Commune ou adresse") });
    const far = Object.assign(element("input"), { name: "km", inputMode: "decimal", value: "10", size: 5 });
    const form = element("form", [
      element("label", [dit("Autour de"), where]), element("label", [dit("Rayon (km)"), far]), Object.assign(element("button", dit("Voir les communes")), { type: "submit" }),
    ]);
    where.oninput = () => { centre = null; draw(); };
    far.oninput = draw;
    form.onsubmit = (event) => { event.preventDefault(); around(where.value.trim()); };
    fill(dit("Rayon autour d’un point"), [element("p", dit("Écrivez une commune ou une adresse, ou cliquez sur la carte.")), form]);
    const pin = one.pin;
    if (pin) { where.value = pin.libelle; centre = L.latLng(pin.latitude, pin.longitude); draw(); }
  }

  async function around(text) {
    const km = panel.querySelector("input[name=km]").value;
    if (centre) return ask({ autour: `${centre.lng.toFixed(5)},${centre.lat.toFixed(5)}`, km });
    if (!text) return say(dit("Écrivez une commune ou une adresse, ou cliquez sur la carte."));
    TERRITORIES.searchParams.set("q", text);
    const answer = await fetch(spoken(TERRITORIES)).catch(() => null);
    const found = answer && answer.ok ? (await answer.json()).filter(({ territoire }) => /^(commune|epci|ept):/.test(territoire)) : [];
    const address = /\d|\b(rue|avenue|av|place|boulevard|bd|chemin|impasse|quai|allée|route|cours)\b/i.test(text);
    if (!found.length || address) {
      const { places, wrong } = await locate(text);
      if (!panel) return undefined;
      if (wrong) return say(wrong);
      if (!places.length && !found.length) return say(dit("Aucune commune ni adresse ne correspond. Vérifiez l’orthographe, ou cliquez sur la carte."));
      if (places.length) return offer(dit("Quelle adresse ?"), places.map((place) => [`${place.libelle} (${place.precision})`, () => { centre = L.latLng(place.latitude, place.longitude); map.setView(centre, Math.max(map.getZoom(), 10)); draw(); around(text); }]));
    }
    if (found.length === 1 || found[0].nom.replace(/ \(\w+\)$/, "").toLowerCase() === text.toLowerCase()) return ask({ autour: found[0].territoire, km });
    return offer(dit("Laquelle ?"), found.slice(0, 8).map(({ nom, niveau, territoire }) => [`${nom}, ${niveau}`, () => ask({ autour: territoire, km })]));
  }

  const say = (text) => panel.answer.replaceChildren(element("p", text));
  const offer = (title, choices) => panel.answer.replaceChildren(element("p", title), element("ul", choices.map(([said, action]) => element("li", [button(said, action)]))));

  /* ---- what the server says of it ---- */

  async function ask(params) {
    PERIMETER.search = new URLSearchParams(params).toString();
    say(dit("Un instant…"));
    const answer = await fetch(spoken(PERIMETER)).catch(() => null);
    if (!panel) return;
    const told = answer ? await answer.json().catch(() => ({})) : { erreur: dit("Le serveur ne répond pas. Réessayez.") };
    if (!told.territoire) { say(told.erreur || dit("Ce tracé ne peut pas être lu.")); return; }
    const count = told.communes === 1 ? dit("1 commune") : dit("{count} communes", { count: window.citeoscope.points.number(told.communes) });
    const take = button(dit("En faire le territoire"), () => { one.tell("drawn", told.territoire); stop(); });
    panel.answer.replaceChildren(element("p", dit("{nom} : {count} ({regle}).", { nom: told.nom, count, regle: told.regle })), element("p", [take, button(dit("Abandonner"), stop)], "liens"));
    take.focus();
  }

  map.on("click", (event) => {
    if (mode === "trace") add(event.latlng);
    if (mode === "rayon") {
      centre = event.latlng;
      panel.querySelector("input[name=autour]").value = "";
      draw();
      say(dit("Point posé : choisissez le rayon, puis voyez les communes."));
    }
  });

  /* ---- what was drawn, and the address sought, stay on the map ---- */

  const marks = L.layerGroup().addTo(map);
  let reminded = "";
  function remind() {
    const { view } = one.state.payload;
    one.pin = window.citeoscope.pin || null;
    const shapes = [...view.matchAll(/rayon:(-?[\d.]+),(-?[\d.]+),([\d.]+)/g)];
    const outlines = [...view.matchAll(/trace:([0-9A-Za-z_.]+)/g)];
    const wanted = JSON.stringify([shapes, outlines, one.pin]);
    if (wanted === reminded) return; // taken off and put back, a label would blink
    reminded = wanted;
    marks.clearLayers();
    const look = { color: "#14181c", weight: 1.5, dashArray: "6 4", fill: false, interactive: false };
    for (const [, x, y, km] of shapes) L.circle([+y, +x], { ...look, radius: km * 1000 }).addTo(marks);
    for (const [, text] of outlines) L.polygon(decoded(text), look).addTo(marks);
    if (!one.pin) return;
    const { latitude, longitude, libelle, precision } = one.pin;
    const label = element("div", [element("strong", libelle), element("div", dit("placé {precision}", { precision }))]);
    L.circleMarker([latitude, longitude], { radius: 8, color: "#fff", weight: 2, fillColor: "#0b5d66", fillOpacity: 1 })
      .bindTooltip(label, { permanent: true, direction: "top", offset: [0, -8], className: "citeoscope-epingle" }).addTo(marks);
  }
  map.on("citeoscope:peint", remind);
}

// The same signs as in shapes.py: five bits each, one of the second half of the alphabet goes on.
function decoded(text) {
  const signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_.", steps = [];
  let whole = 0, bits = 0;
  for (const sign of text) {
    const value = signs.indexOf(sign);
    whole += (value % 32) * 2 ** bits;
    bits += 5;
    if (value >= 32) continue;
    steps.push(whole % 2 ? -(whole + 1) / 2 : whole / 2);
    whole = bits = 0;
  }
  let x = 0, y = 0;
  return Array.from({ length: Math.floor(steps.length / 2) }, (_, i) => {
    x += steps[2 * i];
    y += steps[2 * i + 1];
    return [y * 1e-4, x * 1e-4];
  });
}

// Asks where an address is. It is posted: no log of addresses holds it.
export async function locate(words) {
  const answer = await fetch(spoken(new URL("../adresses.json", import.meta.url)), { method: "POST", body: JSON.stringify({ adresse: words }) }).catch(() => null);
  if (!answer) return { places: [], wrong: dit("Le serveur ne répond pas. Réessayez.") };
  const told = await answer.json().catch(() => ({}));
  return answer.ok ? { places: told, wrong: "" } : { places: [], wrong: told.erreur || dit("La recherche d’adresses n’a pas répondu.") };
}
