/* A legend answers: a class under the pointer or the focus stands alone on the map, a press keeps it there. The cells of
 * two indicators crossed say their sentence. Its HTML is written in legend.py and crossing_legend.py. */
(function () {
  "use strict";

  const LEGEND = ".citeoscope-legende", ENTRY = LEGEND + " [data-classe]";
  const api = (window.citeoscope = window.citeoscope || {});
  let lit = null;

  const entryOf = (event) => (event.target instanceof Element ? event.target.closest(ENTRY) : null);
  const kept = () => document.querySelector(ENTRY + "[aria-pressed=true]");

  function show(entry) {
    const mark = entry ? entry.dataset.classe : null;
    for (const phrase of document.querySelectorAll(LEGEND + " .phrase")) {
      phrase.textContent = (entry && entry.getAttribute("aria-label")) || phrase.dataset.repos;
    }
    if (mark === lit) return;
    lit = mark;
    for (const one of api.living || []) {
      one.state.lit = mark;
      one.fill.draw();
    }
  }

  function release() {
    for (const entry of document.querySelectorAll(ENTRY + "[aria-pressed=true]")) entry.setAttribute("aria-pressed", "false");
    show(null);
  }

  for (const kind of ["pointerover", "focusin"]) {
    document.addEventListener(kind, (event) => {
      const entry = entryOf(event);
      if (entry && (kind === "focusin" || event.pointerType !== "touch")) show(entry);
    });
  }
  for (const kind of ["pointerout", "focusout"]) {
    document.addEventListener(kind, (event) => entryOf(event) && show(kept()));
  }
  document.addEventListener("click", (event) => {
    const entry = entryOf(event);
    if (!entry) return;
    const pressed = entry.getAttribute("aria-pressed") === "true";
    release();
    entry.setAttribute("aria-pressed", String(!pressed));
    show(entry);
    if (pressed && event.pointerType === "touch") show(null);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && entryOf(event)) release();
  });

  // Other figures have other classes: what was kept in view is let go.
  api.parts = api.parts || [];
  api.parts.push((one) => {
    let before = null;
    one.map.on("citeoscope:peint", () => {
      const { classes, indicator, view } = one.state.payload, now = [view, indicator, classes].join();
      if (before !== null && now !== before) release();
      before = now;
    });
  });
})();
