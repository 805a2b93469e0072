// Buttons that raise and lower a price, thousands grouped while typing ends, one grade more without asking the site.

const TYPED = /^(\d+|\d{1,3}(?:[.,\s]\d{3})+)\s*(?:₫|đ|đồng|vnđ)?$/i;
const THOUSANDS = /^(\d+)(?:[.,](\d{1,2}))?\s*(?:k|n|ng|nghìn|ngàn|nghin|ngan)$/i;

/** The đồng that a text surely says, or NaN. What the site reads or refuses beyond that stays as typed until it is sent. */
function dong(text) {
  const trimmed = text.trim();
  if (trimmed === "") return 0;
  const typed = TYPED.exec(trimmed);
  if (typed) return Number(typed[1].replace(/\D/g, ""));
  const [, whole, part = ""] = THOUSANDS.exec(trimmed) ?? [];
  return whole ? Number(whole) * 1000 + Number(part.padEnd(3, "0")) : NaN;
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
