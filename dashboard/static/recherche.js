// The territory search: an ARIA combobox that asks the server while one types; an address is asked for only when chosen.
import { dwell, glimpse } from "./apercu.js";
import { dit, spoken } from "./langue.js";

const ADDRESS = new URL("../territoires.json", import.meta.url);

const LIKE_AN_ADDRESS = /^\d+\s*(bis|ter|quater)?,?\s+\D|(^|\s)(rue|avenue|av|place|boulevard|bd|chemin|impasse|quai|allée|allee|route|cours|square|passage|faubourg)\s/i;

const MARKUP = `
<label for="territoire">${dit("Territoire")}</label>
<input id="territoire" type="search" role="combobox" aria-expanded="false" aria-controls="territoires"
  aria-autocomplete="list" autocomplete="off" spellcheck="false">
<ul id="territoires" role="listbox" aria-label="${dit("Territoires trouvés")}" tabindex="-1" hidden></ul>`;

export default function search({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".racine");
  if (!root.firstChild) root.innerHTML = MARKUP; // constant text: no data goes through innerHTML
  const input = parentElement.querySelector("input");
  const list = parentElement.querySelector("ul");
  const state = (root.state ??= { found: [], active: -1, asked: 0 }); // kept from run to run of the page
  input.placeholder = data.nom;

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    state.active = -1;
  };

  const choose = (index) => {
    const choice = state.found[index];
    if (!choice || choice.dit) return;
    if (choice.adresse) {
      seek(choice.adresse);
      return;
    }
    pin(choice);
    input.value = "";
    input.placeholder = choice.nom;
    close();
    if (matchMedia("(pointer: coarse)").matches) input.blur(); // the keyboard of a telephone; other people keep their place
    glimpse(data.apercu, "TERRITOIRE", choice.territoire).then(() => setTriggerValue("chosen", choice.territoire));
  };

  // The address found is marked on the map by the browser alone: it is in no address of the page, and kept nowhere.
  const pin = (choice) => {
    if (window.citeoscope) window.citeoscope.pin = choice.libelle ? choice : null;
  };

  const seek = async (words) => {
    const asked = ++state.asked;
    show([{ nom: dit("Recherche de l’adresse…"), niveau: "", dit: true }]);
    const { locate } = await import("./tracer.js");
    const { places, wrong } = await locate(words);
    if (asked !== state.asked) return;
    const none = dit("Aucune adresse ne correspond. Vérifiez l’orthographe, ajoutez la commune.");
    show(places.length ? places.map((one) => ({ ...one, nom: one.libelle, niveau: dit("adresse, placée {precision}", { precision: one.precision }) })) : [{ nom: wrong || none, niveau: "", dit: true }]);
  };

  const mark = (index) => {
    state.active = index;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === index)));
    const item = list.children[index];
    if (!item) return;
    input.setAttribute("aria-activedescendant", item.id);
    dwell(data.apercu, "TERRITOIRE", state.found[index]?.territoire);
    item.scrollIntoView({ block: "nearest" });
  };

  const show = (found) => {
    state.found = found;
    list.replaceChildren(
      ...(found.length ? found : [{ nom: dit("Aucun territoire de ce nom ou de ce code"), niveau: "" }]).map((one, index) => {
        const item = document.createElement("li");
        item.id = `territoire-${index}`;
        item.setAttribute("role", "option");
        const name = document.createElement("span");
        name.textContent = one.nom;
        const level = document.createElement("small");
        level.textContent = one.niveau;
        item.append(name, level);
        item.onpointerenter = () => dwell(data.apercu, "TERRITOIRE", one.territoire);
        item.onmousedown = (event) => {
          event.preventDefault();
          choose(index);
        };
        return item;
      }),
    );
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    if (found.length) mark(0);
  };

  input.oninput = async () => {
    const asked = ++state.asked;
    state.found = []; // an answer to an older text is never chosen
    const text = input.value.trim();
    if (!text) return close();
    ADDRESS.searchParams.set("q", text);
    const answer = await fetch(spoken(ADDRESS));
    if (asked !== state.asked || !answer.ok) return;
    const found = await answer.json();
    const address = { adresse: text, nom: dit("Chercher l’adresse « {text} »", { text }), niveau: dit("service de l’IGN") };
    if (asked === state.asked) show(text.length > 2 && (!found.length || LIKE_AN_ADDRESS.test(text)) ? [...found, address] : found);
  };
  input.onkeydown = (event) => {
    const last = state.found.length - 1;
    if (event.key === "ArrowDown") mark(Math.min(state.active + 1, last));
    else if (event.key === "ArrowUp") mark(Math.max(state.active - 1, 0));
    else if (event.key === "Enter") choose(state.active);
    else if (event.key === "Escape") {
      input.value = "";
      close();
    } else return;
    event.preventDefault();
  };
  input.onblur = () => {
    input.value = "";
    close();
  };
}
