// Buttons under a bubble, and the keyboard under the input.

import { api } from "./api.js";
import { copyText } from "./entities.js";
import { icon, make, toast } from "./dom.js";

const GIVE_UP = 15000; // ms: a tap that the bot never answers stops turning then, as in the apps

/** The inline keyboard of `message`, or null. `phone`: person, open(url), awaitAnswer(queryId, done). */
export function inlineKeyboard(message, phone) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.some((row) => row.length)) return null;
  const board = make("div", { class: "inline-keys", role: "group", "aria-label": "Buttons of the message" });
  rows.forEach((row, rowAt) => {
    const line = make("div", { class: "inline-row" });
    row.forEach((button, columnAt) => line.append(inlineButton(button, message, rowAt, columnAt, phone)));
    board.append(line);
  });
  return board;
}

function inlineButton(button, message, row, column, phone) {
  const tone = ["danger", "success", "primary"].includes(button.style) ? ` ${button.style}` : "";
  const label = make("span", { class: "key-text", text: button.text });
  const shared = { class: `inline-key${tone}`, tabindex: "-1", dataset: { row, column } };
  if (button.url !== undefined && /^(https?|tg|mailto):/iu.test(button.url)) {
    return make("a", {
      ...shared, href: button.url, target: "_blank", rel: "noopener noreferrer", title: button.url,
      onclick: (event) => { if (phone.open(button.url)) event.preventDefault(); },
    }, label, icon("link"));
  }
  if (button.copy_text) {
    return make("button", { ...shared, type: "button", onclick: () => copyText(button.copy_text.text) }, label, icon("copy"));
  }
  if (button.callback_data === undefined) {
    return make("button", { ...shared, type: "button", onclick: () => toast("This kind of button is not part of the rehearsal.", "bad") }, label);
  }
  const key = make("button", { ...shared, type: "button" }, label, make("span", { class: "ring", "aria-hidden": "true" }));
  key.addEventListener("click", () => tap(key, message, row, column, phone));
  return key;
}

async function tap(key, message, row, column, phone) {
  if (key.getAttribute("aria-busy") === "true") return;
  key.setAttribute("aria-busy", "true");
  const done = () => key.removeAttribute("aria-busy");
  const timer = setTimeout(done, GIVE_UP);
  try {
    const { query_id: query, answer } = await api.tap(phone.person.id, message.message_id, row, column);
    const finish = () => {
      clearTimeout(timer);
      done();
    };
    if (answer) finish();
    else phone.awaitAnswer(query, finish);
  } catch (refusal) {
    clearTimeout(timer);
    done();
    toast(refusal.message, "bad");
  }
}

/** The reply keyboard as it is now, or null. `act`: text(text), contact(), location(). */
export function replyKeyboard(markup, act) {
  if (!markup?.keyboard?.length) return null;
  const board = make("div", { class: "reply-keys", role: "group", "aria-label": "Suggested answers" });
  for (const row of markup.keyboard) {
    const line = make("div", { class: "reply-row" });
    for (const entry of row) {
      const button = typeof entry === "string" ? { text: entry } : entry;
      const tone = ["danger", "success", "primary"].includes(button.style) ? ` ${button.style}` : "";
      const sign = button.request_contact ? icon("contact") : button.request_location ? icon("location") : null;
      line.append(make("button", { type: "button", class: `reply-key${tone}`, onclick: () => press(button, act) }, sign, make("span", { text: button.text })));
    }
    board.append(line);
  }
  return board;
}

function press(button, act) {
  if (button.request_contact) act.contact();
  else if (button.request_location) act.location();
  else act.text(button.text);
}

/** Arrow keys walk over the buttons of a chat; Escape hands back to the input. */
export function walkKeys(event, list, leave) {
  const here = document.activeElement;
  if (!here?.classList.contains("inline-key")) return;
  if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    leave();
    return;
  }
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const rows = [...list.querySelectorAll(".inline-row")];
  const rowAt = rows.indexOf(here.parentElement);
  let goal = null;
  if (step) goal = here.parentElement.children[[...here.parentElement.children].indexOf(here) + step];
  else if (event.key === "ArrowUp") goal = rows[rowAt - 1]?.firstElementChild;
  else if (event.key === "ArrowDown") {
    goal = rows[rowAt + 1]?.firstElementChild;
    if (!goal) {
      event.preventDefault();
      leave();
      return;
    }
  } else return;
  if (!goal) return;
  event.preventDefault();
  goal.focus();
}
