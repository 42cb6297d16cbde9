/* How a map is drawn: two canvases, so that a move of the pointer never redraws the territories. `fill` paints the
 * territories by class, `marks` the points and the outlines of the hovered and selected territories. Each map of a page
 * has its own: what is on screen is in `state`, that carte.js changes and this file reads. */
(function () {
  "use strict";

  const citeoscope = (window.citeoscope = window.citeoscope || {});
  // Texts are said in French unless `texts` gives their English.
  citeoscope.dit = (french, values = {}) => ((citeoscope.texts || {})[french] || french).replace(/\{(\w+)\}/g, (_, name) => values[name]);

  const FAR = 8; // zoom under which outlines are generalised
  const FADED = 0.12; // what is left of the classes that the legend leaves in the shade
  const MANY = 3000; // territories beyond which those seen from far away are cells of a grid
  const ROOM = 500; // square pixels of map that a dot needs not to fade

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
      if (this.held) return;
      const frame = this.frame();
      this._context.clearRect(0, 0, frame.width, frame.height);
      this.paint(this._context, frame);
    },
  });

  function visible(box, f) {
    return box[2] * f.scale >= f.left && box[0] * f.scale <= f.left + f.width && box[3] * f.scale >= f.top && box[1] * f.scale <= f.top + f.height;
  }

  function trace(path, rings, f, finest) {
    const { scale, left, top } = f;
    for (const p of rings) {
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

  const radius = (zoom) => Math.max(1.7, Math.min(6.5, 2.2 + (zoom - 8) * 0.75));

  citeoscope.drawing = function (state) {
    const raster = citeoscope.raster();

    function css(name) {
      return getComputedStyle(state.map.getContainer()).getPropertyValue(name).trim();
    }

    const sideOf = (letter) => (letter === "s" ? 6 : 5); // of a pattern, in pixels

    function pattern(context, letter) {
      const side = sideOf(letter), ratio = window.devicePixelRatio || 1;
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

    // Far away most points of an outline fall on one pixel: they are left out once, not at every drawing.
    function generalised(rings) {
      const finest = 0.5 / (256 * Math.pow(2, FAR));
      return rings.map((p) => {
        const kept = [p[0], p[1]];
        for (let i = 2, x = p[0], y = p[1]; i < p.length; i += 2) {
          if (Math.abs(p[i] - x) > finest || Math.abs(p[i + 1] - y) > finest) kept.push((x = p[i]), (y = p[i + 1]));
        }
        return Float64Array.from(kept);
      });
    }

    // One path per small group of territories of the same class: a browser slows down with the square of a path's length.
    function paths(f) {
      const open = new Map(), made = [];
      let drawn = 0;
      for (const territory of state.territories) {
        if (!visible(territory.box, f) || (territory.mark === "." && state.payload.base)) continue;
        let group = open.get(territory.mark);
        if (!group || group.held === 40) {
          open.set(territory.mark, (group = { mark: territory.mark, path: new Path2D(), held: 0 }));
          made.push(group);
        }
        const { shape } = territory;
        if (f.zoom < FAR && !shape.far) shape.far = generalised(shape.rings);
        trace(group.path, f.zoom < FAR ? shape.far : shape.rings, f, f.zoom < FAR ? 0.7 : 0.35);
        group.held++;
        drawn++;
      }
      state.drawn = drawn;
      return made.sort((a, b) => (a.mark < b.mark ? -1 : 1));
    }

    // The letter of the pattern of a mark, nothing for a colour.
    function letterOf(mark) {
      return mark === "." || (mark >= "0" && mark <= "9") ? "" : (state.payload.looks || {})[mark] || mark;
    }

    function style(context, mark) {
      if (mark === ".") return css("--hors");
      if (letterOf(mark)) return pattern(context, letterOf(mark));
      return state.payload.discs ? css("--terre") : state.payload.palette[+mark];
    }

    function circle(context, f, territory, more) {
      context.beginPath();
      context.arc(territory.centre[0] * f.scale - f.left, territory.centre[1] * f.scale - f.top, territory.radius + more, 0, 7);
    }

    // The largest come first, so that the small ones stay visible; an edge parts those that overlap. Dots come before all:
    // where they crowd they fade, down to the ink of their true area, or many small figures would look like a large one.
    function discs(context, f) {
      const inside = state.discs.filter(({ centre, radius }) => {
        const x = centre[0] * f.scale - f.left, y = centre[1] * f.scale - f.top;
        return x >= -radius && y >= -radius && x <= f.width + radius && y <= f.height + radius;
      });
      const dots = inside.filter((territory) => territory.dot), opacity = context.globalAlpha;
      const clear = Math.min((f.width * f.height) / (ROOM * dots.length), 0.8);
      const edge = css("--terre");
      context.fillStyle = state.payload.discs.color;
      for (const { centre, radius, dot } of dots) {
        context.globalAlpha = opacity * Math.max(dot, clear);
        context.fillRect(centre[0] * f.scale - f.left - radius, centre[1] * f.scale - f.top - radius, 2 * radius, 2 * radius);
      }
      context.globalAlpha = opacity;
      for (const territory of inside) {
        if (territory.dot) continue;
        // The edge is around the disc, not over it: the area that is seen is the figure's own.
        context.fillStyle = edge;
        circle(context, f, territory, Math.min(territory.radius / 5, 0.8));
        context.fill();
        context.fillStyle = state.payload.discs.color;
        circle(context, f, territory, 0);
        context.fill();
      }
    }

    // Far away a border would be wider than the commune: a stroke of its own colour only closes the seams.
    function outlined(context, f, strength, seams) {
      const groups = paths(f), styles = new Map();
      for (const { mark } of groups) {
        if (!styles.has(mark)) styles.set(mark, style(context, mark));
      }
      const border = css(state.payload.discs ? "--hors-trait" : "--trait"), outer = css("--hors-trait");
      context.lineJoin = "bevel";
      context.lineWidth = seams ? 0.6 : Math.min(0.5 + Math.max(f.zoom - 8, 0) * 0.14, 1.2);
      for (const { mark, path } of groups) {
        context.globalAlpha = strength(mark);
        context.fillStyle = styles.get(mark);
        context.fill(path, "evenodd");
      }
      for (const { mark, path } of groups) {
        context.globalAlpha = strength(mark);
        context.strokeStyle = seams ? styles.get(mark) : mark === "." ? outer : border;
        context.stroke(path);
      }
    }

    // So many that each is a speck: their cells are coloured, see trame.js.
    function speckled(context, f, strength) {
      const { territories, payload } = state;
      state.drawn = raster.paint(context, f, territories, payload.assets.join(), (mark) => {
        const bare = mark === "." && payload.base, letter = letterOf(mark);
        return { style: bare ? "transparent" : style(context, mark), opacity: strength(mark), side: letter ? sideOf(letter) : 0 };
      });
    }

    const fill = new (Layer.extend({
      paint(context, f) {
        const seams = state.territories.length > 30 && f.zoom < 8.5;
        // A class chosen in the legend stands alone: the others fade, and stay where they are.
        const opacity = state.payload.base ? 0.78 : 1;
        const strength = (mark) => (state.lit && mark !== state.lit && mark !== "." ? opacity * FADED : opacity);
        const specks = seams && state.territories.length > MANY && raster.holds(state.territories);
        (specks ? speckled : outlined)(context, f, strength, seams);
        context.globalAlpha = state.payload.discs ? strength("0") : 1;
        if (state.payload.discs) discs(context, f);
        context.globalAlpha = 1;
      },
    }))();

    const marks = new (Layer.extend({
      outline(context, f, territory, width) {
        const path = new Path2D();
        trace(path, territory.rings, f, 0.3);
        for (const [color, extra] of [[css("--halo"), 2.4], [css("--choisi"), 0]]) {
          context.strokeStyle = color;
          context.lineWidth = width + extra;
          context.stroke(path);
          if (!territory.radius) continue;
          circle(context, f, territory, 1);
          context.stroke();
        }
      },
      paint(context, f) {
        context.lineJoin = "round";
        if (state.selected) this.outline(context, f, state.selected, 2.2);
        if (state.hover && state.hover.rings && state.hover !== state.selected) this.outline(context, f, state.hover, 1.4);
        citeoscope.points.draw(context, f, state, css);
      },
    }))();

    return { fill, marks };
  };
})();
