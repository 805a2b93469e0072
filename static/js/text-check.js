/* Words that seem to have lost letters: the server found them in the saved version, this puts each beside its field, marks it in
   rich text, and carries out the three answers; a taught word can be taken back. Saving and publishing never wait for any of it. */

const section = document.querySelector("[data-text-check]");
const form = document.querySelector("#page-edit-form");
const RICH_BLOCKS = ".public-DraftEditor-content [data-block]";

class TextCheck {
  constructor() {
    this.page = Number(section.dataset.textCheck);
    form.before(section);
    document.addEventListener("click", (event) => this.act(event));
    document.addEventListener("w-autosave:success", ({ detail }) => this.look(detail.data?.pk));
    this.place();
    setTimeout(() => this.place(), 1500); // blocks and rich texts draw themselves later
  }

  get url() {
    return section.dataset.url.replace("/0/", `/${this.page}/`);
  }

  /* --- placing --- */

  get places() {
    return [...document.querySelectorAll(".text-check__place")];
  }

  place() {
    for (const box of this.places) {
      const field = fieldOf(box.dataset.place);
      if (!field || field.contains(box)) continue;
      box.dataset.placed = "";
      field.append(box);
    }
    for (const finding of this.places.flatMap(mendedIn)) this.leave(finding);
    this.mark();
  }

  /* Colour the words where they stand in rich text; an input's text cannot be coloured. */
  mark() {
    if (!window.Highlight || !CSS.highlights) return;
    const ranges = this.findings.map((finding) => rangeOf(finding)).filter(Boolean);
    CSS.highlights.set("text-check", new Highlight(...ranges));
  }

  get findings() {
    return [...document.querySelectorAll("[data-finding]")];
  }

  show(html) {
    for (const box of this.places) box.remove();
    section.innerHTML = html;
    this.place();
  }

  say(kind) {
    const message = section.querySelector("[data-message]");
    if (!message) return;
    message.textContent = message.dataset[kind] ?? kind;
    message.hidden = false;
    message.scrollIntoView({ block: "nearest" });
  }

  /* --- asking --- */

  async look(page) {
    if (page) this.page = page;
    if (!this.page) return;
    const answer = await fetch(this.url, { cache: "no-store" }).catch(() => null);
    if (answer?.ok && !answer.redirected) this.show(await answer.text());
  }

  async post(path, values) {
    const body = new URLSearchParams(values);
    const headers = { "X-CSRFToken": form.elements.namedItem("csrfmiddlewaretoken").value };
    const answer = await fetch(this.url + path, { method: "POST", body, headers }).catch(() => null);
    const isDone = Boolean(answer?.ok && !answer.redirected);
    if (isDone) this.show(await answer.text());
    else this.say(answer?.status === 400 ? await answer.text() : "failed");
    return isDone;
  }

  /* What was learnt is said where the word stood, and stays there until something else is taught. */
  async teach(finding) {
    const { place } = finding.closest("[data-place]").dataset;
    if (!(await this.post("nho/", { word: finding.dataset.word }))) return;
    document.querySelector("[data-contentpath] [data-taught]")?.remove();
    const note = section.querySelector("[data-taught]");
    if (!note) return;
    fieldOf(place)?.append(note);
    note.querySelector("button").focus();
  }

  async undo(note) {
    const { taught, word } = note.dataset;
    if (!(await this.post("quen/", { taught }))) return;
    note.remove();
    const again = this.findings.find((finding) => finding.dataset.word.toLowerCase() === word);
    again?.querySelector("button")?.focus();
  }

  /* --- answering --- */

  act(event) {
    if (event.target.closest?.("[data-go]")) this.go();
    const note = event.target.closest?.("[data-undo]")?.closest("[data-taught]");
    if (note) this.undo(note);
    const button = event.target.closest?.("[data-finding] [data-do]");
    if (!button) return;
    const finding = button.closest("[data-finding]");
    const { word, reason } = finding.dataset;
    if (button.dataset.do === "replace") this.replaceInTurn(finding, button.dataset.with);
    else if (button.dataset.do === "teach") this.teach(finding);
    else this.post("bo-qua/", { word, reason });
  }

  go() {
    const first = this.places[0];
    first?.scrollIntoView({ block: "center" });
    first?.querySelector("button")?.focus();
  }

  /* One after the other, however fast they are asked for; what was saved meanwhile may have drawn the list anew. */
  replaceInTurn(finding, better) {
    const { place } = finding.closest("[data-place]").dataset;
    const { word, before } = finding.dataset;
    const isSame = ({ dataset }) => dataset.word === word && dataset.before === before;
    const again = () => this.places.filter((box) => box.dataset.place === place).flatMap((box) => [...box.querySelectorAll("[data-finding]")]).find(isSame);
    this.turn = Promise.resolve(this.turn).then(() => {
      const shown = finding.isConnected ? finding : again();
      return shown && this.replace(shown, better);
    });
  }

  /* Only where it is sure which word is meant: otherwise a person must look. */
  async replace(finding, better) {
    const field = fieldOf(finding.closest("[data-place]").dataset.place);
    const input = field?.querySelector("input[type=text], textarea:not([readonly])");
    const isDone = rangeOf(finding) ? await retype(finding, better) : input && rewrite(input, finding, better);
    if (!isDone) {
      this.say("moved");
      return;
    }
    this.leave(finding);
  }

  leave(finding) {
    const box = finding.closest("[data-place]");
    finding.remove();
    if (!box.querySelector("[data-finding]")) box.remove();
    this.count();
    this.mark();
  }

  count() {
    const summary = section.querySelector("[data-summary]");
    const left = this.findings.length;
    const sentence = summary?.querySelector("p").firstChild;
    if (left && sentence) sentence.data = sentence.data.replace(/\d+/, left);
    else summary?.remove();
  }
}

/* The element of the editor that a path such as "body.<id>.caption" names; of a new block that has no id yet, the field. */
function fieldOf(path) {
  let found = null;
  for (const name of path.split(".")) {
    const next = (found ?? form).querySelector(`[data-contentpath="${CSS.escape(name)}"]`);
    if (!next) break;
    found = next;
  }
  return found;
}

/* The findings of a place that the form has mended since it was saved last: each word that stands there goes to the finding
   whose neighbours it has most of, and none is left for these. */
function mendedIn(box) {
  const { place } = box.dataset;
  const field = fieldOf(place);
  const texts = field?.dataset.contentpath === place.split(".").at(-1) ? textsOf(field) : [];
  if (!texts.length) return []; // not drawn yet
  const findings = [...box.querySelectorAll("[data-finding]")];
  const pairs = findings.flatMap((finding) => {
    const spots = spotsOf(texts, aloneOf(oneLine(finding.dataset.word)));
    return spots.map(([which, at]) => ({ finding, spot: `${which} ${at}`, fit: fitOf(finding.dataset, texts[which], at) }));
  });
  const met = new Set();
  for (const { finding, spot } of pairs.sort((one, other) => other.fit - one.fit)) {
    if (!met.has(finding) && !met.has(spot)) met.add(finding).add(spot);
  }
  return findings.filter((finding) => !met.has(finding));
}

/* How many letters around a spot are those around the word of a finding. */
function fitOf({ before, word, after }, text, at) {
  const alike = (one, other) => [...one, ""].findIndex((letter, number) => !letter || letter !== other[number]);
  const backwards = (letters) => [...letters].reverse();
  return alike(backwards(oneLine(before)), backwards(text.slice(0, at))) + alike([...oneLine(after)], [...text.slice(at + oneLine(word).length)]);
}

function textsOf(field) {
  const inputs = [...field.querySelectorAll("input[type=text], textarea")].map((input) => input.value);
  const blocks = [...field.querySelectorAll(RICH_BLOCKS)].map((block) => block.textContent);
  return [...inputs, ...blocks].map(oneLine);
}

function oneLine(text) {
  return text.replace(/\s+/g, " ");
}

/* Where the word of a finding stands in one of `texts`: [which, at which letter]. Between its neighbours, or alone of its kind
   when one of them was mended meanwhile; null where that is nowhere or not once. */
function spotIn(texts, { before, word, after }) {
  const between = spotsOf(texts, escaped(before + word + after));
  if (between.length === 1) return [between[0][0], between[0][1] + before.length];
  const alone = spotsOf(texts, aloneOf(word));
  return between.length === 0 && alone.length === 1 ? alone[0] : null;
}

function spotsOf(texts, pattern) {
  const found = (text) => [...text.matchAll(new RegExp(pattern, "gu"))];
  return texts.flatMap((text, which) => found(text).map(({ index }) => [which, index]));
}

function aloneOf(word) {
  return `(?<![\\p{L}\\p{N}])${escaped(word)}(?![\\p{L}\\p{N}])`;
}

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, (sign) => `\\u{${sign.codePointAt(0).toString(16)}}`);
}

function replaced(text, start, word, better) {
  return text.slice(0, start) + better + text.slice(start + word.length);
}

function rewrite(input, { dataset }, better) {
  const spot = spotIn([input.value], dataset);
  if (!spot) return false;
  input.value = replaced(input.value, spot[1], dataset.word, better);
  for (const kind of ["input", "change"]) input.dispatchEvent(new Event(kind, { bubbles: true }));
  return true;
}

/* Where a finding stands in the rich text of its place, or null: a Range over the word. */
function rangeOf(finding) {
  const field = fieldOf(finding.closest("[data-place]")?.dataset.place ?? "");
  const blocks = [...(field?.querySelectorAll(RICH_BLOCKS) ?? [])];
  const texts = blocks.map((block) => block.textContent);
  const spot = spotIn(texts, finding.dataset);
  return spot && rangeIn(blocks[spot[0]], spot[1], spot[1] + finding.dataset.word.length);
}

function rangeIn(block, start, end) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let passed = 0;
  let isOpen = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const next = passed + node.data.length;
    if (!isOpen && start < next) {
      range.setStart(node, start - passed);
      isOpen = true;
    }
    if (isOpen && end <= next) {
      range.setEnd(node, end - passed);
      return range;
    }
    passed = next;
  }
  return null;
}

/* Type the better word over the marked one as a person would: the editor hears of the selection, then of what is pasted. */
async function retype(finding, better) {
  const range = rangeOf(finding);
  const editor = range.startContainer.parentElement.closest("[contenteditable=true]");
  const block = range.startContainer.parentElement.closest("[data-block]");
  const { word } = finding.dataset;
  const expected = replaced(block.textContent, spotIn([block.textContent], finding.dataset)[1], word, better);
  editor.focus();
  await pause();
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(rangeOf(finding));
  await pause();
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", better);
  editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  await pause();
  return [...editor.querySelectorAll("[data-block]")].some((item) => item.textContent === expected);
}

function pause() {
  return new Promise((done) => setTimeout(done, 60));
}

if (section && form) new TextCheck();
