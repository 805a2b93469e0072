/* The form of a page that is locked: its texts can be read and copied, and nothing can be typed that would be lost.
   No field is disabled: such a one would be missing from what "withdraw" sends. */

const ALL = "input:not([type=hidden]), select, textarea, button, [contenteditable=true], .tagit";
const TEXTS = "textarea, input[type=text], input[type=url], input[type=email], input[type=number], input[type=tel]";
// What only opens and closes parts of the form, and its own buttons at the foot.
const STAYS = "footer *, .w-panel__toggle, [data-all-panels-toggle], .w-dialog__close-button, [role=tab]";

class LockedForm {
  constructor(form) {
    this.form = form;
    form.dataset.locked = "";
    this.close();
    new MutationObserver(() => this.closeSoon()).observe(form, { childList: true, subtree: true });
  }

  /* Blocks, rich texts and calendars draw themselves later. */
  closeSoon() {
    if (this.isWaiting) return;
    this.isWaiting = true;
    requestAnimationFrame(() => {
      this.isWaiting = false;
      this.close();
    });
  }

  close() {
    for (const element of this.form.querySelectorAll(ALL)) {
      if (element.matches(STAYS)) continue;
      if (element.matches(TEXTS)) element.readOnly = true;
      else if (element.matches("[contenteditable]")) element.setAttribute("contenteditable", "false");
      else element.inert = true;
    }
  }
}

const form = document.querySelector("#page-edit-form");
if (form) new LockedForm(form);
