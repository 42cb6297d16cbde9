// The texts of the scripts in the language of the page: French as they are written, or their English, fetched once. The
// language of a page changes with a new load, which is what tells the browser and screen readers about it.
const english = document.documentElement.lang === "en";
const fetched = async () => (await fetch(new URL("api/v1/langue/en.json", document.baseURI))).json();
const texts = english ? await fetched().catch(() => ({})) : {};

export const dit = (french, values = {}) => (texts[french] || french).replace(/\{(\w+)\}/g, (_, name) => values[name]);
export const locale = english ? "en-GB" : "fr-FR";

// An address whose answer is in the language of the page.
export function spoken(address) {
  const asked = new URL(address, document.baseURI);
  if (english) asked.searchParams.set("langue", "en");
  return asked.href;
}

// The scripts of the map, which a saved page holds too, find them there.
Object.assign((window.citeoscope = window.citeoscope || {}), { texts, locale });
