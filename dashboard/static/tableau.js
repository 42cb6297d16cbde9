// The table twin of the map: the same values, sortable by keyboard, rows added as one asks for them.
const STEP = 50;
const COLUMNS = ["Code", "Nom", "Valeur"];
const compare = new Intl.Collator("fr", { numeric: true }).compare;
const [CODE, NAME, VALUE, TEXT] = [0, 1, 2, 3];
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[’ʼ]/g, "'").toLowerCase();

const MARKUP = `
  <div class="outils">
    <label>Filtrer <input type="search" placeholder="nom ou code"></label>
    <span class="compte" role="status"></span>
    <a download>Télécharger (CSV)</a>
  </div>
  <div class="cadre" tabindex="0" role="region" aria-label="Tableau des valeurs">
    <table><caption></caption><thead><tr></tr></thead><tbody></tbody></table>
  </div>
  <button class="plus" hidden>Afficher plus de lignes</button>
`;

export default function table({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".racine");
  if (!root.firstChild) {
    root.classList.add("tableau");
    root.innerHTML = MARKUP; // constant text: no data goes through innerHTML
  }
  root.dataset.selected = data.selected;
  if (root.dataset.query === data.query) return mark(root);
  root.dataset.query = data.query;
  const state = { rows: [], shown: STEP, column: VALUE, ascending: false, filter: "" };

  const head = root.querySelector("thead tr");
  const filter = root.querySelector("input");
  const more = root.querySelector("button.plus");
  root.querySelector("caption").textContent = data.caption;
  root.querySelector("a").href = `api/v1/valeurs.csv?${data.query}`;
  filter.value = "";
  head.replaceChildren(
    ...COLUMNS.map((label, column) => {
      const cell = document.createElement("th");
      cell.scope = "col";
      const button = document.createElement("button");
      button.textContent = column === VALUE && data.unit ? `${label} (${data.unit})` : label;
      button.onclick = () => {
        state.ascending = state.column === column ? !state.ascending : column !== VALUE;
        state.column = column;
        draw();
      };
      cell.append(button);
      return cell;
    }),
  );

  // A territory without a value goes last, whichever way the values are sorted.
  const order = (a, b) => {
    if (state.column !== VALUE) return compare(a[state.column], b[state.column]) * (state.ascending ? 1 : -1);
    if ((a[VALUE] === null) !== (b[VALUE] === null)) return a[VALUE] === null ? 1 : -1;
    return (a[VALUE] - b[VALUE]) * (state.ascending ? 1 : -1) || compare(a[NAME], b[NAME]);
  };

  const draw = () => {
    const wanted = fold(state.filter);
    const rows = state.rows.filter((row) => !wanted || fold(row[NAME]).includes(wanted) || row[CODE].toLowerCase().startsWith(wanted));
    rows.sort(order);
    [...head.children].forEach((cell, column) => {
      const direction = state.ascending ? "ascending" : "descending";
      cell.setAttribute("aria-sort", column === state.column ? direction : "none");
    });
    root.querySelector("tbody").replaceChildren(...rows.slice(0, state.shown).map((row) => line(row, setTriggerValue)));
    root.querySelector(".compte").textContent =
      `${Math.min(state.shown, rows.length).toLocaleString("fr-FR")} sur ${rows.length.toLocaleString("fr-FR")}`;
    more.hidden = state.shown >= rows.length;
    mark(root);
  };

  filter.oninput = () => {
    state.filter = filter.value.trim();
    state.shown = STEP;
    draw();
  };
  more.onclick = () => {
    state.shown += 4 * STEP;
    draw();
  };

  // The values are fetched when the table comes near the screen, once per view.
  const load = async () => {
    const answer = await fetch(`api/v1/valeurs.json?${data.query}`);
    const body = await answer.json();
    if (root.dataset.query !== data.query) return;
    if (!answer.ok) {
      root.querySelector(".compte").textContent = body.erreur;
      return;
    }
    state.rows = body;
    draw();
  };
  const watch = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watch.disconnect();
      load();
    },
    { rootMargin: "200px" },
  );
  watch.observe(root);
}

function line(row, setTriggerValue) {
  const tr = document.createElement("tr");
  tr.dataset.code = row[CODE];
  if (row[VALUE] === null) tr.className = "absent";
  const code = document.createElement("td");
  code.textContent = row[CODE];
  const name = document.createElement("td");
  const button = document.createElement("button");
  button.textContent = row[NAME];
  button.title = "Voir les chiffres de ce territoire";
  button.onclick = () => setTriggerValue("chosen", row[CODE]);
  name.append(button);
  const value = document.createElement("td");
  value.textContent = row[TEXT];
  tr.append(code, name, value);
  return tr;
}

function mark(root) {
  const { selected } = root.dataset;
  for (const row of root.querySelectorAll("tbody tr")) row.classList.toggle("choisi", row.dataset.code === selected);
}
