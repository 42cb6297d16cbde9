// The choice of an indicator: an ARIA combobox, grouped by theme, that searches themes, names and definitions.
import { dit, spoken } from "./langue.js";

const MARKUP = `
<label for="indicateur">${dit("Indicateur")}</label>
<input id="indicateur" type="search" role="combobox" aria-expanded="false" aria-controls="indicateurs"
  aria-autocomplete="list" autocomplete="off" spellcheck="false">
<div id="indicateurs" role="listbox" aria-label="${dit("Indicateurs")}" tabindex="-1" hidden></div>`;

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/œ/gi, "oe").toLowerCase();

const lists = new Map(); // by address: one answer serves every redraw of the page

const ask = (address) => {
  if (!lists.has(address)) {
    const answer = fetch(address).then((reply) => (reply.ok ? reply.json() : Promise.reject(new Error(reply.status))));
    answer.catch(() => lists.delete(address));
    lists.set(address, answer);
  }
  return lists.get(address);
};

export default function indicators({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".racine");
  if (!root.firstChild) root.innerHTML = MARKUP; // constant text: no data goes through innerHTML
  const input = parentElement.querySelector("input");
  const list = parentElement.querySelector("[role=listbox]");
  const state = { options: [], active: -1 };
  input.placeholder = data.nom;
  if (data.libelle) parentElement.querySelector("label").textContent = data.libelle;

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    state.active = -1;
  };

  const choose = (index) => {
    const option = state.options[index];
    if (!option) return;
    input.value = "";
    input.placeholder = option.dataset.nom;
    close();
    if (matchMedia("(pointer: coarse)").matches) input.blur(); // the keyboard of a telephone; other people keep their place
    if (data.peinture) window.citeoscope?.ahead?.(data.peinture.replace("INDICATEUR", option.dataset.id));
    setTriggerValue("chosen", option.dataset.id);
  };

  const mark = (index) => {
    state.active = index;
    state.options.forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
    const option = state.options[index];
    if (!option) return;
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };

  const optionOf = (one, index) => {
    const option = document.createElement("div");
    option.id = `indicateur-${index}`;
    option.setAttribute("role", "option");
    option.dataset.id = one.id;
    option.dataset.nom = one.court;
    const name = document.createElement("span");
    name.textContent = one.nom;
    const note = document.createElement("small");
    note.textContent = [one.unite, one.millesime].filter(Boolean).join(", ");
    option.append(name, note);
    option.title = one.definition;
    option.onmousedown = (event) => {
      event.preventDefault();
      choose(index);
    };
    return option;
  };

  const show = (found) => {
    list.replaceChildren();
    state.options = [];
    let group = null;
    let theme = null;
    for (const one of found) {
      if (one.theme !== theme) {
        theme = one.theme;
        group = document.createElement("div");
        group.setAttribute("role", "group");
        const title = document.createElement("div");
        title.className = "theme";
        title.id = `theme-${state.options.length}`;
        title.textContent = theme;
        group.setAttribute("aria-labelledby", title.id);
        if (theme) group.append(title);
        list.append(group);
      }
      const option = optionOf(one, state.options.length);
      state.options.push(option);
      group.append(option);
    }
    if (!found.length) {
      const none = document.createElement("p");
      none.textContent = data.libelle
        ? dit("Aucun taux, part ou médiane ne contient ces mots : un nombre ne se croise pas")
        : dit("Aucun indicateur ne contient ces mots");
      list.append(none);
    }
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    const current = found.findIndex((one) => one.id === data.id);
    mark(current < 0 ? 0 : current);
  };

  const open = async () => {
    const text = input.value.trim();
    const all = await ask(spoken(new URL(`../indicateurs.json?version=${data.version}`, import.meta.url)));
    if (text !== input.value.trim() || parentElement.getRootNode().activeElement !== input) return;
    const words = fold(text).split(/\s+/).filter(Boolean);
    const offered = data.libelle ? all.filter((one) => one.croisable && one.id !== data.sauf) : all;
    const none = { id: "", theme: "", nom: data.aucun, court: dit("Aucun"), definition: "" };
    const found = offered.filter((one) => words.every((word) => fold(`${one.theme} ${one.nom} ${one.court} ${one.definition}`).includes(word)));
    show(data.aucun && !words.length ? [none, ...found] : found);
  };

  input.onfocus = open;
  input.onclick = open;
  input.oninput = open;
  input.onkeydown = (event) => {
    const last = state.options.length - 1;
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
