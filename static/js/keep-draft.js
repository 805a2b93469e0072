/* The editor's memory: what is typed into a page's form stays on this device until the site has it.
   Wagtail saves by itself while the line holds. This file is for when it does not: a lost line, an expired session, rights
   taken away, a second writer. It says so in plain words, offers the next step, and brings a kept text back. */

import { DraftStore } from "./draft-store.js";
import { fieldsOf, readable, send, setHidden, written } from "./draft-fields.js";

const LOOK_EVERY = 1000; // ms
const SETTLED_AFTER = 1500; // until then the form's own scripts fill it in
const STATE_TIMEOUT = 8000;
const RICH_TEXT_SETTLES = 300; // Draftail writes into its field a quarter of a second after the last change in it

class Keeper {
  constructor(form, section) {
    this.form = form;
    this.section = section;
    this.user = Number(section.dataset.draftKeeper);
    this.store = new DraftStore(this.user);
    // After a refused save the same text stands in the new form: it goes on under its old token.
    this.token = section.dataset.token || newToken();
    this.hadToken = Boolean(section.dataset.token);
    // In a form that came back refused Wagtail no longer looks for changes, and would never save by itself again.
    this.drivesAutosave = form.dataset.wUnsavedForceValue === "true";
    this.problem = "";
    this.touched = this.hadToken;
    this.richTextAt = 0;
    setHidden(form, "draft_token", this.token);
    form.before(section);
    this.listen();
    setTimeout(() => this.settle(), SETTLED_AFTER);
    this.offerKept();
  }

  /* --- what is typed --- */

  settle() {
    if (this.saved === undefined) this.saved = this.hadToken ? "" : written(fieldsOf(this.form));
  }

  listen() {
    for (const kind of ["keydown", "pointerdown", "paste", "input"]) {
      this.form.addEventListener(kind, () => this.touch(), { capture: true });
    }
    for (const kind of ["keydown", "paste", "input", "focusout"]) {
      this.form.addEventListener(kind, (event) => this.noteRichText(event), { capture: true });
    }
    setInterval(() => this.keep(), LOOK_EVERY);
    addEventListener("pagehide", () => this.keep());
    document.addEventListener("visibilitychange", () => this.keep());
    addEventListener("online", () => this.problem && this.retry());
    addEventListener("offline", () => this.touched && this.show("offline"));
    this.section.addEventListener("click", (event) => this.act(event));
    document.addEventListener("click", (event) => this.beforeSending(event), { capture: true });
    // What is being sent by hand is not saved by itself beside it: after a page is sent for review that would be refused.
    this.form.addEventListener("submit", (event) => event.defaultPrevented || this.restAutosave(true));
    addEventListener("pageshow", (event) => event.persisted && this.restAutosave(false));
    this.listenToWagtail();
  }

  noteRichText({ target }) {
    if (target.closest?.(".public-DraftEditor-content")) this.richTextAt = Date.now();
  }

  touch() {
    this.settle();
    this.touched = true;
  }

  /* Write the form down if it differs from what the site has. */
  keep() {
    if (!this.touched || this.leaving) return;
    const fields = fieldsOf(this.form);
    const now = written(fields);
    if (now === this.kept) return;
    if (now === this.saved) this.store.remove(this.token);
    else this.store.write(this.token, { path: this.path, fields, at: Date.now() });
    const isChange = this.kept !== undefined && now !== this.saved;
    this.kept = now;
    if (this.drivesAutosave && isChange) this.autosave();
  }

  get path() {
    return new URL(this.form.action, location.href).pathname;
  }

  /* --- what Wagtail says --- */

  listenToWagtail() {
    document.addEventListener("w-autosave:save", () => {
      this.underway = written(fieldsOf(this.form));
    });
    document.addEventListener("w-autosave:success", ({ detail }) => this.arrived(detail.data));
    document.addEventListener("w-autosave:error", ({ detail }) => this.failed(detail.type));
    document.addEventListener("w-swap:json", ({ detail }) => this.hearOfOthers(detail?.data));
    // Wagtail's own dialog asks whether to save over the newer version: a yes there is a yes for the server.
    document.addEventListener("w-dialog:confirmed", () => this.agree(), { capture: true });
  }

  arrived(answer) {
    this.saved = this.underway;
    this.hasSeen(answer.revision_id, answer.revision_created_at);
    if (answer.pk) this.section.dataset.stateUrl = this.section.dataset.stateUrl.replace(/\?.*/, `?page=${answer.pk}`);
    this.hasTried = false;
    this.kept = undefined;
    this.store.remove(this.token);
    this.keep();
    this.clear();
  }

  hasSeen(id, createdAt) {
    setHidden(this.form, "loaded_revision_id", id);
    setHidden(this.form, "loaded_revision_created_at", createdAt);
  }

  async failed(kind) {
    this.keep();
    if (kind === "validation_error") this.clear();
    else if (kind === "locked") this.show("locked", (await this.ask()) ?? {});
    else if (kind === "invalid_revision") {
      if (!this.explain(await this.ask(), true)) return;
      this.restAutosave(false); // Wagtail has given up by now
      this.autosave();
    } else if (this.explain(await this.ask())) this.saveOnceMore();
  }

  /* The line was gone for a moment, or a sign-in elsewhere had made the form's token void: the next attempt may do. */
  saveOnceMore() {
    if (this.hasTried) this.show("server");
    else this.autosave();
    this.hasTried = true;
  }

  restAutosave(rests) {
    this.form.dataset.wAutosaveActiveValue = String(!rests);
  }

  autosave() {
    const detail = { type: "edits" };
    this.form.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true, cancelable: true, detail }));
  }

  hearOfOthers(answer) {
    const theirs = (answer?.other_sessions ?? []).find((session) => session.revision_id);
    if (theirs) this.theirs = theirs.revision_id;
  }

  agree() {
    if (this.theirs) setHidden(this.form, "typed_over", this.theirs);
  }

  /* --- what is wrong, and what to do --- */

  /* Ask the site who is signed in and whether they may write here; null without an answer. */
  async ask() {
    const patience = new AbortController();
    const alarm = setTimeout(() => patience.abort(), STATE_TIMEOUT);
    try {
      const address = `${this.section.dataset.stateUrl}&draft=${this.token}`;
      const answer = await fetch(address, { cache: "no-store", signal: patience.signal });
      return answer.ok ? await answer.json() : {};
    } catch {
      return null;
    } finally {
      clearTimeout(alarm);
    }
  }

  /* Show the notice that fits the site's answer; return whether saving may be tried again. */
  explain(state, refusedAsOld = false) {
    if (state === null) return this.show("offline");
    if (state.is_closed) return this.show("closed");
    if (state.user === null) return this.show("signed_out");
    if (state.user === undefined) return this.show("server");
    if (state.user !== this.user) return this.show("somebody_else");
    if (!state.may_edit) return this.show("not_allowed");
    this.takeToken(state.csrf);
    if (state.is_locked) return this.show("locked", state);
    if (refusedAsOld && state.newest?.is_own && this.takenOver !== state.newest.created_at) {
      // Saved from here, but the answer was lost on the way: go on from there.
      this.takenOver = state.newest.created_at;
      this.form.dataset.wAutosaveRevisionIdValue = state.newest.id;
      this.hasSeen(state.newest.id, state.newest.created_at);
      return true;
    }
    if (refusedAsOld) {
      this.theirs = state.newest?.id;
      const isSaid = document.querySelector("[data-newer-version]"); // the server has said so above the form
      return isSaid ? false : this.show("newer", state.newest ?? {});
    }
    return true;
  }

  /* A new sign-in made the form's token void. */
  takeToken(token) {
    this.form.elements.namedItem("csrfmiddlewaretoken").value = token;
    if (window.wagtailConfig) window.wagtailConfig.CSRF_TOKEN = token;
  }

  async retry() {
    this.promise();
    if (!this.explain(await this.ask())) return;
    if (this.form.dataset.controller?.includes("w-autosave")) this.autosave();
    else this.submit();
  }

  /* Saving by hand leaves the page: where that is known to fail, it is tried out first. */
  beforeSending(event) {
    const button = event.target.closest?.("button[type=submit], [data-workflow-action-name]");
    const isOurs = button && (button.form === this.form || this.form.contains(button));
    if (!isOurs || this.tryingOut) return;
    const rest = this.richTextAt + RICH_TEXT_SETTLES - Date.now();
    if (rest > 0) {
      // The last words of a rich text are not in its field yet.
      event.preventDefault();
      event.stopImmediatePropagation();
      setTimeout(() => button.click(), rest);
      return;
    }
    this.keep();
    const known = ["closed", "signed_out", "somebody_else", "not_allowed", "offline", "server"].includes(this.problem);
    if (navigator.onLine && !known) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.tryOut(button);
  }

  async tryOut(button) {
    this.promise();
    if (!this.explain(await this.ask())) return;
    this.clear();
    this.tryingOut = true;
    button.click();
    this.tryingOut = false;
  }

  submit() {
    this.keep();
    this.form.requestSubmit();
  }

  act(event) {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    const acts = {
      restore: () => this.restore(),
      drop: () => this.drop(),
      retry: () => this.retry(),
      show: () => this.showText(),
      copy: () => this.copyText(button),
      type_over: () => {
        this.agree();
        this.submit();
      },
    };
    acts[button.dataset.do]?.();
  }

  /* --- a text of an earlier time --- */

  offerKept() {
    for (const token of this.section.dataset.arrived.split(" ")) this.store.remove(token);
    this.offers = this.store.of(this.path).filter((draft) => draft.token !== this.token);
    this.offerNext();
  }

  /* Whether the site got a newer version after the text was typed over another one: it must not go over that. */
  isOlder(draft) {
    const { newest } = this.section.dataset;
    const typedOver = new Map(draft.fields).get("loaded_revision_created_at");
    return draft.at < Date.parse(newest) && Date.parse(typedOver) !== Date.parse(newest);
  }

  offerNext() {
    this.offer = this.offers.shift();
    this.clear();
  }

  /* The server puts it into the form again, as a draft: it knows every kind of field. */
  restore() {
    this.leaving = true;
    addEventListener("w-unsaved:confirm", (event) => event.preventDefault());
    send(this.form, this.offer.fields, this.offer.token);
  }

  /* The same text may have been kept from several forms; of what is old all goes at once. */
  drop() {
    const isDropped = ({ fields }) => written(fields) === written(this.offer.fields);
    const gone = [this.offer, ...this.offers.filter(this.isOlder(this.offer) ? (draft) => this.isOlder(draft) : isDropped)];
    for (const { token } of gone) this.store.remove(token);
    this.offers = this.offers.filter((draft) => !gone.includes(draft));
    this.problem = "";
    this.offerNext();
  }

  /* --- the notice --- */

  show(name, facts = {}) {
    if (this.problem !== name) this.draw(name, facts);
    if (this.isAsked) this.tell("failed");
    this.isAsked = false;
    return false;
  }

  draw(name, { name: who = "", time = "", lock = "", is_yours: isYours = false }) {
    this.problem = name;
    const template = this.section.querySelector(`template[data-notice="${name}"]`);
    this.emptyNotice();
    this.section.append(template.content.cloneNode(true));
    for (const place of this.section.querySelectorAll("[data-name]")) place.textContent = who;
    for (const place of this.section.querySelectorAll("[data-time]")) place.textContent = time;
    for (const place of this.section.querySelectorAll("[data-newest-time]")) place.textContent = moment(this.section.dataset.newest);
    for (const place of this.section.querySelectorAll("[data-yours]")) place.hidden = !isYours;
    for (const place of this.section.querySelectorAll("[data-other]")) place.hidden = isYours;
    for (const place of this.section.querySelectorAll("[data-lock]")) place.textContent = lock || place.textContent;
    for (const link of this.section.querySelectorAll('a[href=""]')) link.href = this.form.action;
    this.section.dataset.problem = name;
    this.section.hidden = false;
  }

  /* Whoever presses a button is told each time what came of it, also where the notice stands there already. */
  promise() {
    this.isAsked = true;
    this.tell("trying");
  }

  tell(outcome) {
    this.section.querySelector("[data-outcome]")?.remove();
    const words = this.section.querySelector(`template[data-words="${outcome}"]`).content.cloneNode(true);
    for (const place of words.querySelectorAll("[data-tried-at]")) place.textContent = new Date().toLocaleTimeString("vi");
    this.section.querySelector(".draft-notice__actions")?.before(words);
  }

  clear() {
    if (this.offer) return this.show(this.isOlder(this.offer) ? "older" : "kept", { time: moment(this.offer.at) });
    this.problem = "";
    this.isAsked = false;
    this.emptyNotice();
    this.section.hidden = true;
    return undefined;
  }

  emptyNotice() {
    for (const child of [...this.section.children]) if (!child.matches("template")) child.remove();
  }

  showText() {
    if (this.section.querySelector("[data-text]")) return;
    this.section.append(this.section.querySelector("template[data-fields]").content.cloneNode(true));
    const text = this.section.querySelector("[data-text]");
    text.value = readable(["kept", "older"].includes(this.problem) ? this.offer.fields : fieldsOf(this.form));
    text.focus();
    text.setSelectionRange(0, 0);
    text.scrollTop = 0;
  }

  async copyText(button) {
    const text = this.section.querySelector("[data-text]");
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      text.select();
      document.execCommand("copy"); // browsers without a clipboard of their own, and pages without https
    }
    button.textContent = button.dataset.done;
  }
}

function newToken() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/* "20:41" today, "20:41, 23/11" another day. */
function moment(at) {
  const then = new Date(at);
  const time = then.toLocaleTimeString("vi", { hour: "2-digit", minute: "2-digit" });
  return then.toDateString() === new Date().toDateString() ? time : `${time}, ${then.getDate()}/${then.getMonth() + 1}`;
}

const section = document.querySelector("[data-draft-keeper]");
const form = document.querySelector("#page-edit-form");
if (section && form) new Keeper(form, section);
