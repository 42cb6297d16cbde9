// The list of datasets: one row each, a real link that opens in place.
import { dit } from "./langue.js";

const COLUMNS = [dit("Jeu de données"), dit("Producteur"), dit("Millésime"), dit("État"), dit("Défauts"), dit("Licence")];

export default function list({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".racine");
  root.tell = setTriggerValue;
  const key = JSON.stringify(data.lignes);
  if (root.shown === key) return; // made again, the list would lose the place of who reads it by keyboard
  root.shown = key;
  const table = document.createElement("table");
  const head = table.createTHead().insertRow();
  for (const label of COLUMNS) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = label;
    head.append(cell);
  }
  const body = table.createTBody();
  for (const row of data.lignes) body.append(line(row, (name, value) => root.tell(name, value)));
  root.replaceChildren(table);
}

function line(row, setTriggerValue) {
  const tr = document.createElement("tr");
  const link = document.createElement("a");
  link.href = row.lien;
  link.textContent = row.titre;
  tr.onclick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a new tab, as for any link
    event.preventDefault();
    setTriggerValue("chosen", row.jeu);
  };
  const badge = document.createElement("span");
  badge.className = `etat ${row.look}`;
  badge.textContent = row.etat;
  for (const [index, content] of [link, row.producteur, row.millesime, badge, row.defauts, row.licence].entries()) {
    const cell = tr.insertCell();
    cell.dataset.titre = COLUMNS[index];
    cell.append(content);
  }
  return tr;
}
