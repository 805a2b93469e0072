/* The photos that a member has chosen: made smaller and sent one after the other, each with its progress. What has arrived
   stays; what fails stays on the page with "send again", and goes by itself when the line is back. */

import { send } from "./upload-send.js";
import { shrink } from "./upload-shrink.js";

const TRY_AGAIN_AFTER = [4_000, 15_000, 60_000]; // ms; then only by hand or when the phone says the line is back

class Photo {
  constructor(file, list, template) {
    this.file = file;
    this.tries = 0;
    this.element = template.content.cloneNode(true).firstElementChild;
    this.part("name").textContent = file.name;
    list.append(this.element);
  }

  part(name) {
    return this.element.querySelector(`[data-item-${name}]`);
  }

  /* Show where the photo is: its `state` for the style, the words for people, and what can be done. */
  show(state, words, { progress, actions = [] } = {}) {
    this.state = state;
    this.element.dataset.state = state;
    this.part("state").textContent = words;
    const bar = this.part("progress");
    bar.hidden = progress === undefined;
    if (progress !== undefined) bar.value = progress;
    bar.setAttribute("aria-label", this.file.name);
    for (const name of ["next", "again", "drop"]) this.part(name).hidden = !actions.includes(name);
  }
}

class Uploads {
  constructor(form) {
    this.form = form;
    this.photos = [];
    this.list = form.querySelector("[data-upload-list]");
    this.template = form.querySelector("template[data-upload-item]");
    this.offline = form.querySelector("[data-upload-offline]");
    this.signedOut = form.querySelector("[data-upload-signed-out]");
    this.status = form.querySelector("[data-upload-status]");
    for (const field of form.querySelectorAll("[data-upload-choose]")) {
      field.addEventListener("change", () => this.choose(field));
    }
    this.list.addEventListener("click", (event) => this.act(event));
    form.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("online", () => this.again());
    addEventListener("beforeunload", (event) => this.unfinished().length && event.preventDefault());
  }

  word(name) {
    return this.form.querySelector("template[data-upload-words]").content.querySelector(`[data-word="${name}"]`).textContent;
  }

  choose(field) {
    for (const file of field.files) {
      const photo = new Photo(file, this.list, this.template);
      photo.show("waiting", this.word("waiting"));
      this.photos.push(photo);
    }
    field.value = ""; // the same photo may be chosen again
    this.list.hidden = this.photos.length === 0;
    this.run();
  }

  unfinished() {
    return this.photos.filter((photo) => ["waiting", "sending"].includes(photo.state) || photo.mayArrive);
  }

  /* One after the other: on a slow line two at once arrive later than each alone. */
  async run() {
    if (this.isRunning) return;
    this.isRunning = true;
    let photo;
    while ((photo = this.photos.find((each) => each.state === "waiting"))) {
      const goesOn = await this.sendOne(photo);
      this.tell();
      if (!goesOn) break;
    }
    this.isRunning = false;
  }

  /* Send one photo; return whether the next may follow. */
  async sendOne(photo) {
    photo.mayArrive = false;
    try {
      photo.show("sending", this.word("shrinking"), { progress: 0 });
      photo.ready ??= await shrink(photo.file, photo.element.querySelector("canvas"));
      if (photo.ready.blob.size > Number(this.form.dataset.mostBytes)) throw { kind: "too_large" };
      this.arrived(photo, await this.transfer(photo));
      return true;
    } catch (reason) {
      if (!reason.kind) throw reason;
      return this.failed(photo, reason);
    }
  }

  transfer(photo) {
    return send(this.form, photo.ready.blob, photo.ready.name, (percent) => {
      const words = percent < 100 ? `${this.word("sending")}: ${percent}%` : this.word("working");
      photo.show("sending", words, { progress: percent });
    });
  }

  arrived(photo, answer) {
    photo.ready = undefined;
    this.offline.hidden = this.signedOut.hidden = true;
    photo.show("done", this.word(answer.is_new ? "done" : "known"), { actions: ["next"] });
    photo.part("next").href = answer.url;
    document.querySelector("[data-no-photos]")?.remove();
  }

  failed(photo, { kind, message }) {
    const isFinal = ["refused", "too_large"].includes(kind);
    photo.mayArrive = !isFinal;
    photo.show("failed", message ?? this.word(kind), { actions: isFinal ? ["drop"] : ["again", "drop"] });
    this.offline.hidden = kind !== "lost";
    this.signedOut.hidden = kind !== "signed_out";
    if (isFinal) return true;
    if (kind !== "signed_out") this.later(photo);
    return false; // the others would fail for the same reason
  }

  later(photo) {
    const pause = TRY_AGAIN_AFTER[photo.tries];
    photo.tries += 1;
    if (pause) setTimeout(() => photo.mayArrive && this.again(), pause);
  }

  /* Put everything that may still arrive back into the line. */
  again() {
    for (const photo of this.photos) {
      if (photo.state !== "failed" || !photo.mayArrive) continue;
      photo.mayArrive = false;
      photo.show("waiting", this.word("waiting"));
    }
    this.run();
  }

  act(event) {
    const element = event.target.closest(".photo-item");
    const photo = this.photos.find((each) => each.element === element);
    if (event.target.closest("[data-item-again]")) this.again();
    if (event.target.closest("[data-item-drop]")) {
      this.photos = this.photos.filter((each) => each !== photo);
      element.remove();
      this.list.hidden = this.photos.length === 0;
      this.run();
    }
  }

  tell() {
    const done = this.photos.filter((photo) => photo.state === "done").length;
    this.status.textContent = this.word("summary").replace("[done]", done).replace("[all]", this.photos.length);
  }
}

for (const form of document.querySelectorAll("[data-upload]")) new Uploads(form);
