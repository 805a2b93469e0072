// Shows a picture as large as the screen, the others of its group one step away. Loaded when somebody asks for it.

/** The largest file that an image's srcset names, else its own. */
function largest(image) {
  const sources = image.srcset.split(",").map((source) => source.trim().split(/\s+/));
  const widths = sources.map(([address, width]) => [address, parseInt(width) || 0]);
  return widths.reduce((best, next) => (next[1] > best[1] ? next : best), [image.src, 0])[0];
}

class Viewer {
  constructor(pictures, dialog) {
    this.pictures = pictures;
    this.dialog = dialog;
    for (const name of ["picture", "caption", "counter", "next", "previous", "close", "steps"]) {
      this[name] = dialog.querySelector(`[data-viewer-${name}]`);
    }
    this.steps.hidden = pictures.length < 2;
    this.next.addEventListener("click", () => this.show(this.place + 1));
    this.previous.addEventListener("click", () => this.show(this.place - 1));
    this.close.addEventListener("click", () => dialog.close());
    this.picture.addEventListener("click", () => this.zoom());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("keydown", (event) => this.key(event));
    dialog.addEventListener("close", () => dialog.remove());
  }

  /** Fits the picture to the screen, or shows it close up, from its middle. */
  zoom() {
    this.dialog.classList.toggle("viewer--close-up");
    const frame = this.picture.parentElement;
    frame.scrollTo((frame.scrollWidth - frame.clientWidth) / 2, (frame.scrollHeight - frame.clientHeight) / 2);
  }

  key(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || this.dialog.classList.contains("viewer--close-up")) return; // there the arrows move the picture
    event.preventDefault();
    this.show(this.place + step);
  }

  show(place) {
    const count = this.pictures.length;
    this.place = (place + count) % count;
    const { image, caption } = this.pictures[this.place];
    this.dialog.classList.remove("viewer--close-up");
    this.picture.src = largest(image);
    this.picture.alt = image.alt;
    this.caption.textContent = caption;
    this.counter.textContent = `${this.place + 1} / ${count}`;
  }
}

/** Opens the picture at `place` among the figures of one group (elements that hold an img and perhaps a figcaption). */
export function open(figures, place) {
  const pictures = figures.map((figure) => ({
    image: figure.querySelector("img"),
    caption: figure.querySelector("figcaption")?.textContent.trim() ?? "",
  }));
  const dialog = document.querySelector("template[data-viewer]").content.cloneNode(true).querySelector("dialog");
  document.body.append(dialog);
  new Viewer(pictures, dialog).show(place);
  dialog.showModal();
}
