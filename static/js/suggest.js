/* Suggestions under a search box: [data-suggest-url] answers ?q= with {suggestions: [{title, kind, url}]}.
   Follows the ARIA combobox pattern; without this file the form searches as it stands. */

const WAIT = 180;
const SHORTEST = 2;

class Suggestions {
  constructor(form, number) {
    this.form = form;
    this.url = form.dataset.suggestUrl;
    this.input = form.querySelector("input[type=search]");
    this.items = [];
    this.chosen = -1;
    this.list = document.createElement("ul");
    this.list.className = "suggestions";
    this.list.id = `suggestions-${number}`;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", form.dataset.suggestLabel ?? "");
    form.append(this.list);
    this.prepareInput();
    this.listen();
  }

  prepareInput() {
    const attributes = {
      role: "combobox",
      autocomplete: "off",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
    };
    for (const [name, value] of Object.entries(attributes)) {
      this.input.setAttribute(name, value);
    }
  }

  listen() {
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("focus", () => this.items.length && this.show());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.open(Number(option.dataset.index));
    });
    this.form.addEventListener("focusout", (event) => {
      if (!this.form.contains(event.relatedTarget)) this.hide();
    });
  }

  typed() {
    clearTimeout(this.timer);
    this.request?.abort();
    const words = this.input.value.trim();
    if (words.length < SHORTEST) {
      this.fill([]);
      return;
    }
    this.timer = setTimeout(() => this.ask(words), WAIT);
  }

  async ask(words) {
    this.request = new AbortController();
    try {
      const answer = await fetch(`${this.url}?q=${encodeURIComponent(words)}`, { signal: this.request.signal });
      if (answer.ok) this.fill((await answer.json()).suggestions);
    } catch (error) {
      if (error.name !== "AbortError") this.fill([]); // offline: the form still searches
    }
  }

  fill(items) {
    this.items = items;
    this.list.replaceChildren(...items.map((item, index) => this.option(item, index)));
    this.choose(-1);
    if (items.length && document.activeElement === this.input) this.show();
    else this.hide();
  }

  option({ title, kind, lang = "vi" }, index) {
    const option = document.createElement("li");
    option.className = "suggestions__option";
    option.id = `${this.list.id}-${index}`;
    option.dataset.index = index;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const name = document.createElement("span");
    name.textContent = title;
    name.lang = lang; // most titles are Vietnamese on English pages too
    const what = document.createElement("span");
    what.className = "suggestions__kind";
    what.textContent = kind;
    option.append(name, " ", what);
    return option;
  }

  pressed(event) {
    const last = this.items.length - 1;
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.hide();
    } else if (event.key === "Enter" && this.chosen >= 0 && !this.list.hidden) {
      event.preventDefault();
      this.open(this.chosen);
    } else if (last >= 0 && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.show();
      // One place before the first option stands for the field itself.
      const next = this.chosen + step;
      this.choose(next > last ? -1 : next < -1 ? last : next);
    }
  }

  choose(index) {
    this.chosen = index;
    [...this.list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === index)));
    const option = this.list.children[index];
    if (option) {
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  open(index) {
    location.assign(this.items[index].url);
  }

  show() {
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
  }

  hide() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.choose(-1);
  }
}

document.querySelectorAll("form[data-suggest-url]").forEach((form, number) => new Suggestions(form, number));
