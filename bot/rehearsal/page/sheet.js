// What a phone's "more" button opens: who this is, blocking, deleting the account, closing.

import { api } from "./api.js";
import { icon, make } from "./dom.js";

export class Sheet {
  constructor(phone, opener) {
    this.phone = phone;
    this.opener = opener;
    this.element = make("div", { class: "menu sheet", role: "menu", hidden: true });
    this.element.addEventListener("keydown", (event) => this.key(event));
    opener.addEventListener("click", () => (this.element.hidden ? this.open() : this.close()));
  }

  open() {
    const { phone } = this;
    const { person } = phone;
    const set = (what) => () => phone.act(() => api.set(person.id, what));
    const about = [person.username ? `@${person.username}` : "no user name", `id ${person.id}`].join(" · ");
    const entries = [make("p", { class: "sheet-about", text: about })];
    if (!person.deleted) {
      entries.push(person.blocked ? this.entry("block", "Unblock the bot", set("unblock")) : this.entry("block", "Block the bot", set("block")));
      entries.push(this.entry("trash", "Delete this account", set("delete"), "grave"));
    }
    entries.push(this.entry("close", "Close this phone", () => phone.stage.closed(phone)));
    this.element.replaceChildren(...entries);
    this.element.hidden = false;
    this.opener.setAttribute("aria-expanded", "true");
    this.element.querySelector("button").focus();
  }

  entry(drawing, text, act, tone = "") {
    const chosen = () => {
      this.close();
      this.opener.focus();
      act();
    };
    return make("button", { type: "button", role: "menuitem", class: tone, onclick: chosen }, icon(drawing), make("span", { text }));
  }

  close() {
    this.element.hidden = true;
    this.opener.setAttribute("aria-expanded", "false");
  }

  key(event) {
    const entries = [...this.element.querySelectorAll("button")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      entries[(entries.indexOf(document.activeElement) + step + entries.length) % entries.length].focus();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      this.close();
      this.opener.focus();
    }
  }
}
