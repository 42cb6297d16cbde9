// The files of a dataset: links that work at once, their sizes when they are known.
import { dit, locale } from "./langue.js";

const ADDRESS = new URL("../donnees/", import.meta.url);

export default function files({ parentElement, data }) {
  const root = parentElement.querySelector(".racine");
  const key = `${data.jeu}?${data.query}`;
  if (root.dataset.key === key) return;
  root.dataset.key = key;
  const list = document.createElement("ul");
  const sizes = new Map();
  for (const format of data.formats) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = new URL(`${data.jeu}.${format.id}?${data.query}`, ADDRESS);
    link.download = "";
    const name = document.createElement("b");
    name.textContent = format.nom;
    const size = document.createElement("span");
    size.className = "taille";
    size.textContent = "…";
    sizes.set(format.id, size);
    const use = document.createElement("small");
    use.textContent = format.usage;
    link.append(name, size, use);
    item.append(link);
    list.append(item);
  }
  root.replaceChildren(list);
  fetchSizes(root, key, new URL(`${data.jeu}/tailles.json?${data.query}`, ADDRESS), sizes);
}

async function fetchSizes(root, key, address, sizes) {
  const answer = await fetch(address).catch(() => null);
  const known = answer?.ok ? (await answer.json()).formats : {};
  if (root.dataset.key !== key) return;
  for (const [format, size] of sizes) size.textContent = format in known ? written(known[format]) : "";
}

function written({ octets, exact }) {
  const units = [[dit("Go"), 1e9], [dit("Mo"), 1e6], [dit("ko"), 1e3]];
  const [unit, factor] = units.find(([, least]) => octets >= least) ?? [dit("ko"), 1e3];
  const number = octets / factor;
  const text = number.toLocaleString(locale, { maximumFractionDigits: number < 10 ? 1 : 0 });
  const size = `${text}\u00a0${unit}`;
  return exact ? size : dit("environ {size}", { size });
}
