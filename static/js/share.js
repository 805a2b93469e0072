// Copies a page's address and opens the phone's own sharing; the plain links beside the buttons need neither.

for (const box of document.querySelectorAll("[data-share]")) {
  const { address, title } = box.dataset;
  const native = box.querySelector("[data-share-native]");
  const copy = box.querySelector("[data-share-copy]");
  const zalo = box.querySelector("[data-share-zalo]");
  const done = box.querySelector("[data-share-done]");

  if (navigator.share) {
    native.hidden = false;
    native.addEventListener("click", () => navigator.share({ title, url: address }).catch(() => {}));
  }
  if (navigator.clipboard) {
    const put = async () => {
      await navigator.clipboard.writeText(address);
      done.textContent = done.dataset.words;
    };
    copy.hidden = false;
    copy.addEventListener("click", put);
    // A phone's own sharing offers Zalo; a computer has Zalo's page, and the address ready to be pasted there.
    zalo.hidden = Boolean(navigator.share);
    zalo.addEventListener("click", async (event) => {
      event.preventDefault();
      await put().catch(() => {});
      open(zalo.href, "_blank", "noopener");
    });
  }
}
