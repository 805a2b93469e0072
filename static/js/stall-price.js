// Buttons that raise and lower a price, thousands grouped while typing ends, one grade more without asking the site.

const WORDS = /\s*(k|n|ng|nghìn|ngàn|nghin|ngan)\.?$/i;

/** The đồng that a plain text says, or NaN; the site reads more than this. */
function dong(text) {
  const trimmed = text.trim();
  const digits = trimmed.replace(WORDS, "").replace(/[.\s₫đ]/g, "");
  if (digits === "") return 0;
  return /^\d+$/.test(digits) ? Number(digits) * (WORDS.test(trimmed) ? 1000 : 1) : NaN;
}

const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ".");

function change(input, value) {
  input.value = value > 0 ? grouped(value) : "";
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

function addTier(button) {
  const form = button.form;
  const total = form.elements["tiers-TOTAL_FORMS"];
  const html = form.querySelector("[data-new-tier]").innerHTML.replaceAll("__prefix__", total.value);
  const list = form.querySelector("[data-tiers]");
  list.insertAdjacentHTML("beforeend", html);
  total.value = Number(total.value) + 1;
  button.hidden = Number(total.value) >= Number(form.elements["tiers-MAX_NUM_FORMS"].value);
  ready();
  list.lastElementChild.querySelector("input").focus();
}

function ready() {
  for (const button of document.querySelectorAll("[data-step]")) button.hidden = false;
}

document.addEventListener("click", (event) => {
  const step = event.target.closest("[data-step]");
  if (step) {
    const input = step.parentElement.querySelector("input");
    const value = dong(input.value);
    if (!Number.isNaN(value)) change(input, value + Number(step.dataset.step));
  }
  const add = event.target.closest("[data-add-tier]");
  if (add) {
    event.preventDefault();
    addTier(add);
  }
});

document.addEventListener("focusout", (event) => {
  if (!event.target.matches(".stall-number")) return;
  const value = dong(event.target.value);
  if (value >= 1000) event.target.value = grouped(value);
});

document.addEventListener("stall:drawn", ready);
ready();
