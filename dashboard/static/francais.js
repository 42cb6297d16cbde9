// Streamlit says a few words of its own in English: each is put in French as it appears.
// Only known words, whole, and only outside what the pages themselves write: a place called « Open » keeps its name.
const WORDS = {
  "Add files": "Ajouter un fichier",
  "Choose an option": "Choisir",
  "Choose options": "Choisir",
  "Choose a date": "Choisir une date",
  "Choose date": "Choisir une date",
  "Choose date range": "Choisir une période",
  "Clear all": "Tout retirer",
  "Clear entry": "Vider le champ",
  "Clear date": "Effacer la date",
  "Clear dates": "Effacer les dates",
  "Clear value": "Vider le champ",
  "Click to retry upload": "Réessayer l’envoi",
  "Connection error": "Connexion interrompue",
  "Close": "Fermer",
  "Close fullscreen": "Quitter le plein écran",
  "Collapse sidebar": "Replier le volet",
  "Connection lost. Please wait for the app to reconnect, then try again.":
    "Connexion interrompue. Attendez qu’elle reprenne, puis réessayez.",
  "Copied!": "Copié",
  "Copy": "Copier",
  "Copy Vega-Lite spec": "Copier la description du graphique",
  "Copy to clipboard": "Copier",
  "Decrement": "Diminuer",
  "Dismiss": "Fermer",
  "Download as CSV": "Télécharger (CSV)",
  "Download as PNG": "Télécharger (PNG)",
  "Download failed": "Le téléchargement a échoué",
  "Drag and drop a file here": "Glissez un fichier ici",
  "Drag and drop file here": "Glissez un fichier ici",
  "Drag and drop files here": "Glissez des fichiers ici",
  "Error: ": "Erreur : ",
  "Expand sidebar": "Déplier le volet",
  "file upload": "Choisir un fichier",
  "Fullscreen": "Plein écran",
  "Hide password": "Masquer",
  "Increment": "Augmenter",
  "Loading": "Chargement",
  "Main menu": "Menu",
  "Menu": "Menu",
  "Multiselect": "Choix multiple",
  "Multiselect options": "Choix possibles",
  "Next month": "Mois suivant",
  "No options to select": "Aucun choix possible",
  "No options to select.": "Aucun choix possible.",
  "No results": "Aucun résultat",
  "Notifications": "Messages",
  "Open": "Ouvrir",
  "Page not found": "Page introuvable",
  "Please wait...": "Un instant…",
  "Previous month": "Mois précédent",
  "Running...": "Mise à jour",
  "Select all": "Tout choisir",
  "Selectbox": "Choix",
  "Selectbox options": "Choix possibles",
  "Selected values": "Choix retenus",
  "Show chart": "Voir le graphique",
  "Show data": "Voir les données",
  "Show password": "Afficher",
  "Sidebar": "Volet",
  "Skip to main content": "Aller au contenu",
  "Streamlit server is not responding. Are you connected to the internet?":
    "Le serveur ne répond pas. Vérifiez votre connexion ; vos choix restent dans l’adresse de la page.",
  "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
    "Le serveur ne répond pas. S’il est sur cette machine, relancez-le ; vos choix restent dans l’adresse de la page.",
  "streamlit run yourscript.py": "make app",
  "Too many files": "Un seul fichier à la fois",
  "Upload": "Choisir un fichier",
  "Upload a file": "Choisir un fichier",
};

const SENTENCES = [
  [/^Help for (.*)$/s, "Aide : $1"],
  [/^\w+ icon$/, "Icône"],
  [/^Remove (.*)$/s, "Retirer $1"],
  [/^Add: (.*)$/s, "Ajouter : $1"],
  [/^Select (\d+) matches$/, "Choisir les $1 trouvés"],
  [/^File type must be (?:one of )?(.*)$/s, "Types de fichier acceptés : $1"],
  [/^(\d+)MB per file(.*)$/s, "$1 Mo au plus$2"],
  [/^File is larger than (.*)$/, "Fichier de plus de $1"],
  [/^You can only select up to (\d+) .*$/s, "Au plus $1 choix : retirez-en un d’abord."],
  [/^Cannot connect to Streamlit \(HTTP status: (\d+)\).*$/s, "Le serveur ne répond pas (code $1). Rechargez la page."],
  [/^Connection failed with status (\d+).*$/s, "Le serveur ne répond pas (code $1). Rechargez la page."],
  [/^(?:You have requested page (\S+), but|The page that you have requested) .*$/s,
    "Cette adresse ne mène à aucune page. La carte est affichée à la place."],
];

const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt"];
const OURS = "[data-testid=stHtml], [data-testid=stMarkdown], [role=option], tbody, script, style";

export function french(text) {
  if (Object.hasOwn(WORDS, text)) return WORDS[text];
  for (const [english, told] of SENTENCES) if (english.test(text)) return text.replace(english, told);
  return text;
}

function words(node) {
  const told = french(node.data);
  if (told !== node.data && !node.parentElement?.closest(OURS)) node.data = told;
}

function attributes(element) {
  for (const name of ATTRIBUTES) {
    const text = element.getAttribute(name);
    if (!text) continue;
    const told = french(text);
    if (told !== text) element.setAttribute(name, told);
  }
}

function everything(root) {
  if (root.nodeType === Node.TEXT_NODE) return words(root);
  if (root.nodeType !== Node.ELEMENT_NODE) return;
  attributes(root);
  for (const element of root.querySelectorAll(ATTRIBUTES.map((name) => `[${name}]`).join())) attributes(element);
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) words(texts.currentNode);
}

function seen(changes) {
  if (document.documentElement.lang !== "fr") return;
  for (const { type, target, addedNodes } of changes) {
    if (type === "attributes") attributes(target);
    else if (type === "characterData") words(target);
    else addedNodes.forEach(everything);
  }
}

new MutationObserver(seen).observe(document.body, {
  subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
});
if (document.documentElement.lang === "fr") everything(document.body);
