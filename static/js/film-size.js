// Says at once that a film is too large to be sent: the server would say it only when everything has arrived.
// Fields: <input type="file" data-most-bytes data-too-large>.

document.addEventListener("change", (event) => {
  const field = event.target.closest?.("input[type=file][data-most-bytes]");
  if (!field) return;
  const film = field.files[0];
  field.setCustomValidity(film && film.size > Number(field.dataset.mostBytes) ? field.dataset.tooLarge : "");
  field.reportValidity();
});
