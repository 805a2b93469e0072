/* A table pasted into a rich text: the editor knows none and would run all its words together. Each row becomes a paragraph of
   its own, its cells apart, and a hint says where tables go. Links and bold words stay. A heading pasted behind words keeps its own line. */

const BETWEEN_CELLS = " | ";
const APART = "p, div, li, br, h1, h2, h3, h4, h5, h6, tr, dd, dt";
const hints = document.querySelector("[data-pasted-table]");

document.addEventListener("paste", paste, { capture: true });

function paste(event) {
  const text = event.target.closest?.(".public-DraftEditor-content");
  const html = event.clipboardData?.getData("text/html") ?? "";
  if (!text || !/<(table|h[1-6])[\s>]/i.test(html)) return;
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const isGlued = body.firstElementChild?.matches("h1, h2, h3, h4, h5, h6") && standsBehindWords();
  if (!isGlued && !body.querySelector("table")) return;
  if (isGlued) body.prepend(emptyLine());
  const cells = body.querySelectorAll("td, th").length;
  for (let table = innermost(body); table; table = innermost(body)) table.replaceWith(...paragraphs(table));
  const again = copyOf(body);
  if (!again) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  event.target.dispatchEvent(again);
  if (cells > 1) hint(text);
}

/* Whether the line in which the cursor stands says something already: the editor adds to it what is pasted first. */
function standsBehindWords() {
  const { anchorNode } = document.getSelection();
  const line = (anchorNode?.parentElement ?? anchorNode)?.closest("[data-block]");
  return Boolean(line?.textContent.trim());
}

/* The editor drops a line without letters: this one's is seen by nobody, and taken out by the site. */
function emptyLine() {
  const line = document.createElement("p");
  line.textContent = "\u0090";
  return line;
}

function innermost(body) {
  return [...body.querySelectorAll("table")].find((table) => !table.querySelector("table"));
}

/* The rows of a table as paragraphs; what stands between the rows, such as a caption, first. */
function paragraphs(table) {
  const found = [...table.querySelectorAll("caption"), ...table.rows].map((row) => {
    const paragraph = row.ownerDocument.createElement("p");
    const cells = row.cells ? [...row.cells] : [row];
    cells.forEach((cell, index) => paragraph.append(index ? BETWEEN_CELLS : "", ...inOneLine(cell)));
    return paragraph;
  });
  return found.filter((paragraph) => paragraph.textContent.replaceAll("|", "").trim());
}

/* What a cell holds, without breaks: a paragraph within a paragraph would end the row. */
function inOneLine(cell) {
  for (const part of cell.querySelectorAll(APART)) part.replaceWith(" ", ...part.childNodes, " ");
  cell.normalize();
  const walker = cell.ownerDocument.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) walker.currentNode.data = walker.currentNode.data.replace(/\s+/g, " ");
  trim(cell.firstChild, /^ /);
  trim(cell.lastChild, / $/);
  return cell.childNodes;
}

function trim(node, pattern) {
  if (node?.nodeType === Node.TEXT_NODE) node.data = node.data.replace(pattern, "");
}

/* The event of pasting `body`; null where a browser lets nobody make one. */
function copyOf(body) {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", body.innerHTML);
  const lines = [...body.querySelectorAll("p, li, h1, h2, h3, h4, h5, h6")].map((line) => line.textContent.trim());
  clipboardData.setData("text/plain", lines.filter(Boolean).join("\n") || body.textContent);
  const again = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  return again.clipboardData?.getData("text/html") ? again : null;
}

function hint(text) {
  const field = text.closest("[data-contentpath]");
  if (!hints || !field) return;
  field.querySelector(".paste-hint")?.remove();
  const note = hints.content.firstElementChild.cloneNode(true);
  note.querySelector("button").addEventListener("click", () => note.remove());
  field.append(note);
}
