/* What a page's form holds, as a list of [name, value]; and the same as text that a person can read. */

// Wagtail's own fields, made anew with each form.
const NOT_KEPT = /^(csrfmiddlewaretoken|next|draft_token|typed_over|comments-.*|comment_notifications)$/;
// Which version the writer had seen: kept with a text, but no part of it.
const VERSION = /^(loaded_revision_id|loaded_revision_created_at|overwrite_revision_id)$/;

/* All fields of `form` that are worth keeping. Of two with one name both stay: the last one counts, as in the form. */
export function fieldsOf(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !NOT_KEPT.test(name));
}

/* A text that tells two states of a form apart by what a person wrote. */
export function written(fields) {
  return JSON.stringify(fields.filter(([name]) => !VERSION.test(name)));
}

/* The words of all texts in `fields`, without the numbers and keys between them. */
export function readable(fields) {
  return fields
    .map(([name, value]) => words(name, value))
    .filter(Boolean)
    .join("\n\n");
}

function words(name, value) {
  if (/(^|-)(count|order|deleted|type|id|DELETE|ORDER|TOTAL_FORMS|INITIAL_FORMS|MIN_NUM_FORMS|MAX_NUM_FORMS)$/.test(name)) return "";
  if (VERSION.test(name) || /^[\d.,\s-]*$/.test(value)) return "";
  if (!value.startsWith("{")) return value.trim();
  try {
    return JSON.parse(value).blocks.map((block) => block.text).join("\n");
  } catch {
    return value;
  }
}

/* Send `fields` as if they had been typed into `form` just now. */
export function send(form, fields, token) {
  const copy = document.createElement("form");
  copy.method = "post";
  copy.action = form.action;
  copy.hidden = true;
  const current = form.elements.namedItem("csrfmiddlewaretoken").value;
  for (const [name, value] of [...fields, ["csrfmiddlewaretoken", current], ["draft_token", token]]) {
    const field = document.createElement("textarea"); // keeps line ends, which an input would drop
    field.name = name;
    field.value = value;
    copy.append(field);
  }
  document.body.append(copy);
  copy.submit();
}

/* Put a hidden field into `form`, or change the one that is there. */
export function setHidden(form, name, value) {
  const fields = form.querySelectorAll(`input[type="hidden"][name="${name}"]`);
  for (const field of fields) field.value = value;
  if (fields.length) return;
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = name;
  field.value = value;
  form.append(field);
}
