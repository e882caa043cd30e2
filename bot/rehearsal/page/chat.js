// The list of messages of one phone: order, days, groups, scrolling, what is new.

import { bubble } from "./bubble.js";
import { icon, make, still } from "./dom.js";
import { walkKeys } from "./keyboards.js";
import { dayKey, dayOf } from "./time.js";

const AT_ONCE = 200; // messages drawn; earlier ones on demand
const NEAR = 90; // px from the end that still count as reading the end
const TOGETHER = 300; // s between messages of one group

export class Chat {
  constructor(phone) {
    this.phone = phone;
    this.messages = new Map();
    this.elements = new Map();
    this.shown = AT_ONCE;
    this.missed = 0;
    this.lastTop = 0;
    this.list = make("ol", { class: "messages" });
    this.scroller = make("div", { class: "scroller", role: "log", "aria-live": "off", "aria-label": "Messages", tabindex: "0" }, this.list);
    this.jump = make("button", { type: "button", class: "jump", hidden: true, onclick: () => this.toEnd(true) }, make("span", { class: "jump-text" }), icon("down"));
    this.element = make("div", { class: "chat" }, this.scroller, this.jump);
    this.scroller.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.scroller.addEventListener("keydown", (event) => walkKeys(event, this.list, () => phone.focusInput()));
    // The keyboard or the input growing must not push the last message out of sight.
    this.atEnd = true;
    new ResizeObserver(() => { if (this.atEnd) this.toEnd(); }).observe(this.scroller);
    new ResizeObserver(() => { if (this.atEnd) this.toEnd(); }).observe(this.list);
  }

  /** Show exactly these messages. */
  replace(messages) {
    this.messages = new Map(messages.map((message) => [message.message_id, message]));
    this.elements.clear();
    this.missed = 0;
    this.draw();
    this.toEnd();
  }

  /** A new or an edited message. Returns whether it is new. */
  put(message) {
    const id = message.message_id;
    const known = this.messages.has(id);
    this.messages.set(id, message);
    if (known) {
      const old = this.elements.get(id);
      if (!old) return false;
      const held = old.contains(document.activeElement) ? document.activeElement.dataset : null;
      const made = bubble(message, this.phone);
      made.classList.add("changed");
      old.replaceWith(made);
      this.elements.set(id, made);
      this.arrange();
      if (held) (made.querySelector(`.inline-key[data-row="${held.row}"][data-column="${held.column}"]`) ?? made.querySelector(".inline-key") ?? this.scroller).focus();
      return false;
    }
    const follows = this.atEnd || !message.from?.is_bot;
    if (follows && this.elements.size >= AT_ONCE * 2) {
      this.shown = AT_ONCE;
      this.elements.clear();
      this.draw();
      this.toEnd();
      return true;
    }
    const made = bubble(message, this.phone);
    if (!still()) made.classList.add("arriving");
    this.elements.set(id, made);
    this.place(id, made);
    this.arrange();
    if (follows) this.toEnd();
    else {
      this.missed += 1;
      this.showJump();
    }
    return true;
  }

  place(id, element) {
    const later = [...this.elements.keys()].filter((other) => other > id && this.elements.get(other).isConnected);
    if (later.length) this.elements.get(Math.min(...later)).before(element);
    else this.list.append(element);
  }

  remove(id) {
    this.messages.delete(id);
    const element = this.elements.get(id);
    this.elements.delete(id);
    if (!element) return;
    if (element.contains(document.activeElement)) this.phone.focusInput();
    if (still()) {
      element.remove();
      this.arrange();
      return;
    }
    element.classList.add("leaving");
    setTimeout(() => { element.remove(); this.arrange(); }, 180);
  }

  /** A line of this page's own, such as "blocked the bot". */
  note(text) {
    this.list.append(make("li", { class: "service" }, make("span", { text })));
    this.element.classList.remove("blank");
    if (this.atEnd) this.toEnd();
  }

  draw() {
    const ids = [...this.messages.keys()].sort((a, b) => a - b);
    const first = Math.max(0, ids.length - this.shown);
    this.list.replaceChildren();
    if (first > 0) {
      const earlier = make("button", { type: "button", class: "earlier", text: `Show ${Math.min(first, AT_ONCE)} earlier messages` });
      earlier.addEventListener("click", () => this.earlier());
      this.list.append(make("li", { class: "service" }, earlier));
    }
    for (const id of ids.slice(first)) {
      const element = this.elements.get(id) ?? bubble(this.messages.get(id), this.phone);
      this.elements.set(id, element);
      this.list.append(element);
    }
    this.arrange();
  }

  earlier() {
    const before = this.scroller.scrollHeight - this.scroller.scrollTop;
    this.atEnd = false;
    this.shown += AT_ONCE;
    this.draw();
    this.scroller.scrollTop = this.scroller.scrollHeight - before;
    this.scroller.focus();
  }

  /** Day lines, groups with one tail, and which buttons Tab reaches (those of the last keyboard). */
  arrange() {
    for (const line of this.list.querySelectorAll(".day")) line.remove();
    const { zone } = this.phone;
    let previous = null;
    let day = "";
    let keys = null;
    for (const element of this.list.querySelectorAll("li[data-id]")) {
      const message = this.messages.get(Number(element.dataset.id));
      if (!message) continue;
      const date = new Date(message.date * 1000);
      const today = dayKey(date, zone);
      const turned = today !== day;
      if (turned) element.before(make("li", { class: "day" }, make("span", { text: dayOf(date, zone) })));
      day = today;
      const same = !turned && previous && previous.message.from?.id === message.from?.id && message.date - previous.message.date < TOGETHER
        && !previous.message.reply_markup?.inline_keyboard && !previous.element.classList.contains("service");
      element.classList.toggle("follows", Boolean(same));
      previous?.element.classList.toggle("tail", !same);
      element.classList.add("tail");
      previous = { message, element };
      const own = element.querySelectorAll(".inline-key");
      for (const key of own) key.tabIndex = -1;
      if (own.length) keys = own;
    }
    for (const key of keys ?? []) key.tabIndex = 0;
    this.element.classList.toggle("blank", !this.list.querySelector(".message, .service"));
  }

  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    // Only going up leaves the end: what grows or shrinks around the reader does not.
    if (scrollHeight - scrollTop - clientHeight < NEAR) this.atEnd = true;
    else if (scrollTop < this.lastTop - 1) this.atEnd = false;
    this.lastTop = scrollTop;
    if (this.atEnd) this.missed = 0;
    this.showJump();
  }

  showJump() {
    this.jump.hidden = this.atEnd;
    const text = this.missed === 1 ? "1 new message" : `${this.missed} new messages`;
    this.jump.firstChild.textContent = this.missed ? text : "";
    this.jump.setAttribute("aria-label", this.missed ? `${text}: to the end` : "To the end");
  }

  toEnd(smooth = false) {
    this.atEnd = true;
    this.missed = 0;
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: smooth && !still() ? "smooth" : "instant" });
    this.jump.hidden = true;
    if (smooth) this.phone.focusInput();
  }

  /** Focus the buttons of the newest message that has some. */
  focusKeys() {
    const key = [...this.list.querySelectorAll(".inline-keys")].at(-1)?.querySelector(".inline-key");
    (key ?? this.scroller).focus();
  }
}
