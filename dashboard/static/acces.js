// The way past the band: Streamlit's own link stops before it, since for Streamlit the band is content.
document.addEventListener(
  "click",
  (event) => {
    if (!event.target.closest?.('a[href="#stMain"]')) return;
    const band = document.querySelector(".st-key-bandeau");
    const content = band?.closest("[data-testid=stLayoutWrapper]")?.nextElementSibling ?? band?.nextElementSibling;
    if (!content) return;
    event.preventDefault();
    event.stopPropagation();
    content.tabIndex = -1;
    content.focus();
  },
  true,
);
