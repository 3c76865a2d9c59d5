// What native HTML does not do: the theme switch, and menus that close. Swaps have a script of their own.
// Everything listens on the document and looks nodes up when needed: going back in history replaces the body.

const root = document.documentElement;

function isDark() {
  return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function nameThemeSwitches() {
  for (const button of document.querySelectorAll("button.theme")) {
    button.textContent = isDark() ? button.dataset.light : button.dataset.dark;
  }
}

function switchTheme() {
  root.dataset.theme = isDark() ? "light" : "dark";
  try {
    localStorage.setItem("theme", root.dataset.theme);
  } catch {
    // The choice then lasts as long as the page.
  }
  nameThemeSwitches();
}

nameThemeSwitches();
document.addEventListener("htmx:historyRestore", nameThemeSwitches);

// An open menu closes with Escape, and when a click or the focus goes elsewhere.
function closeMenusOutside(target) {
  for (const menu of document.querySelectorAll("details.choose[open]")) {
    if (!menu.contains(target)) menu.open = false;
  }
}

document.addEventListener("click", (event) => {
  if (event.target.closest("button.theme")) switchTheme();
  closeMenusOutside(event.target);
});
document.addEventListener("focusin", (event) => closeMenusOutside(event.target));
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.choose[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// The header is brought along by every swap. What may be open there is replaced only where it reads otherwise.
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target, fragment } = event.detail;
  const unless = target.dataset.unless;
  if (unless !== undefined && unless === fragment.firstElementChild?.dataset.unless) event.detail.shouldSwap = false;
});
