/* The values-only map: outlines are fetched once, a change of indicator sends one character per territory.
 *
 * Two canvases: `Fill` (territories, coloured by class) and `Marks` (points, hovered and selected outlines), so that a
 * move of the pointer never redraws the territories. Texts come from data: they are only ever written as textContent. */
(function () {
  "use strict";

  const WORDS = { s: "secret statistique", m: "pas de donnée", n: "sans objet", a: "non agrégeable", ".": "hors du territoire choisi" };
  const EMPTY = { assets: [], classes: "", palette: [], words: {}, overlays: [], view: "", indicator: "" };
  const cache = new Map(); // url -> promise of a decoded asset
  const state = { map: null, payload: EMPTY, territories: [], points: [], values: null, hover: null, selected: null, turn: 0 };
  const api = { drawn: 0, ready: Promise.resolve(), state: state };
  window.citeoscope = api;

  /* ---- assets ---- */

  function get(url) {
    if (!cache.has(url)) {
      const answer = fetch(url).then((response) => {
        if (!response.ok) throw new Error(response.status + " " + url);
        return response.json();
      });
      answer.catch(() => cache.delete(url)); // a failure is tried again at the next paint
      cache.set(url, answer);
    }
    return cache.get(url);
  }

  // A saved map brings its assets with it.
  api.provide = (assets) => Object.entries(assets).forEach(([url, body]) => cache.set(url, Promise.resolve(body)));

  const mercator = (latitude) => 0.5 - Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) / (2 * Math.PI);

  function project(asset) {
    const flat = new Float64Array(asset.xy.length);
    let x = 0, y = 0;
    for (let i = 0; i < flat.length; i += 2) {
      flat[i] = (x += asset.xy[i]) * asset.q / 360 + 0.5;
      flat[i + 1] = mercator((y += asset.xy[i + 1]) * asset.q);
    }
    return flat;
  }

  function decodeOutlines(asset) {
    if (asset.decoded) return asset.decoded;
    const xy = project(asset);
    let ring = 0, at = 0;
    asset.decoded = asset.codes.map((code, index) => {
      const territory = { code, name: asset.names[index], rings: [], box: [Infinity, Infinity, -Infinity, -Infinity], mark: "." };
      const box = territory.box;
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
    asset.decoded = asset.decoded || project(asset);
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

  const territoryAt = (x, y) => state.territories.find((territory) => holds(territory, x, y)) || null;

  /* ---- drawing ---- */

  const Layer = L.Renderer.extend({
    options: { padding: 0.15 },
    _initContainer() {
      this._container = L.DomUtil.create("canvas", "");
      this._context = this._container.getContext("2d");
    },
    _destroyContainer() {
      L.DomUtil.remove(this._container);
      delete this._container;
    },
    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      const size = this._bounds.getSize(), ratio = window.devicePixelRatio || 1;
      L.DomUtil.setPosition(this._container, this._bounds.min);
      Object.assign(this._container, { width: size.x * ratio, height: size.y * ratio });
      Object.assign(this._container.style, { width: size.x + "px", height: size.y + "px" });
      this._context.setTransform(ratio, 0, 0, ratio, 0, 0);
      this.draw();
    },
    // World coordinates (0 to 1) to pixels of this canvas: x * scale - left, y * scale - top.
    frame() {
      const origin = this._map.getPixelOrigin().add(this._bounds.min), size = this._bounds.getSize();
      const scale = 256 * Math.pow(2, this._map.getZoom());
      return { scale, left: origin.x, top: origin.y, width: size.x, height: size.y, zoom: this._map.getZoom() };
    },
    draw() {
      const frame = this.frame();
      this._context.clearRect(0, 0, frame.width, frame.height);
      this.paint(this._context, frame);
    },
  });

  function visible(box, f) {
    return box[2] * f.scale >= f.left && box[0] * f.scale <= f.left + f.width && box[3] * f.scale >= f.top && box[1] * f.scale <= f.top + f.height;
  }

  function trace(path, territory, f, finest) {
    const { scale, left, top } = f;
    for (const p of territory.rings) {
      let x = p[0] * scale - left, y = p[1] * scale - top;
      path.moveTo(x, y);
      for (let i = 2; i < p.length; i += 2) {
        const nx = p[i] * scale - left, ny = p[i + 1] * scale - top;
        // Points closer than what can be seen are skipped.
        if (nx - x > finest || x - nx > finest || ny - y > finest || y - ny > finest) path.lineTo((x = nx), (y = ny));
      }
      path.closePath();
    }
  }

  function css(name) {
    return getComputedStyle(state.map.getContainer()).getPropertyValue(name).trim();
  }

  function pattern(context, letter) {
    const side = letter === "s" ? 6 : 5, ratio = window.devicePixelRatio || 1;
    const tile = document.createElement("canvas");
    tile.width = tile.height = side * ratio;
    const pen = tile.getContext("2d");
    pen.scale(ratio, ratio);
    pen.fillStyle = css("--absent");
    pen.fillRect(0, 0, side, side);
    pen.strokeStyle = pen.fillStyle = css("--absent-trait");
    pen.lineWidth = 1.1;
    pen.beginPath();
    if (letter === "s") for (const shift of [-side, 0, side]) { pen.moveTo(shift - 1, side + 1); pen.lineTo(shift + side + 1, -1); }
    if (letter === "m") pen.arc(side / 2, side / 2, 0.9, 0, 7);
    if (letter === "a") { pen.moveTo(0, side / 2); pen.lineTo(side, side / 2); pen.moveTo(side / 2, 0); pen.lineTo(side / 2, side); }
    if (letter === "m") pen.fill(); else pen.stroke();
    const made = context.createPattern(tile, "repeat");
    made.setTransform(new DOMMatrix().scale(1 / ratio));
    return made;
  }

  const fill = new (Layer.extend({
    paint(context, f) {
      const finest = f.zoom < 8 ? 0.7 : 0.35, groups = new Map();
      let drawn = 0;
      for (const territory of state.territories) {
        if (!visible(territory.box, f)) continue;
        if (!groups.has(territory.mark)) groups.set(territory.mark, new Path2D());
        trace(groups.get(territory.mark), territory, f, finest);
        drawn++;
      }
      const fine = state.size > 30 && f.zoom < 8.5;
      context.lineJoin = "round";
      context.globalAlpha = state.payload.base ? 0.78 : 1;
      for (const [mark, path] of groups) {
        const outside = mark === ".";
        if (outside && state.payload.base) continue;
        const style = outside ? css("--hors") : state.payload.palette[+mark] || pattern(context, mark);
        context.fillStyle = style;
        context.fill(path, "evenodd");
        // Far away a border would be wider than the commune: a stroke of its own colour only closes the seams.
        context.strokeStyle = fine ? style : css(outside ? "--hors-trait" : "--trait");
        context.lineWidth = fine ? 0.6 : Math.min(0.5 + Math.max(f.zoom - 8, 0) * 0.14, 1.2);
        context.stroke(path);
      }
      context.globalAlpha = 1;
      api.drawn = drawn;
    },
  }))();

  const SHAPES = {
    circle: (pen, x, y, r) => pen.arc(x, y, r, 0, 7),
    square: (pen, x, y, r) => pen.rect(x - r * 0.88, y - r * 0.88, r * 1.76, r * 1.76),
    diamond: (pen, x, y, r) => poly(pen, x, y, r * 1.25, [0, 1, 2, 3], 4, 0),
    triangle: (pen, x, y, r) => poly(pen, x, y, r * 1.25, [0, 1, 2], 3, 0),
    hexagon: (pen, x, y, r) => poly(pen, x, y, r * 1.1, [0, 1, 2, 3, 4, 5], 6, 0),
    star: (pen, x, y, r) => poly(pen, x, y, r * 1.4, [0, 2, 4, 1, 3], 5, 0),
  };

  function poly(pen, x, y, r, order, sides) {
    order.forEach((corner, rank) => {
      const angle = (2 * Math.PI * corner) / sides - Math.PI / 2;
      pen[rank ? "lineTo" : "moveTo"](x + r * Math.cos(angle), y + r * Math.sin(angle));
    });
    pen.closePath();
  }

  const radius = (zoom) => Math.max(2.2, Math.min(6.5, 2.2 + (zoom - 8) * 0.75));

  const marks = new (Layer.extend({
    outline(context, f, territory, width) {
      const path = new Path2D();
      trace(path, territory, f, 0.3);
      for (const [color, extra] of [[css("--halo"), 2.4], [css("--choisi"), 0]]) {
        context.strokeStyle = color;
        context.lineWidth = width + extra;
        context.stroke(path);
      }
    },
    paint(context, f) {
      context.lineJoin = "round";
      if (state.selected) this.outline(context, f, state.selected, 2.2);
      if (state.hover && state.hover.rings && state.hover !== state.selected) this.outline(context, f, state.hover, 1.4);
      const r = radius(f.zoom);
      for (const point of state.points) {
        const x = point.x * f.scale - f.left, y = point.y * f.scale - f.top;
        if (x < -r || y < -r || x > f.width + r || y > f.height + r) continue;
        context.beginPath();
        (SHAPES[point.overlay.shape] || SHAPES.circle)(context, x, y, point === state.hover ? r + 2 : r);
        context.strokeStyle = "#fff";
        context.lineWidth = r > 3 ? 1.6 : 1;
        context.stroke();
        context.fillStyle = point.overlay.color;
        context.fill();
      }
    },
  }))();

  /* ---- what the pointer is on ---- */

  function node(kind, text) {
    const element = document.createElement("div");
    element.className = "citeoscope-" + kind;
    element.textContent = text;
    return element;
  }

  function describe(target) {
    const { payload, values } = state, content = document.createElement("div");
    content.append(node("nom", target.name));
    if (target.overlay) {
      content.append(node("detail", target.overlay.label));
      if (target.note) content.append(node("detail", target.note));
      return content;
    }
    if (target.mark === ".") content.append(node("detail", WORDS["."]));
    else {
      const text = (values && values.get(target.code)) || payload.words[target.mark] || WORDS[target.mark] || "";
      content.append(node("valeur", text), node("detail", payload.label || ""));
    }
    return content;
  }

  function loadValues() {
    const { payload } = state, turn = state.turn;
    if (state.values || state.asked === turn || !(payload.valuesUrl || payload.values)) return;
    state.asked = turn;
    Promise.resolve(payload.values || get(payload.valuesUrl)).then((rows) => {
      if (turn !== state.turn) return;
      const pairs = Array.isArray(rows) ? rows.map((row) => [row[0], row.length > 3 ? row[3] : row[1]]) : Object.entries(rows);
      state.values = new Map(pairs);
      if (state.hover && state.tip) state.tip.setContent(describe(state.hover));
    }).catch(() => {}); // without exact values the class is still told
  }

  function targetAt(event) {
    const world = state.map.project(event.latlng, 0), x = world.x / 256, y = world.y / 256;
    const near = (radius(state.map.getZoom()) + 3) / (256 * Math.pow(2, state.map.getZoom()));
    for (let i = state.points.length - 1; i >= 0; i--) {
      const point = state.points[i];
      if (Math.abs(point.x - x) < near && Math.abs(point.y - y) < near) return point;
    }
    return territoryAt(x, y);
  }

  function hover(event) {
    const target = event ? targetAt(event) : null;
    if (target) state.tip.setLatLng(event.latlng);
    if (target === state.hover) return;
    state.hover = target;
    state.map.getContainer().classList.toggle("survol", !!target && target.mark !== ".");
    if (target) {
      loadValues();
      state.tip.setContent(describe(target));
      if (!state.map.hasLayer(state.tip)) state.tip.addTo(state.map);
    } else state.tip.remove();
    marks.draw();
  }

  function click(event) {
    let target = targetAt(event);
    if (target && target.overlay) {
      const place = target;
      target = state.territories.find((territory) => territory.code === place.commune) || territoryAt(place.x, place.y);
    }
    hover(event);
    if (!target || target.mark === ".") return;
    state.selected = target;
    marks.draw();
    const feature = { type: "Feature", properties: { code: target.code, name: target.name }, geometry: null };
    const shared = window.__GLOBAL_DATA__;
    if (shared && window.Streamlit) {
      const data = { last_active_drawing: feature };
      // st_folium compares with what was sent last: told here, it does not send the same click a second time.
      Object.assign(shared, { last_active_drawing: feature, previous_data: data });
      window.Streamlit.setComponentValue(data);
    }
    state.map.fire("citeoscope:choix", feature.properties);
  }

  /* ---- the two calls made from Python ---- */

  function theme() {
    const { payload, map } = state;
    const dark = typeof payload.dark === "boolean" ? payload.dark : matchMedia("(prefers-color-scheme: dark)").matches;
    map.getContainer().classList.toggle("sombre", dark);
  }

  // Creates the map. Its script never changes, so the frame that holds it is never made again.
  api.map = function (id) {
    const map = L.map(id, { center: [46.6, 2.5], zoom: 6, zoomControl: false, attributionControl: false, zoomSnap: 0.25, zoomDelta: 0.75, wheelPxPerZoomLevel: 90, minZoom: 2, maxZoom: 17 });
    state.map = map;
    const container = map.getContainer();
    container.classList.add("citeoscope");
    container.setAttribute("role", "application");
    container.setAttribute("aria-label", "Carte");
    L.control.zoom({ zoomInTitle: "Zoomer", zoomOutTitle: "Dézoomer" }).addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    state.credits = L.control.attribution({ prefix: false }).addTo(map);
    state.tip = L.tooltip({ direction: "auto", offset: [14, 0], opacity: 1 });
    theme();
    fill.addTo(map);
    marks.addTo(map);
    map.on("mousemove", hover).on("mouseout", () => hover(null)).on("movestart", () => hover(null)).on("click", click);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { theme(); fill.draw(); marks.draw(); });
    return map;
  };

  function base(wanted) {
    if (wanted && !state.base) {
      const layer = "LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&STYLE=normal&FORMAT=image/png&TILEMATRIXSET=PM";
      const address = "https://data.geopf.fr/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&" + layer + "&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}";
      state.base = L.tileLayer(address, { maxNativeZoom: 18, attribution: "Plan IGN", crossOrigin: true });
    }
    if (state.base) state.base[wanted ? "addTo" : "remove"](state.map);
  }

  function place(overlay, asset) {
    const xy = decodePoints(asset), byCode = new Map(state.territories.map((territory) => [territory.code, territory]));
    const points = [];
    asset.names.forEach((name, i) => {
      const x = xy[2 * i], y = xy[2 * i + 1], commune = asset.communes[i];
      const home = byCode.get(commune) || territoryAt(x, y);
      if (home && home.mark !== ".") points.push({ name, note: asset.notes[i], commune, overlay, x, y });
    });
    return points;
  }

  // Repaints. `payload` is documented in element.py.
  api.paint = function (payload) {
    payload = Object.assign({}, EMPTY, payload);
    const turn = ++state.turn;
    const assets = Promise.all(payload.assets.map(get));
    const overlays = Promise.all(payload.overlays.map((overlay) => get(overlay.url).catch(() => null)));
    api.ready = Promise.all([assets, overlays]).then(([bodies, layers]) => {
      if (turn !== state.turn) return; // a later paint has taken over
      const { map } = state, moved = payload.view !== state.payload.view;
      hover(null);
      Object.assign(state, { payload, values: null, territories: bodies.flatMap(decodeOutlines) });
      state.territories.forEach((territory, i) => { territory.mark = payload.classes[i] || "."; });
      state.size = state.territories.length;
      state.selected = (payload.selected && state.territories.find((territory) => territory.code === payload.selected)) || null;
      state.points = payload.overlays.flatMap((overlay, i) => (layers[i] ? place(overlay, layers[i]) : []));
      theme();
      base(payload.base);
      credit(payload.attribution);
      if (moved && payload.bounds) map.fitBounds(payload.bounds, { padding: [18, 18], animate: false });
      fill.draw();
      marks.draw();
      map.getContainer().setAttribute("aria-label", "Carte : " + (payload.label || payload.indicator));
      map.getContainer().setAttribute("data-citeoscope-view", payload.view + "|" + payload.indicator);
    });
    api.ready.catch((error) => {
      state.map.getContainer().setAttribute("data-citeoscope-error", String(error));
    });
    return api.ready;
  };

  function credit(text) {
    if (state.credit) state.credits.removeAttribution(state.credit);
    state.credit = text ? node("credit", text).innerHTML : ""; // Leaflet wants HTML: this is the escaped text
    if (state.credit) state.credits.addAttribution(state.credit);
  }
})();
