// Two widths for the previews of a review: a phone's, beside each other, or a desk's, below each other.

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
