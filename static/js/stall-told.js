// What was just done is told once: it goes with the next thing done, and a page that the browser had kept is without it.

/** Drops what was told, but for what holds the form being sent: a form outside the page sends nothing. */
function forget(form) {
  for (const told of document.querySelectorAll("[data-told]")) {
    if (!told.contains(form)) told.remove();
  }
}

document.addEventListener("submit", (event) => forget(event.target));
addEventListener("pageshow", (event) => {
  if (event.persisted) forget(null);
});
