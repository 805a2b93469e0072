/* Signing out takes kept texts along. The server asks the browser for the same; older ones do not listen to it. */

import { forgetAll } from "./draft-store.js";

document.addEventListener("submit", (event) => {
  const address = new URL(event.target.action, location.href).pathname;
  if (/\/(logout|dang-xuat)\/$/.test(address)) forgetAll();
});
