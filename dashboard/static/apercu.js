// What has just been chosen, seen before the page is written: map, legend and title come by one address, and the page
// follows. Until it has, what is not of this choice yet is told apart from it.
const PARTS = { legende: "section.citeoscope-legende", titre: "header.titre" };
const AHEAD = "en-avance"; // see citeoscope.css
const START = 60; // milliseconds that the page lets it go ahead: written at the same time, each is slower
const LINGER = 250; // milliseconds more
const DWELL = 60; // milliseconds on a choice after which it may well be the one

let asked = 0;
let sight = null; // what is shown ahead of the page: its payload, and the parts of the page that it stands for

const mapOfPage = () => [...(window.citeoscope?.living || [])].at(-1);
const told = ({ view, indicator, label }) => [view, indicator, label].join("|");

const addressOf = (address, word, choice) => address.replace(word, encodeURIComponent(choice));

// Shows the first sight of a choice; the promise is kept when it is the turn of the page. `address` holds `word` where
// the choice goes; there may be none.
export function glimpse(address, word, choice) {
  const map = mapOfPage();
  asked++;
  if (!address || !map) return Promise.resolve();
  return Promise.race([show(map, addressOf(address, word, choice)), new Promise((go) => setTimeout(go, START))]);
}

let dwelling = 0;

// Asks for the first sight of what is under the pointer, or marked by the keyboard, before it is chosen.
export function dwell(address, word, choice) {
  clearTimeout(dwelling);
  if (!address || choice === undefined) return;
  dwelling = setTimeout(() => ahead(addressOf(address, word, choice)), DWELL);
}

async function ahead(address) {
  const map = mapOfPage();
  const seen = await map?.get(address).catch(() => null);
  // The outlines of another territory are heavy: they come when one stays on it, and not to who counts bytes.
  if (!seen || navigator.connection?.saveData) return;
  clearTimeout(dwelling);
  dwelling = setTimeout(() => seen.peinture.assets.forEach((url) => map.get(url).catch(() => {})), LINGER);
}

async function show(map, address) {
  const turn = asked;
  try {
    const seen = await map.get(address);
    if (turn !== asked) return; // the page, or another choice, was faster
    map.keep(seen.carte.paint, Promise.resolve(seen.peinture));
    const payload = { ...seen.carte, overlays: map.page?.overlays || [] };
    await map.paint(payload);
    if (turn === asked && map.state.payload.paint === payload.paint) stand(map, payload, seen);
  } catch {
    // no first sight: the page follows all the same, and says what is wrong
  }
}

const caughtUp = () => document.body.classList.remove(AHEAD);

function stand(map, payload, seen) {
  const before = sight;
  sight = { payload, parts: [] };
  for (const [name, selector] of Object.entries(PARTS)) {
    const holder = document.querySelector(selector)?.parentElement;
    if (!holder) continue;
    const last = before?.parts.find((part) => part.holder === holder && holder.innerHTML === part.html);
    const said = last ? last.said : holder.innerHTML;
    holder.innerHTML = seen[name]; // written by the server as the page will write it, every text escaped there
    sight.parts.push({ holder, said, html: holder.innerHTML });
  }
  document.body.classList.add(AHEAD);
  map.map.getContainer().setAttribute("aria-busy", "true");
  map.map.off("unload", caughtUp).once("unload", caughtUp); // a map that goes is behind nothing
}

// Paints what the page says of its map. What was shown ahead goes, unless it is what the page says too.
export function followed(map, payload) {
  asked++;
  const { page } = map, ahead = sight;
  sight = null;
  map.page = payload;
  caughtUp();
  map.map.getContainer().removeAttribute("aria-busy");
  const same = (shown) => JSON.stringify(shown) === JSON.stringify(payload);
  if (ahead && told(ahead.payload) !== told(payload)) {
    for (const { holder, said, html } of ahead.parts) if (holder.innerHTML === html) holder.innerHTML = said;
  }
  if (ahead ? !same(ahead.payload) : !same(page)) map.paint(payload);
}
