// The table twin of the map: the same values, sortable by keyboard, rows added as one asks for them. Other indicators
// can stand beside the one on the map: a column each, that sorts too, and keeps or leaves out the territories with none.
import { dit, locale, spoken } from "./langue.js";

const STEP = 50;
const WAIT = 3000; // milliseconds that a choice waits for its own answer
const [CODE, NAME, FIRST] = [0, 1, 2]; // then three cells per indicator: value, text, status
const compare = new Intl.Collator("fr", { numeric: true }).compare;
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[’ʼ]/g, "'").toLowerCase();
const valueOf = (row, column) => row[FIRST + 3 * column];
const textOf = (row, column) => row[FIRST + 3 * column + 1];

const MARKUP = `
  <div class="outils">
    <label>${dit("Chercher")} <input type="search" placeholder="${dit("nom ou code")}"></label>
    <label class="ajout">${dit("Ajouter une colonne")} <select><option value="">${dit("Choisir un indicateur")}</option></select></label>
    <span class="compte" role="status"></span>
    <a class="choisies" download hidden>${dit("Ces lignes (CSV)")}</a>
    <a class="toutes" download>${dit("Tout télécharger (CSV)")}</a>
  </div>
  <div class="bord"><div class="cadre" tabindex="0" role="region" aria-label="${dit("Tableau des valeurs")}">
    <table><caption></caption><thead><tr></tr></thead><tbody></tbody></table>
  </div></div>
  <button class="plus" hidden>${dit("Afficher plus de lignes")}</button>
`;

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

export default function table({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".racine");
  if (!root.firstChild) {
    root.classList.add("tableau");
    root.innerHTML = MARKUP; // constant text: no data goes through innerHTML
  }
  root.dataset.selected = data.selected;
  offer(root, data, setTriggerValue);
  if (root.dataset.query === data.query) return root.follow(data);
  root.dataset.query = data.query;
  const state = { rows: [], shown: STEP, column: 0, ascending: false, filter: "", kept: [] };

  const head = root.querySelector("thead tr");
  const filter = root.querySelector("input");
  const more = root.querySelector("button.plus");
  root.querySelector("caption").textContent = data.caption;
  root.querySelector("a.toutes").href = `api/v1/valeurs.csv?${data.query}`;
  filter.value = "";

  // A text column is -1 for the code, -2 for the name; the others are the indicators, in order.
  const texts = ["code", "nom"];
  const follow = ({ order, kept }) => {
    const id = order.replace(/^-/, ""), found = texts.includes(id) ? -1 - texts.indexOf(id) : data.columns.findIndex((one) => one.id === id);
    state.column = id && (found >= 0 || texts.includes(id)) ? found : 0;
    state.ascending = !!id && !order.startsWith("-");
    state.kept = data.columns.map((one) => kept[one.id] || "");
    head.querySelectorAll("select").forEach((select) => { select.value = kept[select.dataset.id] || ""; });
  };
  // The rows on the screen as a file: what is typed in the box of names is known to the browser alone.
  const ranking = () => {
    const id = state.column < 0 ? texts[-1 - state.column] : data.columns[state.column].id;
    const kept = Object.fromEntries(data.columns.map((one, column) => [one.id, state.kept[column]]).filter(([, word]) => word));
    const usual = state.column === 0 && !state.ascending;
    return { order: usual ? "" : (state.ascending ? "" : "-") + id, kept };
  };
  const take = () => {
    const { order, kept } = ranking(), link = root.querySelector("a.choisies");
    const garde = Object.entries(kept).map((one) => one.join(":")).join();
    link.hidden = !!state.filter || !(order || garde);
    link.href = `api/v1/valeurs.csv?${data.query}&${new URLSearchParams({ ...(order && { tri: order }), ...(garde && { garde }) })}`;
  };
  // The address keeps the order and the rows that stay: who receives it reads the same table.
  const tell = () => {
    const { order, kept } = ranking();
    Object.assign(root, { asked: JSON.stringify([order, kept]), until: Date.now() + WAIT });
    take();
    setTriggerValue("ranked", { order, kept });
  };
  const title = (label, column) => {
    const cell = element("th", { scope: "col" });
    cell.dataset.column = column;
    cell.append(element("button", {
      textContent: label,
      onclick: () => {
        state.ascending = state.column === column ? !state.ascending : column < 0;
        state.column = column;
        draw();
        tell();
      },
    }));
    return cell;
  };
  const keeping = (one, column) => element("select", {
    title: one.label,
    onchange: (event) => {
      state.kept[column] = event.target.value;
      state.shown = STEP;
      draw();
      tell();
    },
  }, new Option(dit("tous"), ""), new Option(dit("aucun (0)"), "aucun"), new Option(dit("au moins 1"), "un"));
  const removal = (column) => element("button", {
    className: "retrait",
    textContent: dit("Retirer"),
    onclick: () => setTriggerValue("columns", data.columns.slice(1).map((one) => one.id).filter((_, i) => i !== column - 1)),
  });
  head.replaceChildren(
    title(dit("Code"), -1),
    title(dit("Nom"), -2),
    ...data.columns.map((one, column) => {
      const cell = title(one.label, column);
      const tools = element("span", { className: "reglages" });
      if (one.countable) {
        const select = keeping(one, column);
        select.dataset.id = one.id;
        select.setAttribute("aria-label", dit("Garder, selon {label}", { label: one.label }));
        tools.append(element("span", { textContent: dit("Garder") }), select);
      }
      if (!one.fixed) {
        const button = removal(column);
        button.setAttribute("aria-label", dit("Retirer la colonne {label}", { label: one.label }));
        tools.append(button);
      }
      if (tools.firstChild) cell.append(tools);
      return cell;
    }),
  );

  // A territory without a value goes last, whichever way the values are sorted.
  const order = (a, b) => {
    const way = state.ascending ? 1 : -1;
    if (state.column < 0) return compare(a[-1 - state.column], b[-1 - state.column]) * way;
    const [one, other] = [valueOf(a, state.column), valueOf(b, state.column)];
    if ((one === null) !== (other === null)) return one === null ? 1 : -1;
    return (one - other) * way || compare(a[NAME], b[NAME]);
  };
  // « aucun » is a published zero: a territory without a value is neither with nor without.
  const kept = (row) => state.kept.every((wanted, column) => {
    const value = valueOf(row, column);
    return !wanted || (value !== null && (wanted === "aucun" ? value === 0 : value > 0));
  });

  follow(data);
  root.follow = (newer) => {
    // An answer to an earlier choice comes after a later one was made: the later one stays.
    const late = root.asked && JSON.stringify([newer.order, newer.kept]) !== root.asked && Date.now() < root.until;
    if (late) return mark(root);
    root.asked = "";
    follow(newer);
    draw();
  };

  // How many rows there are, why not all of them, and how many are on the screen.
  const counted = (rows) => {
    const [count, all, shown] = [rows.length, state.rows.length, state.shown].map((one) => one.toLocaleString(locale));
    const absent = rows.filter((row) => valueOf(row, 0) === null).length.toLocaleString(locale);
    const words = { aucun: dit("aucun (0)"), un: dit("au moins 1") };
    return [
      rows.length < state.rows.length ? dit("Lignes : {count} sur {all}", { count, all }) : dit("Lignes : {all}", { all }),
      rows.length > state.shown && dit("{shown} affichées", { shown }),
      absent !== "0" && dit("{count} sans valeur", { count: absent }),
      ...data.columns.map((one, column) => state.kept[column] && `${one.label} : ${words[state.kept[column]]}`),
    ].filter(Boolean).join(" · ");
  };

  // A column that is out of sight is announced by a shade on that side.
  const frame = root.querySelector(".cadre");
  const edge = () => frame.parentElement.classList.toggle("suite", frame.scrollLeft + frame.clientWidth < frame.scrollWidth - 2);
  frame.onscroll = edge;
  root.sized?.disconnect(); // that of the view before
  root.sized = new ResizeObserver(edge);
  root.sized.observe(frame);

  const draw = () => {
    const wanted = fold(state.filter);
    const named = (row) => !wanted || fold(row[NAME]).includes(wanted) || row[CODE].toLowerCase().startsWith(wanted);
    const rows = state.rows.filter((row) => named(row) && kept(row));
    rows.sort(order);
    for (const cell of head.children) {
      const direction = state.ascending ? "ascending" : "descending";
      cell.setAttribute("aria-sort", +cell.dataset.column === state.column ? direction : "none");
    }
    root.querySelector("tbody").replaceChildren(...rows.slice(0, state.shown).map((row) => line(row, data, setTriggerValue)));
    root.querySelector(".compte").textContent = counted(rows);
    take();
    edge();
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
    root.fill(); // a list that is opened while it is filled is as wide as it was when empty
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

// The list of indicators is asked for with the rows, once per version of the data.
function offer(root, data, setTriggerValue) {
  const select = root.querySelector(".ajout select");
  root.querySelector(".ajout").hidden = data.columns.filter((one) => !one.fixed).length >= data.most;
  select.value = "";
  select.onchange = () => {
    if (select.value) setTriggerValue("columns", [...data.columns.slice(1).map((one) => one.id), select.value]);
  };
  const fill = async () => {
    if (select.dataset.version === data.version) return;
    select.dataset.version = data.version;
    const answer = await fetch(spoken(`api/v1/indicateurs.json?version=${data.version}`));
    if (!answer.ok) return void delete select.dataset.version;
    const groups = new Map();
    for (const one of await answer.json()) {
      if (!groups.has(one.theme)) groups.set(one.theme, element("optgroup", { label: one.theme }));
      groups.get(one.theme).append(new Option(one.court, one.id));
    }
    select.append(...groups.values());
  };
  select.onfocus = select.onpointerenter = root.fill = fill;
}

function line(row, data, setTriggerValue) {
  const tr = document.createElement("tr");
  tr.dataset.code = row[CODE];
  const button = element("button", {
    textContent: row[NAME],
    title: dit("Voir les chiffres de ce territoire"),
  });
  tr.onclick = () => setTriggerValue("chosen", row[CODE]);
  const seen = element("button", {
    className: "voir",
    textContent: dit("Voir sur la carte"),
    onclick: (event) => {
      event.stopPropagation();
      document.querySelector(".st-key-carte")?.scrollIntoView({ block: "center" });
    },
  });
  tr.append(element("td", { textContent: row[CODE] }), element("td", {}, button, seen));
  data.columns.forEach((_, column) => {
    const absent = valueOf(row, column) === null;
    tr.append(element("td", { textContent: textOf(row, column), className: absent ? "absent" : "" }));
  });
  return tr;
}

function mark(root) {
  const { selected } = root.dataset;
  for (const row of root.querySelectorAll("tbody tr")) row.classList.toggle("choisi", row.dataset.code === selected);
}
