/* The values-only map: outlines are fetched once, a change of indicator sends one character per territory.
 * Texts come from data: they are only ever written as textContent. Drawing is in dessin.js.
 *
 * `citeoscope.create(element, tell)` makes a map; a page may have several. What is added to every map is a function in
 * `citeoscope.parts`: it receives the map as it is made, and listens to its Leaflet map: `citeoscope:peint` after each
 * paint, `citeoscope:choix` at a click on a territory. */
(function () {
  "use strict";

  const EMPTY = { assets: [], classes: "", palette: [], words: {}, overlays: [], view: "", indicator: "" };
  const api = window.citeoscope, { dit } = api;
  const WORDS = {
    s: () => dit("secret statistique"), m: () => dit("pas de donnée"), n: () => dit("sans objet"), a: () => dit("non agrégeable"),
    ".": () => dit("hors du territoire choisi"),
  };
  const cache = new Map(); // url -> promise of an asset
  const NARROW = 480; // pixels
  const KEPT = 80; // outlines, paints and values: what was not asked for longest is forgotten, the browser keeps it

  /* ---- assets ---- */

  function get(url) {
    const known = cache.get(url);
    if (known) return keep(url, known);
    const answer = fetch(url).then((response) => {
      if (!response.ok) throw new Error(response.status + " " + url);
      return response.json();
    });
    answer.catch(() => cache.delete(url)); // a failure is tried again at the next paint
    return keep(url, answer);
  }

  // What was kept last goes last.
  function keep(url, answer) {
    cache.delete(url);
    if (cache.size >= KEPT && !api.whole) cache.delete(cache.keys().next().value);
    cache.set(url, answer);
    return answer;
  }

  // A saved map brings its assets with it.
  api.provide = (assets) => (api.whole = true) && Object.entries(assets).forEach(([url, body]) => cache.set(url, Promise.resolve(body)));

  const mercator = (latitude) => 0.5 - Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) / (2 * Math.PI);

  function project(xy, quantum) {
    const flat = new Float64Array(xy.length);
    let x = 0, y = 0;
    for (let i = 0; i < flat.length; i += 2) {
      flat[i] = (x += xy[i]) * quantum / 360 + 0.5;
      flat[i + 1] = mercator((y += xy[i + 1]) * quantum);
    }
    return flat;
  }

  function decodeOutlines(asset) {
    if (asset.decoded) return asset.decoded;
    const xy = project(asset.xy, asset.q), centres = project(asset.centres, asset.q);
    let ring = 0, at = 0, centre = 0;
    asset.decoded = asset.codes.map((code, index) => {
      const territory = { code, name: asset.names[index], rings: [], box: [Infinity, Infinity, -Infinity, -Infinity] };
      const box = territory.box;
      if (asset.rings[index]) territory.centre = centres.subarray(centre, centre += 2);
      for (let n = 0; n < asset.rings[index]; n++) {
        const points = xy.subarray(at, at += 2 * asset.points[ring++]);
        territory.rings.push(points);
        for (let i = 0; i < points.length; i += 2) {
          if (points[i] < box[0]) box[0] = points[i];
          if (points[i] > box[2]) box[2] = points[i];
          if (points[i + 1] < box[1]) box[1] = points[i + 1];
          if (points[i + 1] > box[3]) box[3] = points[i + 1];
        }
      }
      return territory;
    });
    return asset.decoded;
  }

  function decodePoints(asset) {
    asset.decoded = asset.decoded || project(asset.xy, asset.q);
    return asset.decoded;
  }

  function holds(territory, x, y) {
    const box = territory.box;
    if (x < box[0] || x > box[2] || y < box[1] || y > box[3]) return false;
    let inside = false;
    for (const p of territory.rings) {
      for (let i = 0, j = p.length - 2; i < p.length; j = i, i += 2) {
        if (p[i + 1] > y !== p[j + 1] > y && x < ((p[j] - p[i]) * (y - p[i + 1])) / (p[j + 1] - p[i + 1]) + p[i]) inside = !inside;
      }
    }
    return inside;
  }

  function node(kind, text) {
    const element = document.createElement("div");
    element.className = "citeoscope-" + kind;
    element.textContent = text;
    return element;
  }

  // What the tooltip says of a row of values: one figure, or both of two indicators crossed.
  function told(row, names) {
    if (names) return `${names[0]} : ${row[3]}\n${names[1]} : ${row[6]}`;
    return row.length > 3 ? row[3] : row[1];
  }

  // The characters that a pair of classes may become: the same, in the same order, as in classes.py.
  const PACKED = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)).filter((c) => !"\"'\\<>&{}%#_".includes(c));
  const RANKS = new Map(PACKED.map((character, rank) => [character, rank]));

  function unpack(packed, symbols) {
    if (!symbols) return packed;
    const n = symbols.length;
    return Array.from(packed, (pair) => symbols[Math.floor(RANKS.get(pair) / n)] + symbols[RANKS.get(pair) % n]).join("");
  }

  // Radii come for each territory of class 0, outlined or not, in order: their first characters, then their second ones.
  function sized({ sizes, alphabet, steps, radius, least }, territories) {
    const found = [], half = sizes.length / 2, ranks = new Map(Array.from(alphabet, (character, rank) => [character, rank]));
    let at = 0;
    for (const territory of territories) {
      if (territory.mark !== "0") continue;
      const own = ((ranks.get(sizes[at]) * alphabet.length + ranks.get(sizes[half + at])) / steps) * radius;
      at++;
      // `dot`: how much of the least disc a smaller one would fill, 0 for a disc of its own size.
      const dot = own < least ? (own / least) ** 2 : 0;
      if (territory.centre) found.push(Object.assign(territory, { radius: Math.max(own, least), dot }));
    }
    return found.sort((a, b) => b.radius - a.radius);
  }

  // What an address gave is unpacked once: a year seen again costs nothing.
  async function whole(payload) {
    const drawn = payload.paint ? await get(payload.paint) : payload;
    if (drawn.symbols) Object.assign(drawn, { classes: unpack(drawn.classes, drawn.symbols), symbols: "" });
    return drawn;
  }

  /* ---- a map ---- */

  // Makes a map in an element. `tell(name, value)` reaches Python, where there is one behind the page.
  api.create = function (element, tell) {
    const state = { map: null, payload: EMPTY, territories: [], points: [], discs: [], values: null, hover: null, selected: null, turn: 0, drawn: 0 };
    const map = L.map(element, { center: [46.6, 2.5], zoom: 6, zoomControl: false, attributionControl: false, zoomSnap: 0.25, zoomDelta: 0.75, wheelPxPerZoomLevel: 90, minZoom: 2, maxZoom: 17 });
    state.map = map;
    const { fill, marks } = api.drawing(state);
    const one = { state, map, fill, marks, paint, get, keep, node, destroy, ready: Promise.resolve(), tell: tell || (() => {}) };
    tell = (name, value) => one.tell(name, value); // the page may give another way to reach Python at each of its runs
    const own = new Map(); // url -> territories of this map: outlines are shared, classes and discs are not

    function territories(url, asset) {
      if (!own.has(url)) own.set(url, decodeOutlines(asset).map((shape) => Object.assign({ shape, mark: ".", radius: 0 }, shape)));
      return own.get(url);
    }

    const territoryAt = (x, y) => state.territories.find((territory) => holds(territory, x, y)) || null;

    /* ---- what the pointer is on ---- */

    function describe(target) {
      const { payload, values } = state, content = document.createElement("div");
      if (target.points) return api.points.describe(target);
      content.append(node("nom", target.name));
      if (target.mark === ".") content.append(node("detail", WORDS["."]()));
      else {
        const text = (values && values.get(target.code)) || payload.words[target.mark] || WORDS[target.mark]?.() || "";
        content.append(node("valeur", text), node("detail", (payload.looks && values && payload.words[target.mark]) || payload.label || ""));
      }
      return content;
    }

    function loadValues() {
      const { payload } = state, turn = state.turn;
      if (state.values || state.asked === turn || !(payload.valuesUrl || payload.values)) return;
      state.asked = turn;
      Promise.resolve(payload.values || get(payload.valuesUrl)).then((rows) => {
        if (turn !== state.turn) return;
        const pairs = Array.isArray(rows) ? rows.map((row) => [row[0], told(row, payload.crossed)]) : Object.entries(rows);
        state.values = new Map(pairs);
        if (state.hover && state.tip) state.tip.setContent(describe(state.hover));
      }).catch(() => {}); // without exact values the class is still told
    }

    function targetAt(event) {
      const world = map.project(event.latlng, 0), x = world.x / 256, y = world.y / 256;
      const point = api.points.at(state, x, y, map.getZoom());
      if (point) return point;
      return discAt(x, y) || territoryAt(x, y);
    }

    // The smallest discs are on top: what is seen under the pointer is what is told.
    function discAt(x, y) {
      const world = 256 * Math.pow(2, map.getZoom());
      for (let i = state.discs.length - 1; i >= 0; i--) {
        const { centre, radius, dot } = state.discs[i];
        if (!dot && Math.hypot(centre[0] - x, centre[1] - y) * world <= radius) return state.discs[i];
      }
      return null;
    }

    function hover(event) {
      const target = event ? targetAt(event) : null;
      if (target) state.tip.setLatLng(event.latlng);
      if (target === state.hover) return;
      state.hover = target;
      map.getContainer().classList.toggle("survol", !!target && target.mark !== ".");
      if (target) {
        loadValues();
        state.tip.setContent(describe(target));
        if (!map.hasLayer(state.tip)) state.tip.addTo(map);
        // Beside a finger there is no room on a narrow map: it stands at the foot of it.
        if (map.getSize().x < NARROW) map.getContainer().append(state.tip.getElement());
      } else state.tip.remove();
      marks.draw();
    }

    function click(event) {
      if (one.busy) return; // the click is for a tool of the map
      const target = targetAt(event);
      hover(event);
      if (target && target.points) return one.openGroup(target);
      if (!target || target.mark === ".") return;
      state.selected = target;
      marks.draw();
      const chosen = { code: target.code, name: target.name };
      tell("chosen", chosen.code);
      map.fire("citeoscope:choix", chosen);
    }

    /* ---- what is painted ---- */

    function theme() {
      const { payload } = state;
      const dark = typeof payload.dark === "boolean" ? payload.dark : matchMedia("(prefers-color-scheme: dark)").matches;
      map.getContainer().classList.toggle("sombre", dark);
    }

    function base(wanted) {
      if (wanted && !state.base) {
        const layer = "LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&STYLE=normal&FORMAT=image/png&TILEMATRIXSET=PM";
        const address = "https://data.geopf.fr/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&" + layer + "&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}";
        state.base = L.tileLayer(address, { maxNativeZoom: 18, attribution: "Plan IGN", crossOrigin: true });
      }
      if (state.base) state.base[wanted ? "addTo" : "remove"](map);
    }

    // Which points lie in the territory hangs on its outlines and on the layers: found once while both stay, so that what
    // is opened on them stays too.
    function place(layers) {
      const { payload, territories } = state, marks = territories.map(({ mark }) => (mark === "." ? "." : "1")).join("");
      const key = JSON.stringify([payload.assets, payload.overlays, layers.map(Boolean), marks]);
      if (key === state.placed) return;
      state.placed = key;
      const byCode = new Map(territories.map((territory) => [territory.code, territory]));
      const extent = territories.reduce(([w, n, e, s], { mark, box }) =>
        mark === "." ? [w, n, e, s] : [Math.min(w, box[0]), Math.min(n, box[1]), Math.max(e, box[2]), Math.max(s, box[3])], [1, 1, 0, 0]);
      const home = (commune, x, y) => {
        const known = byCode.get(commune);
        if (!known && (x < extent[0] || y < extent[1] || x > extent[2] || y > extent[3])) return false;
        const found = known || territoryAt(x, y);
        return !!found && found.mark !== ".";
      };
      state.layers = layers.flatMap((asset, i) => (asset ? [api.points.placed(payload.overlays[i], asset, decodePoints(asset), home)] : []));
      state.points = state.layers.flatMap(({ kept }) => kept);
    }

    // Repaints. `payload` is documented in picture.py; how territories are drawn is in it, or at the address it gives.
    function paint(payload) {
      payload = Object.assign({}, EMPTY, payload);
      const turn = ++state.turn;
      const overlays = Promise.all(payload.overlays.map((overlay) => get(overlay.url).catch(() => null)));
      one.ready = whole(payload).then((drawn) => Promise.all([drawn, Promise.all(drawn.assets.map(get)), overlays])).then(([drawn, bodies, layers]) => {
        if (turn !== state.turn) return; // a later paint has taken over
        payload = Object.assign({}, payload, drawn);
        const moved = (payload.place || payload.view) !== (state.payload.place || state.payload.view);
        if (moved) hover(null);
        Object.assign(state, { payload, values: null, territories: payload.assets.flatMap((url, i) => territories(url, bodies[i])) });
        state.territories.forEach((territory, i) => { territory.mark = payload.classes[i] || "."; });
        state.size = state.territories.length;
        state.territories.forEach((territory) => { territory.radius = 0; });
        state.discs = payload.discs ? sized(payload.discs, state.territories) : [];
        state.selected = (payload.selected && state.territories.find((territory) => territory.code === payload.selected)) || null;
        place(layers);
        if (state.hover && state.hover.points) hover(null); // what it was on may be another group now
        if (state.hover) {
          loadValues();
          state.tip.setContent(describe(state.hover));
        }
        theme();
        base(payload.base);
        credit(payload.attribution);
        if (moved) once(fit);
        fill.draw();
        marks.draw();
        map.getContainer().setAttribute("aria-label", dit("Carte : {label}", { label: payload.label || payload.indicator }));
        map.getContainer().setAttribute("data-citeoscope-view", payload.view + "|" + payload.indicator);
        map.fire("citeoscope:peint", { payload });
      });
      one.ready.catch((error) => map.getContainer().setAttribute("data-citeoscope-error", String(error)));
      return one.ready;
    }

    // A change of place is told to the drawings twice: they are drawn once, when all is in place.
    function once(move) {
      fill.held = marks.held = true;
      try {
        move();
      } finally {
        fill.held = marks.held = false;
      }
    }

    // A map that is not on the screen has no size: it is put in place once it has one.
    function fit() {
      map.invalidateSize({ animate: false, pan: false });
      const size = map.getSize();
      state.unseen = !size.x || !size.y;
      if (state.unseen || !state.payload.bounds) return;
      state.fitted = 0;
      map.fitBounds(state.payload.bounds, { paddingTopLeft: [18, map.getSize().x < NARROW ? 18 : one.headroom || 18], paddingBottomRight: covered(), animate: false });
      state.fitted = map.getZoom();
    }

    // What a legend or a wide line of sources laid over the map hides: at the right, or at the bottom of a narrow screen.
    function covered() {
      const container = map.getContainer(), panel = container.querySelector(".citeoscope-panneau");
      const credits = state.credits.getContainer();
      if (!panel) return [18, credits.offsetWidth > container.clientWidth / 2 ? Math.max(18, credits.offsetHeight + 6) : 18];
      const narrow = panel.offsetWidth > container.clientWidth / 2;
      return narrow ? [18, panel.offsetHeight + 36] : [panel.offsetWidth + 26, 18];
    }

    function credit(text) {
      if (state.credit) state.credits.removeAttribution(state.credit);
      state.credit = text ? node("credit", text).innerHTML : ""; // Leaflet wants HTML: this is the escaped text
      if (state.credit) state.credits.addAttribution(state.credit);
    }

    /* ---- its life ---- */

    const dark = matchMedia("(prefers-color-scheme: dark)");
    const touched = matchMedia("(hover: none)"); // a finger that is lifted goes nowhere: what it told stays
    const darkened = () => { theme(); fill.draw(); marks.draw(); };
    // Hidden then shown, or made wider: the map follows what holds it.
    const watch = new ResizeObserver(() => (state.unseen ? fit() : map.invalidateSize({ animate: false, pan: false })));

    function destroy() {
      watch.disconnect();
      dark.removeEventListener("change", darkened);
      state.turn++; // a paint on its way finds no map
      living.delete(one);
      map.remove();
    }

    const container = map.getContainer();
    container.classList.add("citeoscope");
    container.setAttribute("role", "application");
    container.setAttribute("aria-label", dit("Carte"));
    L.control.zoom({ zoomInTitle: dit("Zoomer"), zoomOutTitle: dit("Dézoomer") }).addTo(map);
    const home = L.control({ position: "topleft" });
    home.onAdd = () => {
      const bar = L.DomUtil.create("div", "leaflet-bar"), link = L.DomUtil.create("a", "citeoscope-recentrer", bar);
      Object.assign(link, { href: "#", title: dit("Recentrer"), textContent: "⌂" });
      link.setAttribute("role", "button");
      link.setAttribute("aria-label", dit("Recentrer la carte sur le territoire"));
      L.DomEvent.disableClickPropagation(bar);
      L.DomEvent.on(link, "click", (event) => { L.DomEvent.preventDefault(event); fit(); });
      return bar;
    };
    home.addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    const north = L.control({ position: "bottomleft" });
    north.onAdd = () => Object.assign(node("nord", "N"), { title: dit("Le nord est en haut") });
    north.addTo(map);
    state.credits = L.control.attribution({ prefix: false }).addTo(map);
    // `permanent`: otherwise a tap closes what it has just opened.
    state.tip = L.tooltip({ direction: "auto", offset: [14, 0], opacity: 1, permanent: true });
    theme();
    fill.addTo(map);
    marks.addTo(map);
    map.on("mousemove", hover).on("mouseout", () => touched.matches || hover(null)).on("movestart", () => hover(null)).on("click", click);
    dark.addEventListener("change", darkened);
    watch.observe(container);
    living.add(one);
    api.parts.forEach((part) => part(one));
    return one;
  };

  /* ---- a page that has one map: a notebook, a saved file ---- */

  const living = new Set();
  const latest = () => Array.from(living).pop();
  api.parts = api.parts || [];
  api.living = living;
  api.map = (id) => api.create(id).map;
  api.paint = (payload) => latest().paint(payload);
  Object.defineProperty(api, "state", { get: () => (latest() || {}).state });
  Object.defineProperty(api, "ready", { get: () => (latest() || {}).ready });
  Object.defineProperty(api, "drawn", { get: () => (latest() || {}).state?.drawn });
})();
