// Saves the stock by one tap, where the tap was made. Without this file the button sends the form.

/** The token of today's session: signing in elsewhere gives a new one, which this page has not heard of. */
function token(form) {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? form.elements.csrfmiddlewaretoken.value;
}

function press(form, value) {
  for (const button of form.querySelectorAll("[name=stock]")) {
    button.setAttribute("aria-pressed", String(button.value === value));
  }
}

async function save(form, value) {
  const before = form.querySelector("[aria-pressed=true]")?.value;
  const line = form.nextElementSibling;
  const [offline, signedOut] = [form.querySelector("[data-offline]"), form.querySelector("[data-signed-out]")];
  const body = new URLSearchParams(new FormData(form));
  body.set("stock", value);
  body.set("csrfmiddlewaretoken", token(form));
  form.setAttribute("aria-busy", "true");
  offline.hidden = signedOut.hidden = true;
  press(form, value);
  try {
    const response = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    if (response.status === 401) {
      press(form, before);
      signedOut.hidden = false;
      return;
    }
    if (!response.ok) {
      location.reload(); // no longer a member, or something broke: the page says which
      return;
    }
    const answer = await response.json();
    press(form, answer.stock);
    form.elements.seen.value = answer.seen;
    line.innerHTML = answer.line;
  } catch {
    press(form, before);
    offline.hidden = false;
    line.replaceChildren();
  } finally {
    form.removeAttribute("aria-busy");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-stock]");
  if (!form || !event.submitter) return;
  event.preventDefault();
  if (form.getAttribute("aria-busy") !== "true") save(form, event.submitter.value);
});
