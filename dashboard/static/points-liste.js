// The list twin of the points of the map: those that are on the screen, found by words, each opens its card.
import { dit } from "./langue.js";

const MOST = 50;

export default function list({ parentElement }) {
  const root = parentElement.querySelector(".racine");
  if (!root.firstChild) build(root);
  const draw = () => render(root);
  document.removeEventListener("citeoscope:points", root.listen);
  root.listen = draw;
  document.addEventListener("citeoscope:points", draw);
  draw();
  return () => document.removeEventListener("citeoscope:points", draw);
}

function build(root) {
  const details = document.createElement("details"), summary = document.createElement("summary");
  const label = document.createElement("label"), input = document.createElement("input");
  const rows = document.createElement("ul"), more = document.createElement("p");
  label.textContent = `${dit("Chercher parmi ces points")} `;
  input.type = "search";
  input.oninput = () => render(root);
  label.append(input);
  more.className = "note";
  more.setAttribute("role", "status");
  details.ontoggle = () => render(root);
  details.append(summary, label, rows, more);
  root.append(details);
  Object.assign(root, { details, summary, input, rows, more });
}

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function render(root) {
  const told = window.citeoscope && window.citeoscope.told;
  root.hidden = !told || !told.layers.length;
  if (root.hidden) return;
  const { number, mark, values } = window.citeoscope.points, seen = told.seen();
  root.summary.textContent = dit("Points à l’écran : {count}", { count: number(seen.length) });
  if (!root.details.open) return;
  const words = fold(root.input.value).split(/\s+/).filter(Boolean);
  const said = (point) => fold([point.name, point.note, point.overlay.label, ...Object.keys(point.overlay.fields || {}).flatMap((field) => values(point, field))].join(" "));
  const found = words.length ? seen.filter((point) => { const text = said(point); return words.every((word) => text.includes(word)); }) : seen;
  const sorted = found.slice().sort((a, b) => a.name.localeCompare(b.name, "fr")).slice(0, MOST);
  root.rows.replaceChildren(...sorted.map((point) => row(told.map, point, mark)));
  const left = found.length - sorted.length;
  root.more.textContent = !found.length ? dit("Aucun point à l’écran ne correspond : déplacez la carte ou changez les mots.") : left ? dit("Et {count} autres : précisez les mots, ou rapprochez la carte.", { count: number(left) }) : "";
}

function row(map, point, mark) {
  const item = document.createElement("li"), button = document.createElement("button"), note = document.createElement("span");
  button.type = "button";
  button.append(mark(point.overlay), point.name);
  button.onclick = () => map.openPoint(point);
  note.className = "note";
  note.textContent = [point.overlay.label, point.note].filter(Boolean).join(" · ");
  item.append(button, note);
  return item;
}
