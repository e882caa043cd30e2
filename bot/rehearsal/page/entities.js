// Text with its entities, as elements. Offsets are UTF-16 units, which is how JavaScript counts as well.

import { icon, make, toast } from "./dom.js";
import { inFull, momentText } from "./time.js";

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SAFE = /^(https?:|mailto:|tel:|tg:)/iu;

/**
 * `text` with `entities` as nodes. `reader`: zone, now(), command(text) and open(url) for what can be pressed.
 */
export function richText(text, entities, reader) {
  const sorted = [...(entities ?? [])]
    .filter((entity) => entity.length > 0 && entity.offset >= 0 && entity.offset < text.length)
    .sort((a, b) => a.offset - b.offset || b.length - a.length);
  return render(text, 0, text.length, sorted, reader);
}

function render(text, start, end, entities, reader) {
  const fragment = document.createDocumentFragment();
  let at = start;
  for (let index = 0; index < entities.length; ) {
    const entity = entities[index];
    const stop = Math.min(entity.offset + entity.length, end);
    if (entity.offset < at) {
      index += 1; // overlaps what is drawn already
      continue;
    }
    if (entity.offset > at) fragment.append(text.slice(at, entity.offset));
    const inside = [];
    index += 1;
    while (index < entities.length && entities[index].offset < stop) inside.push(entities[index++]);
    const inner = render(text, entity.offset, stop, inside, reader);
    fragment.append(wrap(entity, inner, text.slice(entity.offset, stop), reader));
    at = stop;
    if (BLOCKS.has(entity.type) && text[at] === "\n" && at < end) at += 1; // a block ends its line by itself
  }
  if (at < end) fragment.append(text.slice(at, end));
  return fragment;
}

function wrap(entity, inner, plain, reader) {
  switch (entity.type) {
    case "bold": return make("strong", {}, inner);
    case "italic": return make("em", {}, inner);
    case "underline": return make("u", {}, inner);
    case "strikethrough": return make("s", {}, inner);
    case "code": return make("code", {}, inner);
    case "spoiler": return spoiler(inner);
    case "pre": return preformatted(entity, inner, plain);
    case "blockquote": return make("blockquote", {}, inner);
    case "expandable_blockquote": return expandable(inner, plain);
    case "text_link": return link(entity.url, inner, reader);
    case "url": return link(/^[a-z][a-z0-9+.-]*:/iu.test(plain) ? plain : `https://${plain}`, inner, reader);
    case "email": return link(`mailto:${plain}`, inner, reader);
    case "phone_number": return link(`tel:${plain.replace(/[^+\d]/gu, "")}`, inner, reader);
    case "bot_command":
      return make("button", { type: "button", class: "inline-link", onclick: () => reader.command(plain) }, inner);
    case "mention":
    case "text_mention":
    case "hashtag":
    case "cashtag": return make("span", { class: "mention" }, inner);
    case "custom_emoji": return make("span", { class: "custom-emoji" }, inner);
    case "date_time": return moment(entity, inner, plain, reader);
    default: return make("span", {}, inner);
  }
}

function link(url, inner, reader) {
  if (!SAFE.test(url ?? "")) return make("span", { class: "mention" }, inner);
  return make("a", {
    href: url, target: "_blank", rel: "noopener noreferrer", title: url,
    onclick: (event) => { if (reader.open(url)) event.preventDefault(); },
  }, inner);
}

function spoiler(inner) {
  const hidden = make("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": "Hidden text: press to show" });
  const content = make("span", { "aria-hidden": "true" }, inner);
  const show = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    if (hidden.classList.contains("shown")) return;
    event.preventDefault();
    hidden.classList.add("shown");
    for (const name of ["role", "tabindex", "aria-label"]) hidden.removeAttribute(name);
    content.removeAttribute("aria-hidden");
  };
  hidden.addEventListener("click", show);
  hidden.addEventListener("keydown", show);
  hidden.append(content);
  return hidden;
}

function preformatted(entity, inner, plain) {
  const copy = make("button", { type: "button", class: "copy", "aria-label": "Copy", onclick: () => copyText(plain) }, icon("copy"));
  const head = make("span", { class: "pre-head" }, make("span", { text: entity.language || "" }), copy);
  return make("span", { class: "pre" }, head, make("code", {}, inner));
}

function expandable(inner, plain) {
  const quote = make("blockquote", { class: "expandable" }, make("span", { class: "quoted" }, inner));
  if (plain.length < 130 && plain.split("\n").length <= 3) return quote;
  const toggle = make("button", { type: "button", class: "expand", "aria-expanded": "false", text: "Show all" });
  quote.classList.add("folded");
  toggle.addEventListener("click", () => {
    const open = !quote.classList.toggle("folded");
    toggle.setAttribute("aria-expanded", String(open));
    toggle.textContent = open ? "Show less" : "Show all";
  });
  quote.append(toggle);
  return quote;
}

function moment(entity, inner, plain, reader) {
  const date = new Date(entity.unix_time * 1000);
  const text = momentText(entity.unix_time, entity.date_time_format, reader.zone, reader.now(), null, reader.language);
  return make("time", { class: "moment", datetime: date.toISOString(), title: inFull(date, reader.zone) }, text ?? inner);
}

/** Put `text` on the clipboard and say so. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied.");
  } catch {
    toast("The browser does not allow copying here.", "bad");
  }
}
