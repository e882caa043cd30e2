// Dialogs: Escape and the cross close them, focus stays inside and goes back to where it was.

import { icon, make } from "./dom.js";

/** Open a dialog titled `title` with `content` nodes; `closed` runs once at the end. Returns the element. */
export function openDialog(title, content, { closed, kind = "" } = {}) {
  const id = `title-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
  const cross = make("button", { type: "button", class: "round", "aria-label": "Close" }, icon("close"));
  const dialog = make("dialog", { class: `dialog ${kind}`, "aria-labelledby": id },
    make("div", { class: "dialog-head" }, make("h2", { id, text: title }), cross), ...content);
  cross.addEventListener("click", () => dialog.close());
  dialog.addEventListener("mousedown", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("close", () => {
    dialog.remove();
    closed?.();
  });
  document.body.append(dialog);
  dialog.showModal();
  (dialog.querySelector("[autofocus]") ?? dialog.querySelector("input, select") ?? cross).focus();
  return dialog;
}

/** A labelled input. */
export function field(label, properties, hint) {
  return make("label", { class: "labelled" }, make("span", { text: label }), make("input", properties), hint ? make("small", { text: hint }) : null);
}

/** A form in a dialog: resolves with its values, or null when it was closed. */
export function ask(title, fields, action) {
  return new Promise((resolve) => {
    let answer = null;
    const form = make("form", { class: "form" }, ...fields, make("div", { class: "actions" }, make("button", { type: "submit", class: "tool primary", text: action })));
    const dialog = openDialog(title, [form], { closed: () => resolve(answer) });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      answer = Object.fromEntries(new FormData(form));
      dialog.close();
    });
  });
}
