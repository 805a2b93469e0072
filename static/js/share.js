// Copies a page's address and opens the phone's own sharing; the plain links beside the buttons need neither.

for (const box of document.querySelectorAll("[data-share]")) {
  const { address, title } = box.dataset;
  const native = box.querySelector("[data-share-native]");
  const copy = box.querySelector("[data-share-copy]");
  const done = box.querySelector("[data-share-done]");

  if (navigator.share) {
    native.hidden = false;
    native.addEventListener("click", () => navigator.share({ title, url: address }).catch(() => {}));
  }
  if (navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(address);
      done.textContent = done.dataset.words;
    });
  }
}
