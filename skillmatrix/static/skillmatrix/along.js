// Taking a page along: its link on a click, and the browser's own printing.
// Listens on the document: the buttons come and go with what htmx swaps.

function ownAddress() {
  return location.href.replace(/#.*$/, "");
}

// Without HTTPS there is no clipboard, and a browser may refuse it: then the link stands there to be copied by hand.
async function copyLink(button) {
  const around = button.parentElement;
  const refused = around.querySelector("[data-refused]");
  const told = around.querySelector("[data-told]");
  told.textContent = "";
  try {
    await navigator.clipboard.writeText(ownAddress());
    refused.hidden = true;
    told.textContent = button.dataset.copied;
  } catch {
    const field = refused.querySelector("input");
    field.value = ownAddress();
    refused.hidden = false;
    field.focus();
    field.select();
  }
}

document.addEventListener("click", (event) => {
  const copy = event.target.closest("[data-copy]");
  if (copy) copyLink(copy);
  if (event.target.closest("[data-print]")) print();
});
