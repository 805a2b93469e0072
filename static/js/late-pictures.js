/* On phones, a long list's photos come shortly before they are seen: the browser's own margin would fetch three screens.
   A <source data-late> holds each back; taking it away lets the <img> beside it load. Without a script none applies. */

const MARGIN = "160px 0px";

const observer = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) release(target);
    }
  },
  { rootMargin: MARGIN },
);

function release(frame) {
  observer.unobserve(frame);
  frame.querySelectorAll("source[data-late]").forEach((source) => source.remove());
}

function frames() {
  const sources = [...document.querySelectorAll("source[data-late]")];
  // A gallery brings its own, when somebody reaches for it.
  return sources.filter((source) => !source.closest("[data-gallery]")).map((source) => source.parentElement.parentElement);
}

function watch() {
  frames().forEach((frame) => observer.observe(frame));
}

watch();
// Filters exchange the list without loading the page anew.
document.addEventListener("listing:shown", watch);
addEventListener("beforeprint", () => frames().forEach(release));
