// A product's pictures: small ones lead to the large ones, and a counter tells which one is seen. Any picture with a button
// for it opens as large as the screen. Without this file the row scrolls and the small pictures are plain links into it.

for (const button of document.querySelectorAll("[data-enlarge]")) {
  const figure = button.closest("figure");
  const enlarge = async () => {
    const { open } = await import("./viewer.js");
    const group = figure.closest("[data-pictures]") ?? figure;
    const figures = [...group.querySelectorAll("[data-enlarge]")].map((other) => other.closest("figure"));
    open(figures, figures.indexOf(figure));
  };
  button.hidden = false;
  button.addEventListener("click", enlarge);
  figure.querySelector("img").addEventListener("click", enlarge);
}

for (const gallery of document.querySelectorAll("[data-gallery]")) {
  const track = gallery.querySelector("[data-gallery-track]");
  const counter = gallery.querySelector("[data-gallery-counter]");
  const thumbs = [...gallery.querySelectorAll("[data-gallery-thumb]")];
  const items = [...track.querySelectorAll("li")];
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  const tell = (place) => {
    if (counter) counter.textContent = `${place + 1} / ${items.length}`;
    thumbs.forEach((thumb, index) => {
      if (index === place) thumb.setAttribute("aria-current", "true");
      else thumb.removeAttribute("aria-current");
    });
  };

  // A hand on the gallery brings the pictures beside the first; before, they would only make the first one wait.
  const bring = () => gallery.querySelectorAll("source[data-late]").forEach((source) => source.remove());
  for (const reach of ["pointerenter", "pointerdown", "touchstart", "focusin", "scroll"]) {
    (reach === "scroll" ? track : gallery).addEventListener(reach, bring, { once: true, passive: true });
  }
  addEventListener("beforeprint", bring, { once: true });

  if (items.length > 1) {
    if (counter) counter.hidden = false;
    tell(0);
    const watch = new IntersectionObserver(
      (seen) => {
        for (const entry of seen) if (entry.isIntersecting) tell(items.indexOf(entry.target));
      },
      { root: track, threshold: 0.6 },
    );
    items.forEach((item) => watch.observe(item));
  }

  thumbs.forEach((thumb, index) => {
    thumb.addEventListener("click", (event) => {
      event.preventDefault();
      track.scrollTo({ left: items[index].offsetLeft - items[0].offsetLeft, behavior: calm.matches ? "auto" : "smooth" });
      tell(index);
    });
  });
}
