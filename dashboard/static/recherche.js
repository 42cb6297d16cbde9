// The territory search: an ARIA combobox that asks the server while one types.
const ADDRESS = new URL("../territoires.json", import.meta.url);

const MARKUP = `
<label for="territoire">Territoire</label>
<input id="territoire" type="search" role="combobox" aria-expanded="false" aria-controls="territoires"
  aria-autocomplete="list" autocomplete="off" spellcheck="false">
<ul id="territoires" role="listbox" aria-label="Territoires trouvés" hidden></ul>`;

export default function search({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".racine");
  if (!root.firstChild) root.innerHTML = MARKUP; // constant text: no data goes through innerHTML
  const input = parentElement.querySelector("input");
  const list = parentElement.querySelector("ul");
  const state = { found: [], active: -1, asked: 0 };
  input.placeholder = data.nom;

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    state.active = -1;
  };

  const choose = (index) => {
    const choice = state.found[index];
    if (!choice) return;
    input.value = "";
    input.placeholder = choice.nom;
    close();
    input.blur();
    setTriggerValue("chosen", choice.territoire);
  };

  const mark = (index) => {
    state.active = index;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === index)));
    const item = list.children[index];
    if (!item) return;
    input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  };

  const show = (found) => {
    state.found = found;
    list.replaceChildren(
      ...(found.length ? found : [{ nom: "Aucun territoire de ce nom ou de ce code", niveau: "" }]).map((one, index) => {
        const item = document.createElement("li");
        item.id = `territoire-${index}`;
        item.setAttribute("role", "option");
        const name = document.createElement("span");
        name.textContent = one.nom;
        const level = document.createElement("small");
        level.textContent = one.niveau;
        item.append(name, level);
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
    const answer = await fetch(ADDRESS);
    if (asked === state.asked && answer.ok) show(await answer.json());
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
