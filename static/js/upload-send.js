/* Sends one photo and tells how far it is. Fails with an object { kind, message } that says whether trying again may help. */

const SILENCE = 60_000; // ms without a byte moving: the line is dead, whatever the phone shows

/* Return the server's answer ({ id, url, is_new }) for `blob`; `onProgress` gets 0 to 100. */
export function send(form, blob, name, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let alarm;
    const listenOn = () => {
      clearTimeout(alarm);
      alarm = setTimeout(() => request.abort(), SILENCE);
    };
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", token(form));
    request.upload.addEventListener("progress", (event) => {
      listenOn();
      if (event.lengthComputable) onProgress(Math.round((event.loaded / event.total) * 100));
    });
    request.addEventListener("loadend", () => clearTimeout(alarm));
    request.addEventListener("error", () => reject({ kind: "lost" }));
    request.addEventListener("abort", () => reject({ kind: "lost" }));
    request.addEventListener("load", () => {
      const answer = read(request);
      if (request.status < 300 && answer.url) resolve(answer);
      else reject(refusal(request.status, answer));
    });
    listenOn();
    request.send(body(form, blob, name));
  });
}

function body(form, blob, name) {
  const data = new FormData();
  for (const field of form.querySelectorAll('input[type="hidden"]:not([name="csrfmiddlewaretoken"])')) {
    data.append(field.name, field.value);
  }
  data.append("photos", blob, name);
  return data;
}

/* After signing in again in another window the cookie holds a new token, and the one in the form is void. */
function token(form) {
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  return cookie ? cookie[1] : form.elements.namedItem("csrfmiddlewaretoken").value;
}

function read(request) {
  try {
    return JSON.parse(request.responseText);
  } catch {
    return {};
  }
}

function refusal(status, answer) {
  if (answer.error) return { kind: "refused", message: answer.error };
  if (status === 413) return { kind: "too_large" };
  if (status === 401 || status === 403) return { kind: "signed_out" };
  return { kind: "failed" };
}
