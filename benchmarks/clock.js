// The clock of a measured page, in the page itself: when the person acted, and the frame in which the answer was there.
(() => {
  const top = window.top;
  const acts = ["mousedown", "keydown", "input", "mousemove"];
  if (window !== top) { // the map of the plain way is in a frame: what is done there is told to the page
    addEventListener("mousemove", () => { if (top.bench) top.bench.from = top.performance.now(); }, true);
    return;
  }
  const LARGE = 1000; // vertices of a draw that is a map, not a control
  const QUIET = 1500; // milliseconds without a draw after which WebGL has said its last word
  const PATIENCE = 60000; // milliseconds after which nobody waits any more
  const bench = (window.bench = { from: 0, drew: 0, frames: new Set() });

  for (const kind of acts) {
    addEventListener(kind, () => { bench.from = performance.now(); }, true);
  }

  const gl = window.WebGL2RenderingContext?.prototype;
  for (const [name, at] of Object.entries({ drawElements: 1, drawElementsInstanced: 1, drawArrays: 2, drawArraysInstanced: 2 })) {
    const draw = gl?.[name];
    if (!draw) continue;
    gl[name] = function (...given) {
      if (given[at] > LARGE) bench.drew = performance.now();
      return draw.apply(this, given);
    };
  }

  const marked = ({ indicator, territory, year }) => document.querySelector(`#drawn[data-drawn="${indicator} ${territory} ${year}"]`);
  const paths = (frame) => frame.contentDocument?.querySelectorAll("path.leaflet-interactive").length || 0;

  const THERE = {
    empty: marked,
    app: ({ indicator, territory, year }) => {
      const map = document.querySelector(".st-key-carte [data-citeoscope-view]");
      if (!map) return false;
      const { payload } = window.citeoscope.state;
      if (year && year !== payload.label.match(/\((\d{4})[^()]*\)$/)?.[1]) return false;
      // The title, and with it the legend, say the same as the map; of a year it is the map that says it.
      const said = document.querySelector("header.titre")?.textContent.includes(payload.label.replace(/ \([^()]*\)$/, ""));
      return said && payload.view.split("|")[0].includes(territory) && map.dataset.citeoscopeView.endsWith("|" + indicator);
    },
    // The frame of the last map stays a moment beside the next one.
    choropleth: (wanted) => {
      const frame = marked(wanted) && [...document.querySelectorAll("iframe[title*=folium]")].find((one) => !bench.frames.has(one) && paths(one));
      if (frame) bench.frames.add(frame);
      return frame;
    },
    geojson: (wanted) => marked(wanted) && bench.drew > bench.from && performance.now() - bench.drew > QUIET,
  };

  // Milliseconds from the last act of the person (or from the opening of the page) to the frame that shows what was wanted;
  // nothing when the person has gone away.
  bench.until = (page, wanted) => new Promise((resolve) => {
    const look = () => {
      if (!THERE[page](wanted)) return performance.now() - bench.from > PATIENCE ? resolve(null) : requestAnimationFrame(look);
      const end = (at) => resolve(at - bench.from);
      if (page === "geojson") return end(bench.drew);
      requestAnimationFrame(() => end(performance.now()));
    };
    look();
  });

  // The same to the frame in which the page has followed its map: figures and table, too, are of what was wanted.
  bench.whole = () => new Promise((resolve) => {
    const look = () => {
      const behind = document.body.classList.contains("en-avance");
      if (behind && performance.now() - bench.from < PATIENCE) return requestAnimationFrame(look);
      requestAnimationFrame(() => resolve(behind ? null : performance.now() - bench.from));
    };
    look();
  });

  const TIPS = {
    app: () => document.querySelector(".st-key-carte .leaflet-tooltip"),
    choropleth: () => [...document.querySelectorAll("iframe[title*=folium]")].at(-1)?.contentDocument?.querySelector(".leaflet-tooltip"),
    geojson: () => [...document.querySelectorAll(".deck-tooltip")].find((one) => one.style.display !== "none"),
  };

  // Milliseconds from each move of the pointer to the frame in which the tooltip says something else.
  bench.watch = (page) => {
    const waits = (bench.waits = []);
    let told = TIPS[page]()?.textContent.trim() || "";
    const look = () => {
      if (waits !== bench.waits) return;
      const text = TIPS[page]()?.textContent.trim() || "";
      if (text && text !== told) waits.push(performance.now() - bench.from);
      told = text;
      requestAnimationFrame(look);
    };
    look();
  };
})();
