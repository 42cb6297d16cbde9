/* How the map is drawn: two canvases, so that a move of the pointer never redraws the territories. `fill` paints the
 * territories by class, `marks` the points and the outlines of the hovered and selected territories. */
(function () {
  "use strict";

  // What is on screen; carte.js changes it, this file reads it.
  const state = { map: null, payload: { palette: [] }, territories: [], points: [], values: null, hover: null, selected: null, turn: 0 };

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
      window.citeoscope.drawn = drawn;
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

  window.citeoscope = { state, fill, marks, radius, drawn: 0, ready: Promise.resolve() };
})();
