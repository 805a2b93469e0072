// A button beside every password field that shows what is typed. Without this script the field is a plain one.

for (const button of document.querySelectorAll(".password__look")) {
  const field = document.getElementById(button.getAttribute("aria-controls"));
  if (!field) continue;
  const show = (visible) => {
    field.type = visible ? "text" : "password";
    button.textContent = visible ? button.dataset.hide : button.dataset.look;
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    show(field.type === "password");
    field.focus();
  });
  // Never sent as a plain text field, which the browser would remember.
  field.form?.addEventListener("submit", () => show(false));
}
