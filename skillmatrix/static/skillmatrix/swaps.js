// What every swap owes the reader, whatever its target: it shows that it is under way and says what came, keeps
// focus, caret and scroll position, goes back and forward, and where it fails says why and offers to try again.
// A page needs no word about it: htmx attributes, and data-said or data-shown on what names the result.

const SLOW = 1000; // ms until it is said that something is under way
const HEARD = 100; // ms that a new page needs before what is said in it is heard
const underWay = new Map(); // request -> { part, form, timer }
const scrolled = new Map(); // address -> how far down it was read
let failed = null; // what "Try again" repeats
let again = null; // the values of the request that is being repeated
let typed = null; // the field that had the focus before a swap
let restoring = null; // the page that is being fetched for Back or Forward

const byId = (id) => document.getElementById(id);
const main = () => byId("main");
const isLost = () => !document.activeElement || document.activeElement === document.body;

function say(text) {
  byId("announcement").textContent = (text ?? "").replace(/\s+/g, " ").trim();
}

function focus(node) {
  if (!node.matches("a[href], button, input, select, textarea, summary, [tabindex]")) node.tabIndex = -1;
  node.focus({ preventScroll: true });
}

// Under way

function begin(request, part, form = null) {
  const timer = setTimeout(() => say(byId("trouble").dataset.slowly), SLOW);
  underWay.set(request, { part, form, timer });
  part.setAttribute("aria-busy", "true");
  say("");
}

function end(request) {
  const ended = underWay.get(request);
  if (!ended) return;
  clearTimeout(ended.timer);
  underWay.delete(request);
  if (![...underWay.values()].some(({ part }) => part === ended.part)) ended.part.removeAttribute("aria-busy");
}

// Of two requests for one place the last wins; what the form of the other asked for is taken back.
function dropOthers(part, form) {
  for (const [request, other] of underWay) {
    if (!other.part.contains(part) && !part.contains(other.part)) continue;
    end(request);
    request.abort();
    if (other.form !== form) other.form?.reset();
  }
}

document.addEventListener("htmx:configRequest", (event) => {
  if (again) event.detail.parameters = again;
  again = null;
});
document.addEventListener("htmx:beforeSend", ({ detail }) => {
  const form = formOf(detail);
  dropOthers(detail.target, form);
  // While the focus is on "Try again", it stays until there is something else to read.
  if (!byId("trouble").contains(document.activeElement)) clearTrouble();
  begin(detail.xhr, detail.target, form);
});
document.addEventListener("htmx:afterRequest", ({ detail }) => end(detail.xhr));

// Forms: what their controls say and what the page shows are the same

function formOf({ requestConfig }) {
  return requestConfig.elt.closest("form");
}

function asked({ pathInfo }) {
  return new URL(pathInfo.finalRequestPath, location.href).searchParams;
}

function isStillAsking(form, values) {
  return [...new FormData(form)].every(([name, value]) => values.getAll(name).includes(value));
}

// A form that stands outside of what was swapped: what it asked for is now what it goes back to.
function keepAsDefault(form, values) {
  for (const control of form.elements) {
    const given = values.getAll(control.name);
    if (!control.name || control.type === "hidden" || !given.length) continue;
    if (control.type === "checkbox" || control.type === "radio") control.defaultChecked = given.includes(control.value);
    else if (control.options) for (const option of control.options) option.defaultSelected = given.includes(option.value);
    else control.defaultValue = given[0];
  }
  for (const box of form.querySelectorAll("[type=checkbox]")) box.defaultChecked = values.getAll(box.name).includes(box.value);
}

// Failure

function fail(reason, { address, repeat = null, plain = true }) {
  const trouble = byId("trouble");
  failed = { address, repeat };
  trouble.hidden = false;
  trouble.querySelector("a").href = address;
  trouble.querySelector("a").hidden = !plain;
  say("");
  trouble.querySelector("[role=alert]").textContent = trouble.dataset[navigator.onLine ? reason : "offline"];
}

function clearTrouble() {
  failed = null;
  byId("trouble").hidden = true;
  byId("trouble").querySelector("[role=alert]").textContent = "";
}

function failSwap(reason, detail) {
  const { elt, verb, path, formData } = detail.requestConfig;
  const isRead = verb === "get";
  const form = formOf(detail);
  fail(reason, {
    address: isRead ? detail.pathInfo.finalRequestPath : location.href,
    plain: isRead,
    repeat: elt.isConnected && {
      elt, verb, path: isRead ? detail.pathInfo.finalRequestPath : path, values: isRead ? {} : formData,
    },
  });
  if (isRead && form && isStillAsking(form, asked(detail))) putBack(form);
}

// Choices go back to what the page shows; words that were typed stay, since they would have to be typed again.
function putBack(form) {
  const words = [...form.querySelectorAll("input[type=search]")].map((field) => [field, field.value]);
  form.reset();
  for (const [field, value] of words) field.value = value;
}

function tryAgain() {
  if (!failed) return;
  const { address, repeat } = failed;
  if (!repeat?.elt.isConnected) {
    if (address === location.href) location.reload();
    else location.assign(address);
    return;
  }
  byId("trouble").querySelector("[role=alert]").textContent = "";
  again = repeat.values;
  htmx.ajax(repeat.verb, repeat.path, { source: repeat.elt }).catch(() => {});
}

document.addEventListener("click", (event) => {
  if (event.target.closest("#trouble button")) tryAgain();
});
document.addEventListener("htmx:sendError", ({ detail }) => failSwap("unreachable", detail));
document.addEventListener("htmx:timeout", ({ detail }) => failSwap("late", detail));
document.addEventListener("htmx:responseError", ({ detail }) => failSwap("broken", detail));

// What came

// While the main part is replaced, the browser would hold on to the foot of the page and scroll down with it.
function stayInPlace() {
  const { classList } = document.documentElement;
  classList.add("swapping");
  setTimeout(() => classList.remove("swapping"), 500);
}

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target === main()) stayInPlace();
  const active = document.activeElement;
  typed = active?.id && active.selectionStart !== undefined ? active : null;
  const { status, responseURL } = detail.xhr;
  const isPage = /<html[\s>]/i.test(detail.serverResponse);
  const isHtml = (detail.xhr.getResponseHeader("Content-Type") ?? "").startsWith("text/html");
  const isRefused = status >= 400 && status < 500;
  if (status >= 500) return;
  if (isPage || (isRefused && !isHtml)) {
    // Not a part of a page, such as where one has to sign in: shown as what it is.
    detail.shouldSwap = false;
    if (detail.requestConfig.verb === "get") location.assign(isRefused ? detail.pathInfo.finalRequestPath : responseURL);
    else detail.isError = true;
  } else if (isRefused && detail.target !== main()) {
    // A refusal is about the page, not about the part that was to be swapped.
    Object.assign(detail, { target: main(), selectOverride: "unset", swapOverride: "innerHTML" });
  }
});

// What was typed while a field was being replaced is typed into the new one.
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  const field = typed && !typed.isConnected && byId(typed.id);
  if (!field || field !== document.activeElement || !detail.pathInfo) return;
  const [start, end] = [typed.selectionStart, typed.selectionEnd];
  const hasMore = typed.value !== field.value && typed.value !== asked(detail).get(typed.name);
  if (hasMore) field.value = typed.value;
  if (start !== null) field.setSelectionRange(start, end);
  typed = null;
  if (hasMore) field.dispatchEvent(new Event("input", { bubbles: true }));
});

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (!detail.xhr || detail.xhr.isShown) return; // said once, though several parts came
  detail.xhr.isShown = true;
  // Where the target was replaced, the event names the node that is gone.
  const part = (detail.target.id && byId(detail.target.id)) || (detail.target.isConnected ? detail.target : main());
  const form = formOf(detail);
  if (form?.isConnected && detail.requestConfig.verb === "get") {
    keepAsDefault(form, asked(detail));
    if (failed) form.reset();
  }
  const wasTrying = byId("trouble").contains(document.activeElement);
  clearTrouble();
  const heading = part.querySelector("h1, h2, h3");
  if (wasTrying || isLost()) focus(heading ?? part);
  const news = part.matches("[data-said], [data-shown]") ? part : part.querySelector("[data-said], [data-shown]");
  const lead = detail.xhr.status >= 400 ? part.querySelector(".lead") : null;
  say([(news ?? heading)?.textContent, lead?.textContent].filter(Boolean).join(". "));
});

// Back and Forward: htmx fetches the whole page anew

document.addEventListener("scroll", () => {
  if (!restoring) scrolled.set(location.href, scrollY);
}, { passive: true });
addEventListener("popstate", () => {
  say("");
  for (const request of [...underWay.keys()]) {
    end(request);
    request.abort();
  }
  restoring?.abort();
  restoring = null;
});
document.addEventListener("htmx:historyCacheMiss", ({ detail: { xhr: request } }) => {
  const failBack = (reason) => fail(reason, { address: location.href });
  restoring = request;
  clearTrouble();
  begin(request, main());
  request.timeout = htmx.config.timeout;
  request.addEventListener("error", () => failBack("unreachable"));
  request.addEventListener("timeout", () => failBack("late"));
  request.addEventListener("loadend", () => {
    end(request);
    if (restoring === request) restoring = null;
    if (request.status >= 500) failBack("broken");
    else if (request.status >= 400) location.reload(); // the server's own page says why
  });
});
document.addEventListener("htmx:historyRestore", () => {
  scrollTo({ top: scrolled.get(location.href) ?? 0, behavior: "instant" });
  if (isLost()) focus(main());
  setTimeout(() => {
    if (!underWay.size) say(whatIsShown());
  }, HEARD);
});

// The heading and what the page says of itself; where a filter is on, what it leaves.
function whatIsShown() {
  const [said, shown] = ["[data-said]", "[data-shown]"].map((news) => main().querySelector(news));
  const controls = [...main().querySelectorAll("form.filter :is(input, select):not([type=hidden])")];
  const isFiltered = controls.some((control) => (control.type === "checkbox" ? control.checked : control.value));
  const news = isFiltered ? (shown ?? said) : (said ?? shown);
  return [main().querySelector("h1"), news].map((node) => node?.textContent.trim()).filter(Boolean).join(". ");
}

// Browsers bring back what stood in a form; a form that asks for a page says what the page shows.
addEventListener("pageshow", (event) => {
  const [entry] = performance.getEntriesByType("navigation");
  if (!event.persisted && entry?.type !== "back_forward" && entry?.type !== "reload") return;
  for (const form of document.querySelectorAll("form[method=get]")) form.reset();
  for (const menu of document.querySelectorAll("details.choose[open]")) menu.open = false;
  clearTrouble();
  say("");
});
