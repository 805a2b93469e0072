// Sends a member's form without leaving the page, and keeps what was typed on this phone until it is saved.
// Without this file the form is sent by its button; what is sent while signed out is then kept by the site.

const PREFIX = "stall:";
const KEEP_MS = 30 * 24 * 3600 * 1000;
const TOKEN = "csrfmiddlewaretoken";
const main = document.querySelector("main");

/** The phone's own store; a private window may refuse it, and then nothing is kept. */
const store = {
  read(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  },
  write(key, value) {
    try {
      localStorage.setItem(key, JSON.stringify(value));
    } catch {
      // Full or forbidden: the form still holds what was typed.
    }
  },
  drop(key) {
    try {
      localStorage.removeItem(key);
    } catch {
      // Nothing was kept, then.
    }
  },
  tidy() {
    try {
      for (const key of Object.keys(localStorage)) {
        if (key.startsWith(PREFIX) && !(Date.now() - (store.read(key)?.at ?? 0) < KEEP_MS)) store.drop(key);
      }
    } catch {
      // Forbidden: nothing to tidy.
    }
  },
};

const currentForm = () => main.querySelector("[data-stall-form]");
const keyOf = (form) => `${PREFIX}${form.dataset.member}:${form.dataset.stallForm}`;

/** What stands in the form, as pairs of name and text. */
function typed(form) {
  return [...new FormData(form)].filter(([name]) => name !== TOKEN);
}

/** The same but for the version and the answer to a doubt, to compare what two forms say. */
function said(pairs) {
  return JSON.stringify(pairs.filter(([name]) => name !== "seen" && name !== "sure"));
}

function keep(form) {
  store.write(keyOf(form), { at: Date.now(), pairs: typed(form) });
}

/** Whether leaving would drop something that was typed. What the server has drawn again is not saved either. */
let isLeaving = false;
const asOpened = currentForm() && said(typed(currentForm()));

function isUnsaved() {
  const form = currentForm();
  return Boolean(form) && !isLeaving && said(typed(form)) !== asOpened;
}

function notice(form, name) {
  for (const box of form.querySelectorAll("[data-notice]")) box.hidden = box.dataset.notice !== name;
  const shown = form.querySelector(`[data-notice="${name}"]`);
  shown?.scrollIntoView({ block: "center" });
  return shown;
}

/** Offers what was kept earlier, if it says something else than the form does. */
function offerKept() {
  const form = currentForm();
  const kept = form && store.read(keyOf(form));
  if (!kept) return;
  if (said(kept.pairs) === said(typed(form))) return;
  const box = notice(form, "kept");
  const time = new Date(kept.at);
  box.querySelector("[data-kept-time]").textContent = time.toLocaleString("vi-VN", { dateStyle: "short", timeStyle: "short" });
}

/** The token of today's session: signing in elsewhere gives a new one, which this page has not heard of. */
function token() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
}

async function post(url, pairs, accept) {
  const body = new URLSearchParams(pairs);
  body.set(TOKEN, token() ?? body.get(TOKEN));
  return fetch(url, { method: "POST", body, headers: { Accept: accept } });
}

/** Puts another state of the screen in place. */
async function draw(response) {
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  main.replaceChildren(...page.querySelector("main").childNodes);
  document.dispatchEvent(new CustomEvent("stall:drawn"));
  const first =
    main.querySelector("[aria-invalid='true']") ?? main.querySelector("[role='alert']:not([hidden]), [role='status']:not([hidden])");
  if (!first) return;
  if (!first.matches("input, select, textarea")) first.tabIndex = -1;
  first.closest("details")?.setAttribute("open", "");
  first.focus();
  // What is wrong stands under the field, where the button that saves would cover it.
  (document.getElementById(`${first.id}_error`) ?? first).scrollIntoView({ block: "center" });
}

async function send(form, pairs, accept) {
  if (form.getAttribute("aria-busy") === "true") return;
  form.setAttribute("aria-busy", "true");
  try {
    const response = await post(form.action, pairs, accept);
    const type = response.headers.get("Content-Type") ?? "";
    if (response.status === 401) {
      notice(form, (await response.json()).closed ? "closed" : "signed-out");
    } else if (response.ok && type.includes("json")) {
      store.drop(keyOf(form));
      isLeaving = true;
      location.assign((await response.json()).url);
    } else if ((response.ok || response.status === 409) && type.includes("html")) {
      await draw(response);
    } else {
      notice(form, "refused");
    }
  } catch {
    notice(form, "offline");
  } finally {
    form.removeAttribute("aria-busy");
  }
}

main.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-stall-form]");
  if (!form) return;
  event.preventDefault();
  keep(form);
  send(form, [...new FormData(form)], "application/json");
});

main.addEventListener("input", (event) => {
  const form = event.target.closest("[data-stall-form]");
  if (!form) return;
  keep(form);
  form.querySelector('[data-notice="kept"]').hidden = true;
});

main.addEventListener("click", (event) => {
  const form = currentForm();
  const hit = (selector) => event.target.closest(selector);
  if (hit(".stall-conflict a, [data-notice] a")) isLeaving = true; // what happens to the typed text stands beside these
  if (hit("[data-send-again]")) {
    form.requestSubmit();
  } else if (hit("[data-use-kept]")) {
    const { pairs } = store.read(keyOf(form));
    send(form, [...pairs, [TOKEN, form.elements[TOKEN].value], ["redraw", "kept"]], "text/html");
  } else if (hit("[data-drop-kept]")) {
    store.drop(keyOf(form));
    form.querySelector('[data-notice="kept"]').hidden = true;
  }
});

addEventListener("beforeunload", (event) => isUnsaved() && event.preventDefault());
addEventListener("pageshow", (event) => {
  if (event.persisted) isLeaving = false;
});

store.tidy();
offerKept();
