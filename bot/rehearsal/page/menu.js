// The menu over an input: what can be attached, or the bot's commands (opened, or completing what is typed).

import { make } from "./dom.js";

export class Menu {
  /** `left()` when it is left with Escape; `command(name)` when a command is chosen with the pointer. */
  constructor({ left, command }) {
    this.left = left;
    this.command = command;
    this.kind = "";
    this.chosen = 0;
    this.element = make("div", { class: "menu", role: "menu", hidden: true });
    this.element.addEventListener("keydown", (event) => this.key(event));
  }

  get open() { return !this.element.hidden; }
  get entries() { return [...this.element.children]; }
  get chosenCommand() { return this.entries[this.chosen]?.dataset.command; }

  shows(kind) { return this.open && this.kind === kind; }

  show(kind, label, entries) {
    this.kind = kind;
    this.element.setAttribute("aria-label", label);
    this.element.replaceChildren(...entries);
    this.element.hidden = false;
  }

  commands(list, kind) {
    if (!list.length) {
      this.close();
      return;
    }
    const completing = kind === "completion";
    this.show(kind, "Commands", list.map(({ command, description }) => make("button", {
      type: "button", role: "menuitem", class: "command", dataset: { command }, tabindex: completing ? "-1" : null,
      onmousedown: (event) => event.preventDefault(), // the input keeps the focus
      onclick: () => this.command(command),
    }, make("b", { text: `/${command}` }), make("span", { text: description }))));
    this.chosen = 0;
    if (completing) this.choose(0);
  }

  /** Move the mark of the completion by `step`. */
  choose(step) {
    const { entries } = this;
    this.chosen = (this.chosen + step + entries.length) % entries.length;
    entries.forEach((entry, index) => entry.classList.toggle("chosen", index === this.chosen));
    entries[this.chosen].scrollIntoView({ block: "nearest" });
  }

  focus() { this.element.querySelector("button")?.focus(); }

  close() { this.element.hidden = true; }

  key(event) {
    const { entries } = this;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      entries[(entries.indexOf(document.activeElement) + step + entries.length) % entries.length].focus();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      this.close();
      this.left();
    }
  }
}
