/* Thousands of territories seen from far away, each a pixel or two: which one lies in each cell of a grid is found once per
 * place and zoom; other figures only give the cells other colours, twenty times faster than drawing the outlines again.
 * Four cells make a pixel, so edges are soft, and neighbours leave no seam between them. */
(function () {
  "use strict";

  const citeoscope = (window.citeoscope = window.citeoscope || {});
  const MOST = 65534; // territories that a cell can tell apart, beside none
  const TILE = 64; // device pixels: room for any pattern
  const SHARP = 1.4; // device pixels per pixel from which one cell makes one of them

  // Crossings of the outlines of a territory with the rows of the grid, each row in order from left to right.
  function crossings() {
    let first = new Int32Array(64), next = new Int32Array(1024), at = new Float32Array(1024), held = 0;
    return {
      begin(rows) {
        if (first.length < rows) first = new Int32Array(2 * rows);
        first.fill(-1, 0, rows);
        held = 0;
      },
      add(row, x) {
        if (held === at.length) {
          const longer = (kept, Kind) => { const made = new Kind(2 * kept.length); made.set(kept); return made; };
          next = longer(next, Int32Array);
          at = longer(at, Float32Array);
        }
        at[held] = x;
        let before = -1, after = first[row];
        while (after >= 0 && at[after] < x) { before = after; after = next[after]; }
        next[held] = after;
        if (before < 0) first[row] = held; else next[before] = held;
        held++;
      },
      // Calls `fill(from, to)` for each stretch that is inside; an enclave is outside.
      inside(row, fill) {
        for (let i = first[row]; i >= 0 && next[i] >= 0; i = next[next[i]]) fill(at[i], at[next[i]]);
      },
    };
  }

  citeoscope.raster = function () {
    let key = "", cells = new Uint16Array(0), wide = 0, high = 0, drawn = 0, image = null;
    const crossed = crossings();

    // A cell belongs to the territory that its centre is in: its rank plus one, 0 for none.
    function place(territories, f, ratio, fine) {
      wide = Math.round(f.width * ratio) * fine;
      high = Math.round(f.height * ratio) * fine;
      drawn = 0;
      if (cells.length === wide * high) cells.fill(0); else cells = new Uint16Array(wide * high);
      const scale = f.scale * ratio * fine, left = f.left * ratio * fine, top = f.top * ratio * fine;
      territories.forEach((territory, rank) => {
        const [west, north, east, south] = territory.box;
        const from = Math.max(0, Math.ceil(north * scale - top - 0.5)), to = Math.min(high - 1, Math.floor(south * scale - top - 0.5));
        if (to < from || east * scale - left < 0 || west * scale - left > wide) return;
        drawn++;
        crossed.begin(to - from + 1);
        for (const p of territory.rings) {
          let x = p[p.length - 2] * scale - left, y = p[p.length - 1] * scale - top;
          for (let i = 0; i < p.length; i += 2) {
            const nx = p[i] * scale - left, ny = p[i + 1] * scale - top, down = ny > y;
            const above = Math.max(from, Math.ceil((down ? y : ny) - 0.5)), below = Math.min(to, Math.ceil((down ? ny : y) - 0.5) - 1);
            const slope = (nx - x) / (ny - y);
            for (let row = above; row <= below; row++) crossed.add(row - from, x + (row + 0.5 - y) * slope);
            x = nx;
            y = ny;
          }
        }
        for (let row = from; row <= to; row++) {
          crossed.inside(row - from, (start, end) => {
            const a = Math.max(0, Math.ceil(start - 0.5)), b = Math.min(wide, Math.ceil(end - 0.5));
            if (a < b) cells.fill(rank + 1, row * wide + a, row * wide + b);
          });
        }
      });
    }

    // Colours of marks as numbers of four bytes, a tile of them for a pattern. The opacity is in them.
    function inks(styles, ratio) {
      const pen = Object.assign(document.createElement("canvas"), { width: TILE, height: TILE }).getContext("2d", { willReadFrequently: true });
      pen.scale(ratio, ratio); // as the canvas that the patterns were made for
      return styles.map(({ style, opacity, side }) => {
        pen.clearRect(0, 0, TILE, TILE);
        pen.fillStyle = style;
        pen.globalAlpha = opacity;
        pen.fillRect(0, 0, TILE, TILE);
        const long = Math.max(1, Math.floor(side * ratio));
        return { side: long, tile: new Uint32Array(pen.getImageData(0, 0, long, long).data.buffer) };
      });
    }

    const mean = new Uint8ClampedArray(4), whole = new Uint32Array(mean.buffer), parts = new Uint8Array(16), four = new Uint32Array(parts.buffer);

    // Colours weigh by their opacity: the sea beside a coast has none.
    function mixed() {
      let alpha = 0, red = 0, green = 0, blue = 0;
      for (let i = 0; i < 16; i += 4) {
        const a = parts[i + 3];
        alpha += a;
        red += a * parts[i];
        green += a * parts[i + 1];
        blue += a * parts[i + 2];
      }
      if (!alpha) return 0;
      mean[0] = red / alpha;
      mean[1] = green / alpha;
      mean[2] = blue / alpha;
      mean[3] = alpha / 4;
      return whole[0];
    }

    function colour(context, marks, made, fine) {
      const across = wide / fine, down = high / fine;
      if (!image || image.width !== across || image.height !== down) image = context.createImageData(across, down);
      const pixels = new Uint32Array(image.data.buffer);
      const ink = (mark, x, y) => {
        const { side, tile } = made[mark];
        return tile[side === 1 ? 0 : (y % side) * side + (x % side)];
      };
      for (let y = 0, pixel = 0; y < down; y++) {
        for (let x = 0, i = y * fine * wide; x < across; x++, i += fine, pixel++) {
          const a = marks[cells[i]];
          if (fine === 1) { pixels[pixel] = ink(a, x, y); continue; }
          const b = marks[cells[i + 1]], c = marks[cells[i + wide]], d = marks[cells[i + wide + 1]];
          if (a === b && a === c && a === d) { pixels[pixel] = ink(a, x, y); continue; }
          four[0] = ink(a, x, y);
          four[1] = ink(b, x, y);
          four[2] = ink(c, x, y);
          four[3] = ink(d, x, y);
          pixels[pixel] = mixed();
        }
      }
      context.putImageData(image, 0, 0);
    }

    return {
      holds: (territories) => territories.length <= MOST,
      // Paints territories on a canvas. `id` names their outlines; `styleOf(mark)` gives `style`, `opacity` and `side` of
      // the pattern in pixels, 0 for a colour. Returns how many are on the canvas.
      paint(context, f, territories, id, styleOf) {
        const ratio = window.devicePixelRatio || 1, fine = ratio < SHARP ? 2 : 1;
        const now = [id, f.scale, f.left, f.top, f.width, f.height, ratio].join();
        if (now !== key) place(territories, f, ratio, fine);
        key = now;
        const ranks = new Map(), styles = [{ style: "transparent", opacity: 1, side: 0 }], marks = new Uint8Array(territories.length + 1);
        territories.forEach(({ mark }, i) => {
          if (!ranks.has(mark)) ranks.set(mark, styles.push(styleOf(mark)) - 1);
          marks[i + 1] = ranks.get(mark);
        });
        colour(context, marks, inks(styles, ratio), fine);
        return drawn;
      },
    };
  };
})();
