/* Points of the layers: which are kept by the filters, which stand so close that they are drawn as one, how they look.
 * Everything here is computed in the browser from the points fetched once; the card of a point is in fiche.js. */
(function () {
  "use strict";

  const citeoscope = (window.citeoscope = window.citeoscope || {}), { dit } = citeoscope;
  const CELL = (zoom) => (zoom < 7.5 ? 76 : 48); // pixels: points of one cell are drawn as one; far away, fewer stand over the map
  const APART = 13; // pixels: two or three points farther than that from one another are drawn each
  const ROW = 17; // height of the line of a layer in a group
  const NAMED = 8; // names told of a group

  /* ---- which points ---- */

  // The points of a layer that lie in the territory, and of them those that the filters keep.
  function placed(overlay, asset, xy, home) {
    const wanted = Object.entries(overlay.kept || {})
      .filter(([field]) => asset.fields && asset.fields[field])
      .map(([field, values]) => [asset.fields[field].of, new Set(values.map((value) => asset.fields[field].values.indexOf(value)))]);
    const here = [], kept = [];
    asset.names.forEach((name, i) => {
      const x = xy[2 * i], y = xy[2 * i + 1];
      if (!home(asset.communes[i], x, y)) return;
      const point = { name, note: asset.notes[i], commune: asset.communes[i], overlay, x, y, asset, i };
      here.push(point);
      if (wanted.every(([of, ranks]) => of[i].some((rank) => ranks.has(rank)))) kept.push(point);
    });
    return { overlay, here, kept };
  }

  // How many points of the territory have each value of a field, most first.
  function facet({ here }, field) {
    const counts = new Map();
    for (const { asset, i } of here) {
      const told = asset.fields && asset.fields[field];
      if (told) for (const rank of told.of[i]) counts.set(told.values[rank], (counts.get(told.values[rank]) || 0) + 1);
    }
    return Array.from(counts).sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], "fr"));
  }

  const text = (point, name) => (point.asset.texts && point.asset.texts[name] ? point.asset.texts[name].values[point.asset.texts[name].of[point.i]] : "");
  const values = (point, field) => (point.asset.fields && point.asset.fields[field] ? point.asset.fields[field].of[point.i].map((rank) => point.asset.fields[field].values[rank]) : []);

  /* ---- those that are drawn as one ---- */

  // By cells of the world, so that a group stays the same while the map is moved.
  function grouped(points, zoom) {
    const scale = 256 * Math.pow(2, zoom), cell = CELL(zoom), cells = new Map();
    for (const point of points) {
      const key = Math.floor((point.x * scale) / cell) * 4194304 + Math.floor((point.y * scale) / cell);
      const held = cells.get(key);
      if (held) held.push(point); else cells.set(key, [point]);
    }
    const groups = [];
    for (const members of joined(cells, scale, cell * 0.7)) {
      if (members.length <= 3 && far(members, scale)) for (const point of members) groups.push(group([point]));
      else groups.push(group(members));
    }
    return groups.sort((a, b) => b.points.length - a.points.length);
  }

  // A border of cells may part what is close: a group takes in the smaller ones around it that it would cover.
  function joined(cells, scale, near) {
    const order = Array.from(cells.entries()).sort((a, b) => b[1].length - a[1].length), taken = new Set(), found = [];
    for (const [key, members] of order) {
      if (taken.has(key)) continue;
      taken.add(key);
      const own = middle(members), all = members.slice();
      for (const next of [-1, 1, -4194304, 4194304, -4194305, -4194303, 4194303, 4194305]) {
        const other = cells.get(key + next);
        if (!other || taken.has(key + next)) continue;
        const its = middle(other);
        if (Math.hypot(own.x - its.x, own.y - its.y) * scale > near) continue;
        taken.add(key + next);
        all.push(...other);
      }
      found.push(all);
    }
    return found;
  }

  function far(members, scale) {
    return members.every((a, n) => members.every((b, m) => m <= n || Math.hypot(a.x - b.x, a.y - b.y) * scale > APART));
  }

  function middle(members) {
    let x = 0, y = 0;
    for (const point of members) { x += point.x; y += point.y; }
    return { x: x / members.length, y: y / members.length };
  }

  function group(members) {
    const byLayer = new Map();
    for (const point of members) {
      const told = byLayer.get(point.overlay);
      if (told) told.push(point); else byLayer.set(point.overlay, [point]);
    }
    const layers = Array.from(byLayer, ([overlay, points]) => ({ overlay, points }));
    return { ...middle(members), points: members, layers, overlay: layers[0].overlay, name: members[0].name, commune: members[0].commune };
  }

  // Kept until the points or the zoom change.
  function groupsOf(state, zoom) {
    const last = state.grouped;
    if (!last || last.points !== state.points || last.zoom !== zoom) state.grouped = { points: state.points, zoom, groups: grouped(state.points, zoom) };
    return state.grouped.groups;
  }

  /* ---- how they look ---- */

  const SHAPES = {
    circle: (pen, x, y, r) => pen.arc(x, y, r, 0, 7),
    square: (pen, x, y, r) => pen.rect(x - r * 0.88, y - r * 0.88, r * 1.76, r * 1.76),
    diamond: (pen, x, y, r) => poly(pen, x, y, r * 1.25, [0, 1, 2, 3], 4),
    triangle: (pen, x, y, r) => poly(pen, x, y, r * 1.25, [0, 1, 2], 3),
    hexagon: (pen, x, y, r) => poly(pen, x, y, r * 1.1, [0, 1, 2, 3, 4, 5], 6),
    star: (pen, x, y, r) => poly(pen, x, y, r * 1.4, [0, 2, 4, 1, 3], 5),
  };

  function poly(pen, x, y, r, order, sides) {
    order.forEach((corner, rank) => {
      const angle = (2 * Math.PI * corner) / sides - Math.PI / 2;
      pen[rank ? "lineTo" : "moveTo"](x + r * Math.cos(angle), y + r * Math.sin(angle));
    });
    pen.closePath();
  }

  function symbol(pen, { shape, color }, x, y, r) {
    pen.beginPath();
    (SHAPES[shape] || SHAPES.circle)(pen, x, y, r);
    pen.strokeStyle = "#fff";
    pen.lineWidth = r > 3 ? 1.6 : 1;
    pen.stroke();
    pen.fillStyle = color;
    pen.fill();
  }

  // The same mark in a text: legend, card, list.
  function mark({ shape, color }) {
    const side = 14, ratio = 2, canvas = document.createElement("canvas");
    canvas.width = canvas.height = side * ratio;
    canvas.className = "citeoscope-marque";
    canvas.setAttribute("aria-hidden", "true");
    const pen = canvas.getContext("2d");
    pen.scale(ratio, ratio);
    symbol(pen, { shape, color }, side / 2, side / 2 + (shape === "triangle" ? 1 : 0), 4.6);
    return canvas;
  }

  const number = (count) => count.toLocaleString(citeoscope.locale || "fr-FR").replace(/\s/g, "\u202f");
  const radius = (zoom) => Math.max(3, Math.min(6.5, 2.6 + (zoom - 8) * 0.75));

  // Half width and half height, in pixels, of what a group takes on the map.
  function size(one, zoom) {
    if (one.points.length === 1) return [radius(zoom), radius(zoom)];
    const digits = Math.max(...one.layers.map(({ points }) => (points.length > 1 ? number(points.length).length : 0)));
    return [(20 + (digits ? 4 + digits * 6.6 : 0)) / 2, (one.layers.length * ROW + 2) / 2];
  }

  function draw(pen, f, state, css) {
    const inside = groupsOf(state, f.zoom).filter((one) => {
      const x = one.x * f.scale - f.left, y = one.y * f.scale - f.top;
      return x >= -60 && y >= -60 && x <= f.width + 60 && y <= f.height + 60;
    });
    pen.font = "600 11px system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif";
    pen.textBaseline = "middle";
    const paper = css("--bulle"), ink = css("--texte"), edge = css("--absent-trait");
    for (const one of inside.reverse()) { // the largest are on top
      const x = one.x * f.scale - f.left, y = one.y * f.scale - f.top, [w, h] = size(one, f.zoom), over = one === state.hover || one === state.opened;
      if (one.points.length === 1) {
        symbol(pen, one.overlay, x, y, radius(f.zoom) + (over ? 2 : 0));
        continue;
      }
      pen.beginPath();
      pen.roundRect(x - w, y - h, 2 * w, 2 * h, 8);
      pen.fillStyle = paper;
      pen.fill();
      pen.strokeStyle = over ? ink : edge;
      pen.lineWidth = over ? 2 : 1;
      pen.stroke();
      one.layers.forEach(({ overlay, points }, n) => {
        const line = y - h + 1 + ROW * (n + 0.5);
        symbol(pen, overlay, x - w + 10, line, 4.6);
        pen.fillStyle = ink;
        if (points.length > 1) pen.fillText(number(points.length), x - w + 18, line + 0.5);
      });
    }
  }

  function at(state, x, y, zoom) {
    const scale = 256 * Math.pow(2, zoom);
    return groupsOf(state, zoom).find((one) => {
      const [w, h] = size(one, zoom);
      return Math.abs(one.x - x) * scale <= w + 3 && Math.abs(one.y - y) * scale <= h + 3;
    }) || null;
  }

  /* ---- what is told of them ---- */

  function node(kind, said) {
    const element = document.createElement("div");
    element.className = "citeoscope-" + kind;
    element.textContent = said;
    return element;
  }

  function describe(one) {
    const content = document.createElement("div"), [first] = one.points;
    if (one.points.length === 1) {
      content.append(node("nom", first.name), node("detail", first.overlay.label));
      if (first.note) content.append(node("detail", first.note));
      return content;
    }
    for (const { overlay, points } of one.layers) content.append(node("nom", `${number(points.length)} · ${overlay.label}`));
    one.points.slice(0, NAMED).forEach((point) => content.append(node("detail", point.name)));
    const more = one.points.length - NAMED;
    if (more > 0) content.append(node("detail", more === 1 ? dit("et 1 autre") : dit("et {count} autres", { count: number(more) })));
    return content;
  }

  // Whether zooming in can part the points of a group.
  function parts(one, zoom) {
    const scale = 256 * Math.pow(2, zoom), xs = one.points.map(({ x }) => x), ys = one.points.map(({ y }) => y);
    return (Math.max(...xs) - Math.min(...xs)) * scale > APART || (Math.max(...ys) - Math.min(...ys)) * scale > APART;
  }

  citeoscope.points = { placed, facet, text, values, grouped, draw, at, describe, parts, mark, number };
})();
