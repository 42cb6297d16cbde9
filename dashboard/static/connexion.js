// Says that the server does not answer, and that nothing is lost: Streamlit says it where this product shows nothing.
import { dit } from "./langue.js";

const LOST = dit("La connexion au serveur est interrompue. Vos choix restent dans l’adresse de la page ; elle reprendra d’elle-même.");
const GRACE = 2500; // a short cut is not worth a word

let met = false;
let timer = 0;
let banner = null;

function follow() {
  const state = document.querySelector(".stApp")?.dataset.testConnectionState;
  if (state === "CONNECTED" || !met) {
    met ||= state === "CONNECTED";
    clearTimeout(timer);
    timer = 0;
    banner?.remove();
    banner = null;
  } else if (!timer) {
    timer = setTimeout(() => {
      banner = document.createElement("p");
      banner.className = "message grave connexion";
      banner.setAttribute("role", "alert");
      banner.textContent = LOST;
      document.body.prepend(banner);
    }, GRACE);
  }
}

new MutationObserver(follow).observe(document.body, {
  subtree: true, attributes: true, attributeFilter: ["data-test-connection-state"],
});
