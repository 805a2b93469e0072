/* Above a form that came back refused Wagtail says that the page is not saved, also when it has saved itself since. Once it has,
   nothing is wrong with it if a draft was refused; if it was to go further, what keeps it from that is still below. */

const ERRORS = ".error-message, .help-critical";

class RefusedSave {
  constructor(words, message) {
    this.words = words;
    this.message = message;
    const isDraft = words.dataset.refused === "save";
    document.addEventListener("w-autosave:success", () => (isDraft ? this.forget() : this.say()), { once: true });
  }

  say() {
    const sentence = [...this.message.childNodes].find((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    sentence.data = ` ${this.words.content.textContent} `;
    this.message.className = "warning";
  }

  forget() {
    this.message.remove();
    for (const error of document.querySelectorAll(ERRORS)) {
      const errors = error.closest("[data-field-errors]");
      if (errors) errors.replaceChildren();
      else error.remove();
    }
    for (const field of document.querySelectorAll(".w-field--error")) field.classList.remove("w-field--error");
    for (const input of document.querySelectorAll("[aria-invalid=true]")) input.removeAttribute("aria-invalid");
    for (const count of document.querySelectorAll("[data-controller~=w-count]")) count.dataset.wCountTotalValue = "0";
    document.dispatchEvent(new CustomEvent("wagtail:panel-init")); // Wagtail's map of the page counts anew
  }
}

const words = document.querySelector("template[data-refused]");
const message = document.querySelector(".messages > ul > .error");
if (words && message) new RefusedSave(words, message);
