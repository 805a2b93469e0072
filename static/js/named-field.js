/* Goes to the field that the address names, and stays with it while the form above still grows: fields that grow with their
   text, blocks, rich texts. The browser's own way there is a slow one, and ends where one of them scrolls meanwhile.
   With the reader's first touch it is over. */

const STILL = 1500; // ms without a change of height: the form is drawn

function follow(field, form) {
  const observer = new ResizeObserver(() => {
    field.scrollIntoView({ behavior: "instant" });
    clearTimeout(alarm);
    alarm = setTimeout(stop, STILL);
  });
  const stop = () => observer.disconnect();
  let alarm = setTimeout(stop, STILL);
  for (const kind of ["pointerdown", "keydown", "wheel"]) {
    addEventListener(kind, stop, { capture: true, once: true, passive: true });
  }
  observer.observe(form);
}

const field = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
const form = field && field.closest("#page-edit-form");
if (form) follow(field, form);
