/* The card of a point, and the list of the points that stand at one place: a panel over the map, read with the keyboard.
 * A part of every map (see carte.js). Texts come from lists: they are only ever written as textContent. */
(function () {
  "use strict";

  const citeoscope = (window.citeoscope = window.citeoscope || {});
  const { points, dit } = citeoscope;

  function element(kind, content, ...classes) {
    const made = document.createElement(kind);
    made.classList.add(...classes);
    if (typeof content === "string") made.textContent = content;
    else made.append(...(content || []));
    return made;
  }

  function button(said, action) {
    const made = element("button", said);
    made.type = "button";
    made.onclick = action;
    return made;
  }

  function link(said, address) {
    const made = element("a", said);
    made.href = address;
    if (/^https?:/.test(address)) Object.assign(made, { target: "_blank", rel: "noopener noreferrer" });
    return made;
  }

  // What is known of a point: its name, what it is, who says so and when.
  function card(point) {
    const { overlay, asset, i } = point, body = [];
    body.push(element("p", [points.mark(overlay), overlay.label], "couche"));
    for (const [field, label] of Object.entries(overlay.fields || {})) {
      const told = points.values(point, field);
      if (told.length) body.push(element("p", `${label} : ${told.join(", ")}`));
    }
    if (point.note) body.push(element("p", point.note));
    const date = points.text(point, "date"), source = points.text(point, "source");
    if (source || date) body.push(element("p", [source, date].filter(Boolean).join(" · "), "note"));
    const links = [];
    if (overlay.card && asset.ids) links.push(link(dit("Ouvrir sa fiche"), overlay.card + encodeURIComponent(asset.ids[i])));
    const web = points.text(point, "url");
    if (/^https?:\/\//.test(web)) links.push(link(dit("Site ou source"), web));
    if (links.length) body.push(element("p", links, "liens"));
    return body;
  }

  function part(one) {
    const { state, map } = one, container = map.getContainer();
    let panel = null, before = null;

    function close() {
      if (!panel) return;
      panel.remove();
      panel = state.opened = null;
      one.marks.draw();
      if (before && before.isConnected) before.focus();
    }

    function show(title, body) {
      if (!panel) {
        before = document.activeElement;
        panel = container.appendChild(element("section", [], "citeoscope-lieu"));
        L.DomEvent.disableClickPropagation(panel).disableScrollPropagation(panel);
        panel.onkeydown = (event) => { if (event.key === "Escape") { event.stopPropagation(); close(); } };
      }
      const head = element("h3", title);
      head.tabIndex = -1;
      const shut = button("×", close);
      shut.setAttribute("aria-label", dit("Fermer"));
      shut.className = "fermer";
      panel.setAttribute("aria-label", title);
      panel.replaceChildren(shut, head, ...body);
      panel.scrollTop = 0;
      head.focus({ preventScroll: true });
    }

    function list(group) {
      const rows = group.points.map((point) => element("li", [
        button("", () => show(point.name, [button(dit("Retour à la liste"), () => list(group)), ...card(point)])),
      ]));
      rows.forEach((row, n) => row.firstChild.append(points.mark(group.points[n].overlay), group.points[n].name));
      const commune = group.points.every(({ asset, i }) => (asset.approximate || []).includes(i));
      const said = commune ? dit("Connus par leur commune seulement : ils sont placés ensemble en son milieu.") : "";
      show(dit("{count} points au même endroit", { count: points.number(group.points.length) }), [element("p", said, "note"), element("ul", rows)]);
    }

    // Opens what stands at a place: nearer if that parts the points, the card of one, the list of several.
    function open(group) {
      const [first] = group.points;
      if (group.points.length > 1 && map.getZoom() < map.getMaxZoom() && points.parts(group, map.getMaxZoom())) {
        close();
        const world = (x, y) => map.unproject(L.point(x * 256, y * 256), 0);
        const box = L.latLngBounds(group.points.map(({ x, y }) => world(x, y)));
        const zoom = Math.max(map.getBoundsZoom(box.pad(0.2)), map.getZoom() + 1);
        map.setView(box.getCenter(), Math.min(zoom, map.getMaxZoom()));
        return;
      }
      state.opened = group;
      if (group.points.length === 1) show(first.name, card(first));
      else list(group);
      one.marks.draw();
    }

    one.openPoint = (point) => {
      map.setView(map.unproject(L.point(point.x * 256, point.y * 256), 0), Math.max(map.getZoom(), 13));
      show(point.name, card(point));
    };
    one.openGroup = open;
    one.closeCard = close;

    // The points of the layers, as those who list or count them beside the map read them.
    function tell() {
      const bounds = map.getBounds().pad(0.02);
      const corner = (latlng) => map.project(latlng, 0).divideBy(256);
      const from = corner(bounds.getNorthWest()), to = corner(bounds.getSouthEast());
      citeoscope.told = {
        map: one,
        layers: state.layers || [],
        seen: () => state.points.filter(({ x, y }) => x >= from.x && x <= to.x && y >= from.y && y <= to.y),
      };
      document.dispatchEvent(new CustomEvent("citeoscope:points"));
    }
    map.on("citeoscope:peint moveend", tell);
    map.on("citeoscope:peint", () => { if (state.opened && !state.opened.points.every((point) => state.points.includes(point))) close(); });
  }

  (citeoscope.parts = citeoscope.parts || []).push(part);
})();
