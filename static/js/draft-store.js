/* Texts that did not reach the site, kept on this device: one entry per account and open form, until they have arrived or
   the person signs out. */

const PREFIX = "ocop-draft:";
const MONTH = 30 * 24 * 60 * 60 * 1000;

export class DraftStore {
  constructor(user) {
    this.prefix = `${PREFIX}${user}:`;
  }

  /* Keep `draft` ({ path, fields, at }) under the form's token; false where the device has no room. */
  write(token, draft) {
    try {
      localStorage.setItem(this.prefix + token, JSON.stringify(draft));
      return true;
    } catch {
      return false;
    }
  }

  remove(token) {
    try {
      localStorage.removeItem(this.prefix + token);
    } catch {
      // storage switched off: there is nothing to remove
    }
  }

  /* All that is kept for the form at `path`, the newest first: [{ token, path, fields, at }]. Old ones are dropped. */
  of(path) {
    const found = [];
    for (const key of keys(this.prefix)) {
      const draft = read(key);
      if (!draft || Date.now() - draft.at > MONTH) localStorage.removeItem(key);
      else if (draft.path === path) found.push({ ...draft, token: key.slice(this.prefix.length) });
    }
    return found.sort((one, other) => other.at - one.at);
  }
}

/* Drop every kept text of every account: somebody has signed out, and the next person may be another. */
export function forgetAll() {
  for (const key of keys(PREFIX)) localStorage.removeItem(key);
}

function keys(prefix) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}

function read(key) {
  try {
    const draft = JSON.parse(localStorage.getItem(key));
    return Array.isArray(draft?.fields) ? draft : null;
  } catch {
    return null;
  }
}
