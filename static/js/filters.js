// Filters of a listing: a tick narrows the list in place, and on phones the filters open as a sheet.
// Without this file the form is sent by its button and the sheet opens by its address.

const form = document.querySelector("[data-listing-form]");
const facets = document.querySelector("[data-facets]");
const narrow = matchMedia("(width < 960px)");
const PARTS = ["lead", "tools", "facets", "foot", "results"];
let pending = null;

function part(name, root = document) {
  return root.querySelector(`[data-part="${name}"]`);
}

/** The address that the form asks for, without empty values and without an order nobody chose. */
function wanted() {
  const query = new URLSearchParams();
  const order = form.elements.sort;
  const isUsual = order?.selectedOptions[0]?.defaultSelected && !new URLSearchParams(location.search).has("sort");
  for (const [name, value] of new FormData(form)) {
    if (value !== "" && !(name === "sort" && isUsual)) query.append(name, value);
  }
  const text = query.toString();
  return location.pathname + (text ? `?${text}` : "");
}

/** Puts the parts of another state of the page in place; keeps what is unfolded and where the focus is. */
function replaceParts(page) {
  const focused = document.activeElement?.id;
  const scrolled = part("facets")?.scrollTop;
  const unfolded = new Map([...facets.querySelectorAll("details[data-facet]")].map((item) => [item.dataset.facet, item.open]));
  for (const name of PARTS) {
    const [old, fresh] = [part(name), part(name, page)];
    if (old && fresh) old.replaceChildren(...fresh.childNodes);
  }
  for (const item of facets.querySelectorAll("details[data-facet]")) {
    if (unfolded.has(item.dataset.facet)) item.open = unfolded.get(item.dataset.facet);
  }
  part("facets").scrollTop = scrolled;
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

async function show(address, { remember = true } = {}) {
  pending?.abort();
  pending = new AbortController();
  part("results").setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { signal: pending.signal, headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!part("results", page)) throw new Error("no list in the answer");
    replaceParts(page);
    if (remember) history.pushState(null, "", address);
    else form.elements.q.value = page.querySelector("[data-listing-form]").elements.q.value;
    part("results").removeAttribute("aria-busy");
    document.dispatchEvent(new Event("listing:shown"));
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
  }
}

function sheet() {
  const dialog = document.createElement("dialog");
  dialog.className = "sheet";
  dialog.setAttribute("aria-labelledby", "facets-title");
  const home = document.createComment("filters");
  facets.before(home);
  document.body.append(dialog);
  dialog.addEventListener("close", () => home.after(facets));
  narrow.addEventListener("change", () => dialog.open && dialog.close());
  return {
    open() {
      dialog.append(facets);
      dialog.showModal();
    },
    close() {
      dialog.close();
      document.querySelector("[data-filters-open]")?.focus();
    },
    get isOpen() {
      return dialog.open;
    },
  };
}

if (form && facets && typeof HTMLDialogElement === "function") {
  const drawer = sheet();

  document.addEventListener("change", (event) => {
    if (event.target.form === form && event.target.name !== "q") show(wanted());
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (drawer.isOpen) drawer.close();
    else show(wanted());
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-filters-open]")) {
      event.preventDefault();
      drawer.open();
    } else if (drawer.isOpen && event.target.closest("[data-filters-close]")) {
      event.preventDefault();
      drawer.close();
    }
  });
  addEventListener("popstate", () => show(location.href, { remember: false }));
}
