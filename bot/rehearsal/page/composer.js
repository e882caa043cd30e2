// The input of a phone: text, commands, attachments, the reply keyboard, and what stands there instead of it.

import { api } from "./api.js";
import { icon, make, toast } from "./dom.js";
import { replyKeyboard } from "./keyboards.js";
import { Menu } from "./menu.js";
import { askContact, askLocation } from "./sharing.js";

const LONGEST = 4096;

export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.keyboard = null;
    this.keyboardShown = true;
    this.replyTo = null;
    const name = `input-${phone.person.id}`;
    this.input = make("textarea", { id: name, rows: "1", maxlength: LONGEST, placeholder: "Message", "aria-label": `Message as ${phone.name}`, autocomplete: "off", enterkeyhint: "send" });
    this.attach = this.round("attach", "Attach", () => this.toggleMenu("attach"));
    this.slash = this.round("slash", "Commands", () => this.toggleMenu("commands"));
    this.keys = this.round("keys", "Show keyboard", () => this.toggleKeyboard());
    this.send = this.round("send", "Send", () => this.submit());
    this.send.classList.add("send");
    this.attach.setAttribute("aria-haspopup", "menu");
    this.slash.setAttribute("aria-haspopup", "menu");
    this.menu = new Menu({
      left: () => this.input.focus(),
      command: (name) => { this.sendText(`/${name}`); this.input.focus(); },
    });
    this.board = make("div", { class: "board" });
    this.replying = make("div", { class: "replying", hidden: true });
    this.line = make("div", { class: "line" }, this.attach, make("div", { class: "field" }, this.input, this.slash, this.keys), this.send);
    this.instead = make("button", { type: "button", class: "instead", hidden: true });
    this.photoPicker = this.picker("photo", "image/*");
    this.filePicker = this.picker("document", "");
    this.element = make("div", { class: "composer" }, this.menu.element, this.replying, this.line, this.instead, this.board, this.photoPicker, this.filePicker);
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("paste", (event) => {
      const file = [...(event.clipboardData?.files ?? [])][0];
      if (file) { event.preventDefault(); this.upload(file.type.startsWith("image/") ? "photo" : "document", file); }
    });
    this.element.addEventListener("focusout", (event) => { if (!this.element.contains(event.relatedTarget)) this.menu.close(); });
    this.typed();
  }

  round(drawing, label, act) {
    return make("button", { type: "button", class: "round", "aria-label": label, title: label, onclick: act }, icon(drawing));
  }

  picker(kind, accept) {
    const input = make("input", { type: "file", accept: accept || null, class: "quiet", tabindex: "-1", "aria-hidden": "true" });
    input.addEventListener("change", () => {
      if (input.files[0]) this.upload(kind, input.files[0]);
      input.value = "";
    });
    return input;
  }

  get commands() {
    return this.phone.commands;
  }

  // What the phone can do now

  update() {
    const { person, chat } = this.phone;
    const empty = chat.messages.size === 0 && !person.started;
    const word = person.deleted ? "This account is gone" : person.blocked ? "Unblock the bot" : empty ? "Start" : "";
    this.line.hidden = Boolean(word);
    this.instead.hidden = !word;
    this.instead.textContent = word;
    this.instead.disabled = Boolean(person.deleted);
    this.instead.onclick = () => this.phone.act(() => (person.blocked ? api.set(person.id, "unblock") : api.start(person.id)));
    this.slash.hidden = this.commands.length === 0 || this.input.value !== "";
    this.drawBoard();
  }

  setKeyboard(markup) {
    if (JSON.stringify(markup ?? null) === JSON.stringify(this.keyboard)) return;
    this.keyboard = markup ?? null;
    this.keyboardShown = true;
    this.drawBoard();
  }

  drawBoard() {
    const board = this.line.hidden ? null : replyKeyboard(this.keyboard, {
      text: (text) => { this.used(); this.sendText(text); },
      contact: () => this.shareContact(),
      location: () => this.shareLocation(),
    });
    this.keys.hidden = !board;
    const shown = Boolean(board && this.keyboardShown);
    this.keys.setAttribute("aria-label", shown ? "Hide keyboard" : "Show keyboard");
    this.keys.setAttribute("aria-expanded", String(shown));
    this.board.replaceChildren(...(shown ? [board] : []));
    this.input.placeholder = this.keyboard?.input_field_placeholder || this.replyTo?.placeholder || "Message";
  }

  used() {
    if (this.keyboard?.one_time_keyboard && !this.keyboard.is_persistent) this.keyboardShown = false;
    this.drawBoard();
  }

  toggleKeyboard() {
    this.keyboardShown = !this.keyboardShown;
    this.drawBoard();
  }

  // Typing and sending

  typed() {
    this.input.style.height = "auto";
    if (this.input.scrollHeight) this.input.style.height = `${Math.min(this.input.scrollHeight, 140)}px`; // 0: not on the page yet
    this.send.disabled = this.input.value.trim() === "";
    this.slash.hidden = this.commands.length === 0 || this.input.value !== "";
    if (/^\/\w*$/u.test(this.input.value)) {
      const start = this.input.value.slice(1).toLowerCase();
      this.menu.commands(this.commands.filter(({ command }) => command.startsWith(start)), "completion");
    } else if (this.menu.shows("completion")) this.menu.close();
  }

  key(event) {
    if (event.isComposing) return;
    const completing = this.menu.shows("completion");
    if (completing && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      this.menu.choose(event.key === "ArrowDown" ? 1 : -1);
    } else if (completing && event.key === "Tab" && !event.shiftKey) {
      event.preventDefault();
      this.input.value = `/${this.menu.chosenCommand} `;
      this.typed();
    } else if (event.key === "Escape") {
      if (this.menu.open) event.stopPropagation();
      this.menu.close();
      this.replyWith(null);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      const exact = this.commands.some(({ command }) => `/${command}` === this.input.value);
      if (completing && !exact) this.sendText(`/${this.menu.chosenCommand}`);
      else this.submit();
    } else if (event.key === "ArrowUp" && this.input.value === "") {
      event.preventDefault();
      this.phone.chat.focusKeys();
    }
  }

  submit() {
    const text = this.input.value.trim();
    if (text) this.sendText(text);
    this.input.focus();
  }

  async sendText(text) {
    const kept = this.input.value;
    this.input.value = "";
    this.typed();
    this.menu.close();
    const reply = this.replyTo?.id;
    this.replyWith(null);
    const payload = /^\/start(?:@\w+)? ([\w-]{1,64})$/u.exec(text)?.[1];
    const sent = await this.phone.act(() => (payload ? api.start(this.phone.person.id, payload) : api.text(this.phone.person.id, text, reply)));
    if (!sent && this.input.value === "" && kept) {
      this.input.value = kept;
      this.typed();
    }
  }

  replyWith(message, placeholder) {
    this.replyTo = message && { id: message.message_id, placeholder };
    this.replying.hidden = !message;
    this.replying.replaceChildren();
    if (message) {
      const cancel = this.round("close", "Do not reply", () => { this.replyWith(null); this.input.focus(); });
      this.replying.append(icon("reply"), make("span", {}, make("b", { text: "Reply" }), make("span", { text: (message.text ?? message.caption ?? "Message").slice(0, 100) })), cancel);
    }
    this.drawBoard();
  }

  async upload(kind, file) {
    const caption = this.input.value.trim();
    this.input.value = "";
    this.typed();
    await this.phone.act(() => api.upload(this.phone.person.id, kind, file, caption));
  }

  async shareContact() {
    const card = await askContact(this.phone);
    if (card && (await this.phone.act(() => api.contact(this.phone.person.id, card)))) this.used();
  }

  async shareLocation() {
    const spot = await askLocation(this.phone);
    if (spot && (await this.phone.act(() => api.location(this.phone.person.id, spot)))) this.used();
  }

  toggleMenu(kind) {
    if (this.menu.shows(kind)) this.menu.close();
    else if (kind === "commands") this.menu.commands(this.commands, kind);
    else {
      this.menu.show(kind, "Attach", [
        ["contact", "Contact", () => this.shareContact()],
        ["location", "Location", () => this.shareLocation()],
        ["photo", "Photo", () => this.photoPicker.click()],
        ["file", "File", () => this.filePicker.click()],
      ].map(([drawing, label, act]) => make("button", { type: "button", role: "menuitem", onclick: () => { this.menu.close(); this.input.focus(); act(); } }, icon(drawing), make("span", { text: label }))));
    }
    this.menu.focus();
  }
}

/** Send dropped files from the phone they were dropped on. */
export function acceptDrops(element, composer) {
  element.addEventListener("dragover", (event) => {
    if ([...event.dataTransfer.types].includes("Files")) event.preventDefault();
  });
  element.addEventListener("drop", (event) => {
    const file = event.dataTransfer.files[0];
    if (!file) return;
    event.preventDefault();
    if (event.dataTransfer.files.length > 1) toast("One file at a time.");
    composer.upload("document", file);
  });
}
