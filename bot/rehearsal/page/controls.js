// The crowd, the faults and the counters.

import { api } from "./api.js";
import { openDialog } from "./dialogs.js";
import { make, toast } from "./dom.js";

const byId = (id) => document.getElementById(id);
const words = (key) => key.replaceAll("_", " ");

function panel(id, title, content, closed) {
  const opener = byId(id);
  opener.setAttribute("aria-expanded", "true");
  return openDialog(title, content, { kind: "panel", closed: () => { opener.setAttribute("aria-expanded", "false"); closed?.(); } });
}

async function attempt(call, done) {
  try {
    done(await call());
  } catch (refusal) {
    toast(refusal.message + (refusal.expected ? ` Expected: ${refusal.expected}` : ""), "bad");
  }
}

export class Crowd {
  constructor() {
    this.state = {};
    byId("crowd-open").addEventListener("click", () => this.open());
  }

  get missing() {
    return !this.state || this.state.available === false;
  }

  set(state) {
    this.state = state ?? { available: false };
    byId("crowd-open").querySelector(".dot").hidden = !this.state.running;
    this.draw?.();
  }

  open() {
    const size = make("input", { type: "number", min: "1", max: "5000", value: this.state.size || 50, "aria-label": "Number of attendees", autofocus: true });
    const run = make("button", { type: "button", class: "tool primary" });
    const facts = make("dl", { class: "facts" });
    const about = make("p", { class: "faint" });
    run.addEventListener("click", () => attempt(
      () => api.crowd(this.state.running ? { running: false } : { size: Number(size.value), running: true }),
      (state) => this.set(state)));
    this.draw = () => {
      about.textContent = this.missing
        ? this.state?.reason || "This rehearsal has no crowd. Start it with the whole bot (make rehearse) to have one."
        : "Attendees who register, request, accept, decline and answer bells on their own.";
      run.textContent = this.state?.running ? "Stop the crowd" : "Let them in";
      run.disabled = this.missing;
      size.disabled = this.missing || Boolean(this.state?.running);
      facts.replaceChildren(...numbers(this.state ?? {}, ["size"]).flatMap(([key, value]) => [make("dt", { text: words(key) }), make("dd", { text: value.toLocaleString("en") })]));
    };
    this.draw();
    panel("crowd-open", "Crowd", [about, make("div", { class: "row" }, make("label", { class: "labelled" }, make("span", { text: "Attendees" }), size), run), facts], () => { this.draw = null; });
  }
}

const FAULTS = [
  { key: "down", kind: "check", label: "Telegram is down", hint: "nothing is answered until this is switched off" },
  { key: "slow", kind: "number", label: "Slow by", unit: "seconds", max: 60, step: 0.1 },
  { key: "errors_500", kind: "number", label: "Error 500", unit: "requests", max: 1000 },
  { key: "flood", kind: "flood", label: "Error 429", unit: "requests", max: 1000 },
  { key: "reset_before", kind: "number", label: "Cut before accepting", unit: "requests", max: 1000 },
  { key: "reset_after", kind: "number", label: "Cut after accepting", unit: "requests", max: 1000 },
  { key: "cut_answers", kind: "number", label: "Cut in mid-answer", unit: "requests", max: 1000 },
];

export class Faults {
  constructor() {
    this.state = {};
    byId("faults-open").addEventListener("click", () => this.open());
  }

  set(state) {
    this.state = state ?? {};
    byId("faults-open").querySelector(".dot").hidden = !FAULTS.some(({ key }) => this.value(key));
    this.draw?.();
  }

  value(key) {
    const value = this.state[key];
    if (Array.isArray(value)) return Number(value[0] ?? 0);
    if (value && typeof value === "object") return Number(value.n ?? value.requests ?? 0);
    return typeof value === "boolean" ? value : Number(value ?? 0);
  }

  open() {
    const inputs = new Map();
    const after = make("input", { type: "number", min: "1", max: "3600", value: "3" });
    const rows = FAULTS.map(({ key, kind, label, hint, unit, max, step }) => {
      const input = make("input", kind === "check" ? { type: "checkbox", role: "switch" } : { type: "number", min: "0", max, step: step ?? 1 });
      inputs.set(key, input);
      const name = make("span", { class: "fault-name", text: label });
      const rest = kind === "check" ? make("small", { text: hint }) : make("span", { class: "unit", text: unit });
      const line = make("label", { class: `fault ${kind}` }, name, input, rest);
      return kind === "flood" ? make("div", { class: "fault-pair" }, line, make("label", { class: "fault" }, make("span", { class: "fault-name", text: "which ask to wait" }), after, make("span", { class: "unit", text: "seconds" }))) : line;
    });
    const send = (fields) => attempt(() => api.faults(fields), (state) => this.set(state));
    const apply = make("button", { type: "submit", class: "tool primary", text: "Set faults" });
    const clear = make("button", { type: "button", class: "tool", text: "All well again", onclick: () => send({ down: false, slow: 0, errors_500: 0, flood: [0, 1], reset_before: 0, reset_after: 0, cut_answers: 0 }) });
    const form = make("form", { class: "form" }, ...rows, make("div", { class: "actions" }, clear, apply));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const fields = {};
      for (const { key, kind } of FAULTS) {
        const input = inputs.get(key);
        if (kind === "check") fields[key] = input.checked;
        else if (kind === "flood") fields[key] = [Number(input.value || 0), Number(after.value || 1)];
        else fields[key] = Number(input.value || 0);
      }
      send(fields);
    });
    inputs.get("down").addEventListener("change", (event) => send({ down: event.target.checked }));
    this.draw = () => {
      for (const [key, input] of inputs) {
        if (input === document.activeElement && input.type === "number") continue;
        if (input.type === "checkbox") input.checked = Boolean(this.value(key));
        else input.value = String(this.value(key));
      }
    };
    this.draw();
    panel("faults-open", "Faults", [make("p", { class: "faint", text: "What goes wrong between the bot and Telegram. Numbers count down as requests are hit." }), form], () => { this.draw = null; });
  }
}

/** [key, number] of the numbers of an object, one level of nested ones added up; `except` are left out. */
function numbers(object, except = []) {
  const found = [];
  const { methods, ...rest } = object; // the requests once more, one by one
  if (methods && "requests" in rest) {
    const parts = Object.entries(methods).sort((a, b) => b[1] - a[1]);
    found.push(["requests", rest.requests, parts.map(([name, part]) => `${name} ${part}`).join("\n")]);
    object = rest;
    except = [...except, "requests"];
  }
  for (const [key, value] of Object.entries(object)) {
    if (except.includes(key)) continue;
    if (typeof value === "number" && Number.isFinite(value)) found.push([key, value, ""]);
    else if (value && typeof value === "object" && !Array.isArray(value)) {
      const parts = Object.entries(value).filter(([, part]) => typeof part === "number");
      if (parts.length) found.push([key, parts.reduce((sum, [, part]) => sum + part, 0), parts.sort((a, b) => b[1] - a[1]).map(([name, part]) => `${words(name)} ${part}`).join("\n")]);
    }
  }
  return found;
}

/** What a number is called where its key alone would mislead: "requests" are calls of the Bot API, not of people. */
const COUNTED = {
  requests: ["Bot API call", "Bot API calls"],
  messages_sent: ["message sent", "messages sent"],
  messages_from_people: ["message from people", "messages from people"],
  updates_handed: ["update to the bot", "updates to the bot"],
  updates_pending: ["update on its way", "updates on their way"],
  persons: ["phone", "phones"],
  attendees: ["attendee", "attendees"],
  meetings: ["meeting or request", "meetings and requests"],
  bells: ["bell", "bells"],
  messages: ["notice kept", "notices kept"],
  left: ["thing still to do", "things still to do"],
};

function counted(key, value) {
  const [one, many] = COUNTED[key] ?? [words(key), words(key)];
  return value === 1 ? one : many;
}

export class Counters {
  constructor() {
    this.place = byId("counters");
    this.chips = new Map();
  }

  set(counters) {
    for (const [key, value, detail] of numbers(counters ?? {})) {
      let chip = this.chips.get(key);
      if (!chip && value === 0) continue; // what has not happened needs no room
      if (!chip) {
        chip = make("span", { class: "counter" }, make("b", {}), make("span", { text: counted(key, value) }));
        this.chips.set(key, chip);
        this.place.append(chip);
      }
      const text = value.toLocaleString("en", { maximumFractionDigits: 1 });
      if (chip.firstChild.textContent !== text) chip.firstChild.textContent = text;
      if (chip.lastChild.textContent !== counted(key, value)) chip.lastChild.textContent = counted(key, value);
      chip.classList.toggle("zero", value === 0);
      if (detail) chip.title = detail;
    }
  }
}
