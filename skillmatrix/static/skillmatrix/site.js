// What native HTML does not do: the theme switch, and telling what a swap did.

const root = document.documentElement;
const announcement = document.getElementById("announcement");
const trouble = document.getElementById("trouble");

function isDark() {
  return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function nameThemeSwitches() {
  for (const button of document.querySelectorAll("button.theme")) {
    button.textContent = isDark() ? button.dataset.light : button.dataset.dark;
    button.hidden = false;
  }
}

for (const button of document.querySelectorAll("button.theme")) {
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try {
      localStorage.setItem("theme", root.dataset.theme);
    } catch {
      // The choice then lasts as long as the page.
    }
    nameThemeSwitches();
  });
}
nameThemeSwitches();

// An open menu closes with Escape and with a click beside it.
addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.choose[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.choose[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.body.addEventListener("htmx:beforeRequest", () => {
  trouble.hidden = true;
});

document.body.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "main") return;
  const result = document.querySelector("#main .tally, #main .pair-head, #main .state h2");
  const shown = document.querySelector("#main output");
  const said = event.detail.elt?.id === "filter" ? shown : result;
  announcement.textContent = (said ?? document.querySelector("h1"))?.textContent.replace(/\s+/g, " ").trim() ?? "";
});

for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.body.addEventListener(failure, () => {
    trouble.textContent = document.body.dataset.trouble;
    trouble.hidden = false;
  });
}
