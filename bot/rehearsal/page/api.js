// The human HTTP API of the rehearsal, and its feed.

export class Refusal extends Error {
  constructor(status, body) {
    super(body?.error || `The rehearsal answered ${status}.`);
    this.status = status;
    this.expected = body?.expected;
  }
}

async function call(method, path, body) {
  const options = { method, headers: {} };
  if (body instanceof FormData) options.body = body;
  else if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  let answer;
  try {
    answer = await fetch(`/api/v1${path}`, options);
  } catch {
    throw new Refusal(0, { error: "The rehearsal cannot be reached." });
  }
  const content = await answer.json().catch(() => null);
  if (!answer.ok) throw new Refusal(answer.status, content);
  return content;
}

const person = (id, what) => `/persons/${encodeURIComponent(id)}/${what}`;

export const api = {
  state: () => call("GET", "/state"),
  persons: () => call("GET", "/persons"),
  addPerson: (fields) => call("POST", "/persons", fields),
  chat: (id, after) => call("GET", person(id, after === undefined ? "chat" : `chat?after=${after}`)),
  text: (id, text, reply) => call("POST", person(id, "text"), reply ? { text, reply_to_message_id: reply } : { text }),
  start: (id, payload) => call("POST", person(id, "start"), payload ? { payload } : {}),
  contact: (id, fields) => call("POST", person(id, "contact"), fields),
  location: (id, fields) => call("POST", person(id, "location"), fields),
  upload: (id, kind, file, caption) => {
    const form = new FormData();
    form.append("file", file, file.name);
    if (caption) form.append("caption", caption);
    return call("POST", person(id, kind), form);
  },
  tap: (id, message, row, column) => call("POST", person(id, "tap"), { message_id: message, row, column }),
  set: (id, what) => call("POST", person(id, what), {}),
  clock: (fields) => call("POST", "/clock", fields),
  faults: (fields) => call("POST", "/faults", fields),
  crowd: (fields) => call("POST", "/crowd", fields),
  fileUrl: (fileId) => `/api/v1/files/${encodeURIComponent(fileId)}`,
};

const EVENTS = ["message", "edit", "delete", "answer", "person", "action", "clock", "counters", "faults", "crowd"];

/**
 * Listen to the feed for good. `on(event, data)` gets every event; `opened()` runs at each (re)connection, when
 * the caller should fetch what was missed; `lost()` when it breaks. EventSource gives up on a bad answer, so a
 * closed one is opened anew after 0.5 to 5 seconds.
 */
export function listen({ on, opened, lost }) {
  let wait = 500;
  const connect = () => {
    const source = new EventSource("/api/v1/feed");
    source.onopen = () => {
      wait = 500;
      opened();
    };
    source.onerror = () => {
      lost();
      source.close();
      setTimeout(connect, wait);
      wait = Math.min(wait * 2, 5000);
    };
    for (const name of EVENTS) {
      source.addEventListener(name, (event) => {
        let data;
        try {
          data = JSON.parse(event.data);
        } catch {
          return; // an EventSource's own "message" without data
        }
        on(name, data);
      });
    }
  };
  connect();
}
