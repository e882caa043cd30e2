// One phone: a person's chat with the bot.

import { api } from "./api.js";
import { summary } from "./bubble.js";
import { Chat } from "./chat.js";
import { acceptDrops, Composer } from "./composer.js";
import { avatar, fullName, icon, make, toast } from "./dom.js";
import { Sheet } from "./sheet.js";

const TYPING = 5500; // ms that a chat action lasts, as in the apps

export class Phone {
  /** `stage`: zone(), now(), bot(), closed(phone), unread(phone), say(text). */
  constructor(person, stage) {
    this.person = person;
    this.stage = stage;
    this.seq = 0;
    this.ownCommands = null;
    this.unread = person.unread ?? 0;
    this.waiting = new Map();
    this.answered = new Set();
    this.build();
  }

  get name() { return fullName(this.person); }
  get language() { return this.person.language_code || "en"; }

  get zone() { return this.person.zone || this.stage.zone(); }
  get commands() { return this.ownCommands ?? this.person.commands ?? this.stage.bot()?.commands ?? []; }
  now() { return this.stage.now(); }

  build() {
    this.badge = make("span", { class: "badge", hidden: true });
    this.title = make("h2", { id: `name-${this.person.id}` });
    this.about = make("p", { class: "about" });
    this.face = make("span", { class: "face" });
    const more = make("button", { type: "button", class: "round", "aria-label": `More about ${this.name}`, "aria-haspopup": "menu", "aria-expanded": "false" }, icon("more"));
    const close = make("button", { type: "button", class: "round close", "aria-label": `Close the phone of ${this.name}`, title: "Close" }, icon("close"));
    this.sheet = new Sheet(this, more);
    this.head = make("header", { class: "head" }, this.face, make("div", { class: "who" }, this.title, this.about), this.badge, more, close, this.sheet.element);
    this.toasts = make("div", { class: "answers", "aria-live": "polite" });
    this.alerts = make("div", { class: "alerts" });
    this.chat = new Chat(this);
    this.welcome = make("div", { class: "welcome" });
    this.chat.element.append(this.welcome);
    this.composer = new Composer(this);
    this.element = make("article", { class: "phone", tabindex: "-1", "aria-labelledby": `name-${this.person.id}`, dataset: { person: this.person.id }, id: `phone-${this.person.id}` },
      this.head, this.chat.element, this.composer.element, this.toasts, this.alerts);
    close.addEventListener("click", () => this.stage.closed(this));
    this.head.addEventListener("focusout", (event) => { if (!this.head.contains(event.relatedTarget)) this.sheet.close(); });
    for (const touch of ["pointerdown", "focusin", "wheel"]) this.element.addEventListener(touch, () => this.touched(), { passive: true });
    acceptDrops(this.element, this.composer);
    this.describe();
  }

  describe() {
    const { person } = this;
    this.face.replaceChildren(avatar(person));
    this.title.textContent = this.name;
    this.element.classList.toggle("organiser", person.role === "organiser");
    const role = person.role ? person.role[0].toUpperCase() + person.role.slice(1) : "Participant";
    const state = person.deleted ? "account deleted" : person.blocked ? "blocked the bot" : "";
    this.standing = [role, (person.language_code ?? "").toUpperCase(), state].filter(Boolean).join(" · ");
    this.about.textContent = this.standing;
    const bot = this.stage.bot();
    this.welcome.replaceChildren(icon("bell"), make("b", { text: bot?.first_name ?? "The bot" }),
      make("p", { text: bot?.description || (this.person.started ? "Nothing has been said here yet." : "Press Start, as on a real phone.") }));
    this.composer.update();
    this.showUnread();
  }

  // From the server

  /** Fetch the chat: all of it, or what changed since the last time. */
  async load(whole) {
    const after = whole || !this.seq ? undefined : this.seq;
    this.held ??= [];
    let chat;
    try {
      chat = await api.chat(this.person.id, after);
    } finally {
      if (!chat) this.release();
    }
    this.seq = chat.seq ?? this.seq;
    if (after === undefined) this.chat.replace(chat.messages);
    else {
      for (const id of chat.deleted ?? []) this.chat.remove(id);
      for (const message of chat.messages) this.chat.put(message);
    }
    if (chat.commands) this.ownCommands = chat.commands;
    this.unread = chat.unread ?? this.unread;
    this.composer.setKeyboard(chat.reply_keyboard);
    this.composer.update();
    this.showUnread();
    this.release();
  }

  release() {
    const held = this.held ?? [];
    this.held = null;
    for (const [name, data] of held) this.hear(name, data);
  }

  /** An event of the feed. While the chat is fetched it waits; what the chat held already is passed over. */
  hear(name, data) {
    if (this.held) this.held.push([name, data]);
    else if (name === "answer") this.answer(data);
    else if (name === "action") this.typing(data.action);
    else if (name === "person") this.changed(data);
    else if (!(data.seq <= this.seq)) {
      if (data.seq) this.seq = data.seq;
      if (name === "delete") this.deleted(data.message_ids ?? [data.message_id]);
      else this.message(data);
    }
  }

  message(data) {
    const { message } = data;
    const fresh = this.chat.put(message);
    if ("reply_keyboard" in data) this.composer.setKeyboard(data.reply_keyboard);
    if (message.from?.is_bot && fresh) {
      this.typing(null);
      if (message.reply_markup?.force_reply) this.composer.replyWith(message, message.reply_markup.input_field_placeholder);
      if (this.holdsFocus()) this.read();
      else this.unread = data.unread ?? this.unread + 1;
      this.stage.say(`${this.name}: ${summary(message)}`);
    }
    this.composer.update();
    this.showUnread();
  }

  deleted(ids) {
    for (const id of ids) this.chat.remove(id);
    this.composer.update();
  }

  changed(person) {
    const was = this.person;
    this.person = { ...was, ...person };
    if (Boolean(was.blocked) !== Boolean(this.person.blocked)) this.chat.note(this.person.blocked ? `${this.name} blocked the bot` : `${this.name} unblocked the bot`);
    if (!was.deleted && this.person.deleted) this.chat.note(`${this.name} deleted the account`);
    if ("unread" in person && !this.holdsFocus()) this.unread = person.unread;
    if ("commands" in person) this.ownCommands = person.commands;
    if ("reply_keyboard" in person) this.composer.setKeyboard(person.reply_keyboard);
    this.describe();
  }

  typing(action) {
    clearTimeout(this.typingTimer);
    this.element.classList.toggle("typing", Boolean(action));
    const words = { upload_photo: "sends a picture", upload_document: "sends a file", find_location: "looks for a place" };
    this.about.textContent = action ? `${this.stage.bot()?.first_name ?? "The bot"} ${words[action] ?? "is typing"}…` : this.standing;
    if (action) this.typingTimer = setTimeout(() => this.typing(null), TYPING);
  }

  awaitAnswer(query, done) {
    if (this.answered.delete(query)) done();
    else this.waiting.set(query, done);
  }

  answer({ query_id: query, text, show_alert: alert, url }) {
    const done = this.waiting.get(query);
    this.waiting.delete(query);
    if (done) done();
    else {
      if (this.answered.size > 100) this.answered.clear(); // answers to taps of other pages or scripts
      this.answered.add(query);
    }
    if (url && !this.open(url)) toast(`The bot opens ${url}`);
    if (!text) return;
    if (alert) this.alert(text);
    else {
      const note = make("div", { class: "answer", text });
      this.toasts.append(note);
      setTimeout(() => note.remove(), 3800);
    }
  }

  alert(text) {
    const before = document.activeElement;
    const fine = make("button", { type: "button", class: "tool primary", text: "OK" });
    const id = `alert-${this.person.id}`;
    const box = make("div", { class: "alert", role: "alertdialog", "aria-modal": "true", "aria-labelledby": id }, make("p", { id, text }), fine);
    const veil = make("div", { class: "veil" }, box);
    const close = () => {
      veil.remove();
      if (before?.isConnected) before.focus();
      else this.focusInput();
    };
    fine.addEventListener("click", close);
    veil.addEventListener("keydown", (event) => {
      if (event.key === "Tab") event.preventDefault();
      if (event.key === "Escape") { event.stopPropagation(); close(); }
    });
    this.alerts.append(veil);
    if (this.element.contains(before) || before === document.body) fine.focus();
  }

  // By hand

  /** Do `call`; what the server refuses is shown. Returns whether it was done. */
  async act(call) {
    try {
      await call();
      return true;
    } catch (refusal) {
      toast(refusal.message + (refusal.expected ? ` Expected: ${refusal.expected}` : ""), "bad");
      return false;
    }
  }

  command(text) { this.composer.sendText(text); }

  /** Deep links to the bot start it here, as they do in the apps. Returns whether the link was one. */
  open(url) {
    const own = this.stage.bot()?.username?.toLowerCase();
    const found = /^(?:https?:\/\/t(?:elegram)?\.me\/|tg:\/\/resolve\?domain=)(\w+)(?:[?&]start=([\w-]{1,64}))?$/iu.exec(url);
    if (!found || found[1].toLowerCase() !== own) return false;
    if (found[2]) this.act(() => api.start(this.person.id, found[2]));
    return true;
  }

  holdsFocus() { return !document.hidden && this.element.contains(document.activeElement); }

  touched() { if (this.unread) this.read(); }

  read() {
    const had = this.unread;
    this.unread = 0;
    this.showUnread();
    if (had || this.holdsFocus()) {
      clearTimeout(this.readTimer);
      this.readTimer = setTimeout(() => api.set(this.person.id, "read").catch(() => {}), 250);
    }
  }

  showUnread() {
    this.badge.hidden = this.unread === 0;
    this.badge.textContent = this.unread > 99 ? "99+" : String(this.unread);
    this.badge.setAttribute("aria-label", `${this.unread} unread`);
    this.stage.unread(this);
  }

  focusInput() {
    const goal = this.composer.line.hidden ? this.composer.instead : this.composer.input;
    (goal.disabled ? this.element : goal).focus({ preventScroll: true });
  }
}
