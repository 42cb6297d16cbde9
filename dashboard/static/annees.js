// The years of an indicator: slid or played through, they are painted here, without the server. All of them have the same
// classes; where they come to rest the page follows.
import { dit } from "./langue.js";

const STEP = 900; // milliseconds of a year that is played
const REST = 700; // milliseconds after which a year is the one that was wanted
const MANY = 3000; // territories whose values by year are too many to fetch before they are asked for

const still = matchMedia("(prefers-reduced-motion: reduce)");

export default function years(one) {
  const { map } = one;
  const box = map.getContainer().appendChild(document.createElement("div"));
  box.className = "citeoscope-annees";
  box.hidden = true;
  const said = box.appendChild(document.createElement("output"));
  said.className = "citeoscope-annee";
  const key = box.appendChild(document.createElement("ul"));
  const line = box.appendChild(document.createElement("div"));
  const play = line.appendChild(document.createElement("button"));
  play.type = "button";
  const slider = line.appendChild(document.createElement("input"));
  slider.type = "range";
  slider.min = 0;
  slider.setAttribute("aria-label", dit("Année"));
  L.DomEvent.disableClickPropagation(box);
  L.DomEvent.disableScrollPropagation(box);
  // The keys of the slider move the slider, not the map under it.
  for (const kind of ["keydown", "keypress"]) box.addEventListener(kind, (event) => event.stopPropagation());

  let page = null; // what Python painted last
  let asked = "", resting = 0, playing = 0;
  let wanted = ""; // the year the page was told to follow, until it does
  const at = (url, year) => url.replaceAll("ANNEE", encodeURIComponent(year));
  const paintOf = (year) => (year === page.years.shown && page.years.locked ? page.paint : at(page.yearsUrl, year));

  function fetchAll() {
    if (!page || asked === page.yearsUrl) return;
    asked = page.yearsUrl;
    const { all } = page.years;
    const wanted = all.map(paintOf);
    if (one.state.territories.length <= MANY) wanted.push(...all.map((year) => at(page.yearsValuesUrl, year)));
    Promise.all(wanted.map((url) => one.get(url))).then(() => { box.dataset.pretes = all.length; }, () => { asked = ""; });
  }

  function show(year) {
    said.value = year;
    slider.setAttribute("aria-valuetext", year);
    const told = page.label.replace(/ \([^()]*\)$/, "") + ` (${year})`;
    const values = { valuesUrl: at(page.yearsValuesUrl, year) };
    return one.paint({ ...page, paint: paintOf(year), ...values, label: told, selected: one.state.selected?.code, moving: true });
  }

  function slide() {
    fetchAll();
    const year = page.years.all[slider.value];
    show(year);
    rest();
    if (!playing) resting = setTimeout(() => follow(year), REST);
  }

  function rest() {
    clearTimeout(resting);
    resting = 0;
  }

  function follow(year) {
    resting = 0;
    if (year === (wanted || page.years.shown)) return;
    wanted = year;
    one.tell("year", year);
  }

  function stop() {
    clearInterval(playing);
    playing = 0;
    named();
    slide();
  }

  function start() {
    fetchAll();
    if (+slider.value === +slider.max) slider.value = 0;
    playing = setInterval(() => {
      if (+slider.value === +slider.max) return stop();
      slider.value = +slider.value + 1;
      slide();
    }, STEP);
    named();
    slide();
  }

  function named() {
    play.className = playing ? "pause" : "lire";
    play.setAttribute("aria-label", playing ? dit("Arrêter") : dit("Faire défiler les années"));
    play.title = play.getAttribute("aria-label");
  }

  // While a year moves the classes are told here: the legend of the page is that of the year it had.
  function legend(payload) {
    key.replaceChildren();
    key.hidden = !payload.moving || !!payload.discs;
    if (key.hidden) return;
    payload.palette.forEach((color, rank) => {
      const item = key.appendChild(document.createElement("li"));
      item.style.setProperty("--couleur", color);
      item.textContent = payload.words[rank] || "";
    });
  }

  play.onclick = () => (playing ? stop() : start());
  slider.oninput = () => {
    clearInterval(playing);
    playing = 0;
    named();
    slide();
  };
  for (const kind of ["pointerenter", "focusin", "touchstart"]) box.addEventListener(kind, fetchAll, { passive: true });
  named();
  const unmoving = () => { play.hidden = still.matches; };
  unmoving();
  still.addEventListener("change", unmoving);

  map.on("citeoscope:peint", ({ payload }) => {
    legend(payload);
    if (payload.moving) return;
    const same = page && payload.years && page.yearsUrl === payload.yearsUrl;
    page = payload.years ? payload : null;
    box.hidden = !page;
    if (!page) return stopped();
    if (!same || page.years.shown === wanted) wanted = "";
    // The page follows an earlier year while a hand is on a later one: the later one stays.
    if (same && (resting || playing || wanted)) return void show(page.years.all[slider.value]);
    rest();
    slider.max = page.years.all.length - 1;
    slider.value = page.years.all.indexOf(page.years.shown);
    said.value = page.years.shown;
    slider.setAttribute("aria-valuetext", page.years.shown);
    if (asked !== page.yearsUrl) delete box.dataset.pretes;
  });
  const stopped = () => { clearInterval(playing); rest(); playing = 0; wanted = ""; named(); };
  map.on("unload", () => { stopped(); still.removeEventListener("change", unmoving); });
}
