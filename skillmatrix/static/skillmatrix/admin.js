// Django's autocompletes (select2) leave their fields without a name for screen readers: give each its label's,
// as soon as one is made, with the page or with a new row of a form.

function nameAutocompletes() {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const name = select.labels?.[0]?.textContent.replace(/:\s*$/, "").trim();
    if (!name) continue;
    for (const box of select.parentElement.querySelectorAll(".select2-selection, .select2-selection__rendered")) {
      if (box.getAttribute("aria-label") !== name) box.setAttribute("aria-label", name);
    }
  }
}

new MutationObserver(nameAutocompletes).observe(document.body, { childList: true, subtree: true });
nameAutocompletes();
