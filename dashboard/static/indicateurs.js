// The choice of an indicator: an ARIA combobox, grouped by theme; the words typed are understood by the server
// (citeoscope/indicator_search.py), best first, and an indicator without a figure here is marked as such.
import { dwell, glimpse } from "./apercu.js";
import { dit, spoken } from "./langue.js";

const MARKUP = `
<label for="indicateur">${dit("Indicateur")}</label>
<input id="indicateur" type="search" role="combobox" aria-expanded="false" aria-controls="indicateurs"
  aria-autocomplete="list" autocomplete="off" spellcheck="false">
<div id="indicateurs" role="listbox" aria-label="${dit("Indicateurs")}" tabindex="-1" hidden></div>`;

const lists = new Map(); // by address: one answer serves every redraw of the page

const ask = (address) => {
  if (!lists.has(address)) {
    const answer = fetch(address).then((reply) => (reply.ok ? reply.json() : Promise.reject(new Error(reply.status))));
    answer.catch(() => lists.delete(address));
    lists.set(address, answer);
  }
  return lists.get(address);
};

const address = (path, asked) => {
  const url = new URL(path, import.meta.url);
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
  return spoken(url);
};

// Themes in the order of their best indicator, each written once.
const byTheme = (found) => {
  const themes = [...new Set(found.map((one) => one.theme))];
  return themes.flatMap((theme) => found.filter((one) => one.theme === theme));
};

export default function indicators({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".racine");
  if (!root.firstChild) root.innerHTML = MARKUP; // constant text: no data goes through innerHTML
  const input = parentElement.querySelector("input");
  const list = parentElement.querySelector("[role=listbox]");
  // Kept from run to run of the page: one may come while the list is open.
  const state = (root.state ??= { options: [], active: -1, asked: 0, answered: Promise.resolve() });
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
    const { id } = option.dataset;
    glimpse(data.apercu, "INDICATEUR", id).then(() => setTriggerValue("chosen", id));
  };

  const mark = (index) => {
    state.active = index;
    state.options.forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
    const option = state.options[index];
    if (!option) return;
    input.setAttribute("aria-activedescendant", option.id);
    dwell(data.apercu, "INDICATEUR", option.dataset.id);
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
    note.textContent = one.absent || [one.unite, one.millesime].filter(Boolean).join(", ");
    option.classList.toggle("absent", Boolean(one.absent));
    option.append(name, note);
    option.title = one.definition;
    option.onpointerenter = () => dwell(data.apercu, "INDICATEUR", one.id);
    option.onmousedown = (event) => {
      event.preventDefault();
      choose(index);
    };
    return option;
  };

  const say = (words) => {
    const told = document.createElement("p");
    told.textContent = words;
    input.setAttribute("aria-description", words); // read with the box: a listbox holds options alone
    list.append(told);
  };

  const show = (found, note, sought) => {
    list.replaceChildren();
    state.options = [];
    let group = null;
    let theme = null;
    input.removeAttribute("aria-description");
    if (note && found.length) say(note);
    for (const one of found) {
      if (one.theme !== theme) {
        theme = one.theme;
        group = document.createElement("div");
        group.setAttribute("role", "group");
        const title = document.createElement("div");
        title.className = "theme";
        title.id = `theme-${data.libelle ? "croise" : "seul"}-${state.options.length}`;
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
      say(
        data.libelle
          ? dit("Aucun taux, part ou médiane ne contient ces mots : un nombre ne se croise pas")
          : dit("Aucun indicateur ne contient ces mots"),
      );
    }
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    const current = sought ? -1 : found.findIndex((one) => one.id === data.id);
    mark(current < 0 ? 0 : current);
  };

  const where = data.territoire
    ? { version: data.version, territoire: data.territoire, niveau: data.niveau }
    : { version: data.version };
  const seek = (text) => ask(address("../indicateurs/cherches.json", { q: text, version: data.version }));

  const open = async () => {
    const text = input.value.trim();
    const asked = ++state.asked;
    const [all, answer] = await Promise.all([ask(address("../indicateurs.json", where)), text ? seek(text) : null]);
    if (asked !== state.asked || parentElement.getRootNode().activeElement !== input) return;
    const offered = data.libelle ? all.filter((one) => one.croisable && one.id !== data.sauf) : all;
    const none = { id: "", theme: "", nom: data.aucun, court: dit("Aucun"), definition: "" };
    if (!answer) return show(data.aucun ? [none, ...offered] : offered, "", false);
    const byId = new Map(offered.map((one) => [one.id, one]));
    show(byTheme(answer.trouves.map((id) => byId.get(id)).filter(Boolean)), answer.dit, true);
  };

  input.onfocus = open;
  input.onclick = open;
  input.oninput = () => {
    state.options = []; // an answer to an older text is never chosen
    state.answered = open().catch(() => {});
  };
  input.onkeydown = (event) => {
    const last = state.options.length - 1;
    if (event.key === "ArrowDown") mark(Math.min(state.active + 1, last));
    else if (event.key === "ArrowUp") mark(Math.max(state.active - 1, 0));
    else if (event.key === "Enter") state.answered.then(() => choose(state.active));
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
