// One message as a bubble.

import { attachment } from "./attachments.js";
import { make } from "./dom.js";
import { richText } from "./entities.js";
import { inlineKeyboard } from "./keyboards.js";
import { inFull, timeOf } from "./time.js";

/** The list item of `message` in the chat of `phone` (person, zone, now(), command(), open(), awaitAnswer()). */
export function bubble(message, phone) {
  const service = serviceText(message);
  if (service) return make("li", { class: "service", dataset: { id: message.message_id } }, make("span", { text: service }));
  const out = !message.from?.is_bot;
  const date = new Date(message.date * 1000);
  const body = make("div", { class: "bubble" });
  if (message.reply_to_message) body.append(quoted(message.reply_to_message));
  const carried = attachment(message, phone);
  if (carried) body.append(carried);
  const text = message.text ?? message.caption;
  const meta = make("span", { class: "meta" },
    message.edit_date ? make("span", { class: "edited", text: "edited" }) : null,
    make("time", { datetime: date.toISOString(), title: inFull(date, phone.zone), text: timeOf(date, phone.zone) }));
  if (text) {
    const words = make("div", { class: "words", dir: "auto" }, richText(text, message.entities ?? message.caption_entities, phone));
    if (!message.entities?.length && onlyEmoji(text)) body.classList.add("emoji");
    words.append(make("span", { class: "meta-room", "aria-hidden": "true" }));
    body.append(words);
  } else if (!carried) body.append(make("div", { class: "words faint", text: "This kind of message is not shown here." }));
  if (!text && message.photo) body.classList.add("bare-picture");
  if (carried) body.classList.add("carries");
  body.append(meta);
  return make("li", {
    class: `message ${out ? "out" : "in"}`, dataset: { id: message.message_id },
    "aria-label": `${out ? "Sent" : "Received"} at ${timeOf(date, phone.zone)}`,
  }, make("div", { class: "stack" }, body, inlineKeyboard(message, phone)));
}

function quoted(message) {
  const text = message.text ?? message.caption ?? (message.document ? "Document" : message.photo ? "Picture" : "Message");
  return make("div", { class: "quoted-message" },
    make("b", { text: message.from?.first_name ?? "" }), make("span", { text: text.slice(0, 120) }));
}

function onlyEmoji(text) {
  return text.length <= 24 && /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|[\u200d\ufe0f\s])+$/u.test(text);
}

function serviceText(message) {
  if (message.service) return message.service;
  if (message.pinned_message) return "The bot pinned a message";
  if (message.users_shared || message.chat_shared) return "Shared with the bot";
  return null;
}

/** One line about a message, for announcements to screen readers and for lists. */
export function summary(message) {
  const text = message.text ?? message.caption;
  if (text) return text.length > 200 ? `${text.slice(0, 200)}…` : text;
  if (message.document) return `Document ${message.document.file_name ?? ""}`;
  if (message.photo) return "Picture";
  if (message.contact) return "Contact";
  if (message.location) return "Location";
  return "Message";
}
