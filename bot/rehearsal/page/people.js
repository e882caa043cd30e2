// Picking a person to hold a phone, or adding one.

import { api } from "./api.js";
import { field, openDialog } from "./dialogs.js";
import { avatar, fullName, make, toast } from "./dom.js";

const LANGUAGES = [["en", "English"], ["lt", "Lietuvių"], ["pl", "Polski"], ["de", "Deutsch"], ["lv", "Latviešu"], ["et", "Eesti"], ["fi", "Suomi"], ["sv", "Svenska"], ["da", "Dansk"], ["uk", "Українська"]];
const AT_ONCE = 60;

/** Ask whose phone to open: `isOpen(id)` marks those that are; `chosen(person)` gets the answer. */
export function choosePerson({ isOpen, chosen }) {
  const search = make("input", { type: "search", placeholder: "Find by name, language or role", "aria-label": "Find a person", autofocus: true, autocomplete: "off" });
  const list = make("ul", { class: "people", "aria-label": "People" });
  const count = make("p", { class: "faint", role: "status", text: "Looking for people…" });
  const dialog = openDialog("Open a phone", [make("div", { class: "columns" },
    make("section", { class: "pick" }, search, count, list),
    make("section", { class: "add" }, make("h3", { text: "Add a person" }), newPerson((person) => { dialog.close(); chosen(person); })))], { kind: "wide" });
  let persons = [];
  const draw = () => {
    const wanted = search.value.trim().toLocaleLowerCase();
    const fitting = persons.filter((person) => [fullName(person), person.username, person.language_code, person.role].join(" ").toLocaleLowerCase().includes(wanted));
    list.replaceChildren(...fitting.slice(0, AT_ONCE).map((person) => make("li", {}, make("button", { type: "button", onclick: () => { dialog.close(); chosen(person); } },
      avatar(person, "small"),
      make("span", { class: "who" }, make("b", { text: fullName(person) }), make("span", { text: [person.role, (person.language_code ?? "").toUpperCase(), isOpen(person.id) ? "open" : "", person.blocked ? "blocked" : ""].filter(Boolean).join(" · ") })),
      person.unread ? make("span", { class: "badge", text: String(person.unread), "aria-label": `${person.unread} unread` }) : null))));
    count.textContent = fitting.length > AT_ONCE ? `${fitting.length} people; the first ${AT_ONCE} are shown` : fitting.length === 1 ? "1 person" : `${fitting.length} people`;
  };
  search.addEventListener("input", draw);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault(); // or the button that gets the focus back would be pressed by the same key
      list.querySelector("button")?.click();
    }
    if (event.key === "ArrowDown") { event.preventDefault(); list.querySelector("button")?.focus(); }
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = [...list.querySelectorAll("button")];
    (all[all.indexOf(document.activeElement) + step] ?? search).focus();
  });
  api.persons().then((answer) => {
    persons = Array.isArray(answer) ? answer : answer.persons;
    draw();
  }).catch((refusal) => { count.textContent = refusal.message; });
}

function newPerson(added) {
  const language = make("select", { name: "language_code" }, ...LANGUAGES.map(([code, name]) => make("option", { value: code, text: name })));
  const role = make("select", { name: "role" }, make("option", { value: "participant", text: "Participant" }), make("option", { value: "organiser", text: "Organiser" }));
  const form = make("form", { class: "form" },
    field("First name", { name: "first_name", required: true, maxlength: "64", autocomplete: "off" }),
    field("Last name", { name: "last_name", maxlength: "64", autocomplete: "off" }),
    field("User name", { name: "username", maxlength: "32", pattern: "[A-Za-z][A-Za-z0-9_]{4,31}", autocomplete: "off", title: "5 to 32 letters, digits or _" }, "optional, without @"),
    make("label", { class: "labelled" }, make("span", { text: "Language of the phone" }), language),
    make("label", { class: "labelled" }, make("span", { text: "Label on this page" }), role),
    make("div", { class: "actions" }, make("button", { type: "submit", class: "tool primary", text: "Add" })));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const fields = Object.fromEntries([...new FormData(form)].map(([key, value]) => [key, value.trim()]).filter(([, value]) => value));
    try {
      const answer = await api.addPerson(fields);
      added(answer.person ?? answer);
    } catch (refusal) {
      toast(refusal.message + (refusal.expected ? ` Expected: ${refusal.expected}` : ""), "bad");
    }
  });
  return form;
}
