/* On a phone a panel beside the form covers it: it starts closed, whatever was open on the page before. */

if (matchMedia("(max-width: 799.9px)").matches) {
  try {
    localStorage.removeItem("wagtail:side-panel-open"); // Wagtail looks there once the page is read
  } catch {
    // A browser that keeps nothing opens nothing.
  }
}
