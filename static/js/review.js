// A review: two widths for the previews, and the words that the text check found, coloured where they stand.

const section = document.querySelector("[data-previews]");
const widths = section?.querySelector(".review__widths");

if (widths) {
  widths.hidden = false;
  widths.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-width]");
    if (!chosen) return;
    section.dataset.previews = chosen.dataset.width;
    for (const button of widths.querySelectorAll("[data-width]")) {
      button.setAttribute("aria-pressed", String(button === chosen));
    }
  });
}

const LETTER = /[\p{L}\p{M}\p{N}]/u;

/* The places of a word in a text where it is no part of a longer one. */
function* placesOf(word, text) {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const around = [text[at - 1], text[at + word.length]];
    if (!around.some((letter) => letter && LETTER.test(letter))) yield at;
  }
}

function rangesOf(words) {
  const found = [];
  for (const cell of document.querySelectorAll(".review__new")) {
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode;
      for (const word of words) {
        for (const at of placesOf(word, node.data)) {
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + word.length);
          found.push(range);
        }
      }
    }
  }
  return found;
}

if (window.Highlight && CSS.highlights) {
  const words = new Set([...document.querySelectorAll("[data-word]")].map((mark) => mark.dataset.word));
  CSS.highlights.set("doubtful", new Highlight(...rangesOf(words)));
}
