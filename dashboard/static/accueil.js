// The first minute: three steps and six territories to try. Closed once, it never comes back on this browser.
import { glimpse } from "./apercu.js";
import { dit } from "./langue.js";

const KEY = "citeoscope.accueil";
const STEPS = [
  [dit("La carte"), dit("montre un chiffre, commune par commune ; la légende dit ce que veulent dire les couleurs.")],
  [dit("Choisissez"), dit("un territoire et un indicateur ; cliquez sur une commune pour lire ses chiffres, le tableau sous la carte les range toutes.")],
  [dit("Partagez"), dit("l’adresse de la page : elle garde tous vos choix.")],
];

const closed = () => {
  try {
    return localStorage.getItem(KEY) === "ferme";
  } catch {
    return false; // a browser that keeps nothing: shown each time rather than never
  }
};

const element = (tag, text, attributes = {}) => {
  const made = document.createElement(tag);
  made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
};

export default function welcome({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".racine");
  root.apercu = data.apercu;
  if (closed()) return root.replaceChildren(document.createElement("span"));
  if (root.firstElementChild) return;
  const section = element("section", "", { "aria-labelledby": "accueil" });
  const steps = document.createElement("ol");
  for (const [what, how] of STEPS) {
    const step = document.createElement("li");
    step.append(element("strong", what), ` ${how}`);
    steps.append(step);
  }
  const tries = element("div", "", { class: "essais", role: "group", "aria-label": dit("Territoires à essayer") });
  for (const { territoire, nom } of data.essais) {
    const chip = element("button", nom, { type: "button" });
    chip.onclick = () => glimpse(root.apercu, "TERRITOIRE", territoire).then(() => setTriggerValue("chosen", territoire));
    tries.append(chip);
  }
  const close = element("button", dit("Fermer l’accueil"), { type: "button", class: "fermer" });
  close.onclick = () => {
    try {
      localStorage.setItem(KEY, "ferme");
    } catch {
      // nothing can be kept: it is closed for this page
    }
    root.replaceChildren(document.createElement("span"));
  };
  section.append(element("h2", dit("Première visite ?"), { id: "accueil" }), tries, steps, close);
  root.append(section);
}
