// The popover «Partager»: fields to copy, files to take. Every text is set as text.
import { dit } from "./langue.js";

const API = new URL("../", import.meta.url);

export default function sharing({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".racine");
  root.tell = setTriggerValue;
  const key = JSON.stringify(data);
  if (root.dataset.key === key) return;
  root.dataset.key = key;
  const open = root.querySelector("[role=dialog]:not([hidden])") !== null;
  root.replaceChildren(...made(root, data));
  if (open) root.querySelector(".ouvre").click();
}

// A link sent from a machine that serves itself alone would open nothing elsewhere: better said before it is sent.
const reach = (host) => ["localhost", "127.0.0.1", "[::1]"].includes(host)
  ? dit("Cette adresse ne s’ouvre que sur cette machine : envoyez plutôt un fichier.")
  : dit("Le lien garde tous les choix, pas le cadrage de la carte.");

function made(root, data) {
  const capture = button(dit("Mode capture"), "capture");
  capture.title = dit("Une planche propre, à imprimer ou à mettre dans une diapositive");
  capture.addEventListener("click", () => root.tell("capture", "16x9"));
  const opener = button(dit("Partager"), "ouvre");
  opener.setAttribute("aria-haspopup", "dialog");
  opener.setAttribute("aria-expanded", "false");
  const panel = element("div", "panneau");
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-label", dit("Partager cette vue"));
  panel.hidden = true;
  const said = element("p", "dit");
  said.setAttribute("role", "status");
  const page = new URL(window.location.pathname, window.location.origin);
  const frame = `<iframe src="${attribute(`${page}?${data.cadre}`)}" title="${attribute(data.titre)}" width="100%" height="640" style="border:0" loading="lazy"></iframe>`;
  panel.append(
    field(dit("Lien vers cette vue"), `${page}?${data.vue}`, dit("Copier le lien"), said),
    element("p", "usage", reach(page.hostname)),
    said,
    files(data.fichiers),
    field(dit("En Python"), data.python.trim(), dit("Copier en Python"), said, data.python.trim().split("\n").length),
    field(dit("Dans une page web"), frame, dit("Copier le cadre"), said, 3),
  );
  const close = (focus) => {
    panel.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    said.textContent = "";
    document.removeEventListener("pointerdown", outside, true);
    if (focus) opener.focus();
  };
  const outside = (event) => { if (!root.isConnected || !event.composedPath().includes(root)) close(false); };
  opener.addEventListener("click", () => {
    if (!panel.hidden) return close(true);
    panel.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    document.addEventListener("pointerdown", outside, true);
    const first = panel.querySelector("input");
    first.focus();
    first.setSelectionRange(0, 0);
    first.scrollLeft = 0;
  });
  panel.addEventListener("keydown", (event) => { if (event.key === "Escape") close(true); });
  const down = button(`${data.tableau} ↓`, "descend");
  down.setAttribute("aria-label", data.tableau);
  down.title = dit("Les mêmes chiffres en tableau, sous la carte");
  down.addEventListener("click", toTable);
  return [down, capture, opener, panel];
}

// The table stands below the map: it comes into sight, and the keyboard goes on in it.
function toTable() {
  const table = document.querySelector(".st-key-tableau");
  if (!table) return;
  table.scrollIntoView({ behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth", block: "start" });
  const host = [...table.querySelectorAll("*")].find((one) => one.shadowRoot);
  host?.shadowRoot.querySelector("[role=region]")?.focus({ preventScroll: true });
}

let count = 0;

function field(label, text, action, said, rows = 0) {
  const group = element("div", "champ");
  const name = element("label", "", label);
  const input = document.createElement(rows ? "textarea" : "input");
  input.id = name.htmlFor = `partage-${++count}`;
  input.readOnly = true;
  input.value = text;
  input.spellcheck = false;
  if (rows) input.rows = rows;
  const copy = button(action, "copie");
  copy.addEventListener("click", async () => {
    said.textContent = "";
    // Without the permission of the clipboard (a plain http address, a frame), the selected text is one keystroke away.
    const done = await copied(input);
    said.textContent = done ? dit("{label} : copié.", { label }) : dit("{label} : le texte est sélectionné, copiez-le avec Ctrl+C.", { label });
  });
  group.append(name, input, copy);
  return group;
}

async function copied(input) {
  try {
    await navigator.clipboard.writeText(input.value);
    return true;
  } catch {
    input.focus();
    input.select();
    return false;
  }
}

function files(rows) {
  const list = document.createElement("ul");
  list.setAttribute("aria-label", dit("Fichiers"));
  for (const row of rows) {
    const link = element("a", "", row.nom);
    link.href = new URL(row.adresse, API);
    link.download = "";
    const item = document.createElement("li");
    item.append(link, element("small", "", row.usage));
    list.append(item);
  }
  return list;
}

function element(tag, look, text = "") {
  const made = document.createElement(tag);
  if (look) made.className = look;
  made.textContent = text;
  return made;
}

function button(text, look) {
  const made = element("button", look, text);
  made.type = "button";
  return made;
}

function attribute(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
