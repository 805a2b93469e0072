/* The plus sign above a table's columns would ask which kind of column to add; where there is one kind, it adds one. */

document.addEventListener("click", ({ target }) => {
  const menu = target.closest?.(".typed-table-block button")?.nextElementSibling;
  const kinds = menu?.matches(".add-column-menu") ? menu.querySelectorAll("button") : [];
  if (kinds.length === 1 && menu.checkVisibility()) kinds[0].click();
});
