// Twelve large taps in the place of twelve selects: none, a little, main season, and round again.

const LAST_TAP = 2; // "steady" comes from the switch alone

function show(button, select) {
  button.dataset.level = select.value;
  button.querySelector("span").textContent = select.selectedOptions[0].textContent;
}

function enhance(box) {
  const [label, select] = [box.querySelector("label"), box.querySelector("select")];
  const button = document.createElement("button");
  const [name, words] = [document.createElement("b"), document.createElement("span")];
  name.textContent = label.textContent;
  words.setAttribute("aria-live", "polite");
  button.type = "button";
  button.className = "stall-month__tap";
  button.append(name, words);
  label.hidden = select.hidden = true;
  box.append(button);
  show(button, select);
  button.addEventListener("click", () => {
    const level = Number(select.value);
    select.value = level >= LAST_TAP ? 0 : level + 1;
    show(button, select);
    select.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

function ready() {
  for (const box of document.querySelectorAll("[data-month]:not(:has(.stall-month__tap))")) enhance(box);
}

document.addEventListener("stall:drawn", ready);
ready();
