// The stage: opens phones, hears the feed, and keeps the parts together.

import { api, listen } from "./api.js";
import { appearanceButton } from "./appearance.js";
import { EventClock } from "./clock.js";
import { Counters, Crowd, Faults } from "./controls.js";
import { avatar, drawIcons, fullName, make, toast } from "./dom.js";
import { choosePerson } from "./people.js";
import { Phone } from "./phone.js";

const byId = (id) => document.getElementById(id);
const FIRST = 3; // phones at the beginning: the organiser's and two participants'
const PUBLIC = ["message", "edit", "delete", "answer", "person", "action"];

class Stage {
  constructor() {
    this.state = {};
    this.boot = null;
    this.phones = new Map();
    this.tabs = new Map();
    this.active = null;
    this.clock = new EventClock(() => this.zone());
    this.crowd = new Crowd();
    this.faults = new Faults();
    this.counters = new Counters();
    this.gathered = []; // events that arrive while the chats are fetched
    this.ready = false;
    byId("person-open").addEventListener("click", () => this.choose());
    document.addEventListener("keydown", (event) => this.key(event));
    appearanceButton(byId("theme"));
    listen({
      on: (name, data) => (this.ready || !PUBLIC.includes(name) ? this.heard(name, data) : this.gathered.push([name, data])),
      opened: () => this.resync(),
      lost: () => this.lost(),
    });
  }

  zone() { return this.state.event?.zone || this.state.event?.timezone || "UTC"; }
  now() { return this.clock.now(); }
  bot() { return this.state.bot; }

  // With the server

  async resync() {
    this.ready = false;
    let state;
    try {
      state = await api.state();
    } catch {
      this.lost();
      setTimeout(() => this.resync(), 1000);
      return;
    }
    const again = this.boot === null || state.boot !== this.boot;
    const first = this.boot === null;
    this.state = state;
    this.boot = state.boot ?? "";
    byId("banner").hidden = true;
    this.introduce();
    this.clock.set(state.clock);
    this.crowd.set(state.crowd);
    this.faults.set(state.faults);
    this.counters.set(state.counters);
    if (first) await this.openFirst();
    else await this.refresh(again);
    this.ready = true;
    for (const [name, data] of this.gathered.splice(0)) this.heard(name, data);
  }

  introduce() {
    const { event } = this.state;
    byId("event-name").textContent = event ? [event.name, event.city].filter(Boolean).join(" · ") : "Rehearsal";
    byId("event-name").title = byId("event-name").textContent;
  }

  async openFirst() {
    const persons = this.state.persons ?? [];
    const organiser = persons.find((person) => person.role === "organiser");
    const others = persons.filter((person) => person !== organiser);
    const labelled = others.filter((person) => person.role);
    const chosen = [organiser, ...(labelled.length ? labelled : others)].filter(Boolean).slice(0, FIRST);
    await Promise.all(chosen.map((person) => this.open(person, false)));
    this.showEmpty();
  }

  async refresh(again) {
    const known = new Map((this.state.persons ?? []).map((person) => [person.id, person]));
    for (const phone of [...this.phones.values()]) {
      const person = known.get(phone.person.id);
      if (!person) {
        this.closed(phone); // a restarted rehearsal does not know this person
        continue;
      }
      phone.person = { ...phone.person, ...person };
      phone.describe();
      await phone.load(again).catch((refusal) => toast(refusal.message, "bad"));
    }
    if (!this.phones.size) await this.openFirst();
  }

  lost() {
    byId("banner").textContent = "The connection to the rehearsal is lost. Trying again…";
    byId("banner").hidden = false;
  }

  heard(name, data) {
    if (name === "clock") this.clock.set(data);
    else if (name === "crowd") this.crowd.set(data);
    else if (name === "faults") this.faults.set(data);
    else if (name === "counters") this.counters.set(data);
    else this.phones.get(name === "person" ? data.id : data.person_id)?.hear(name, data);
  }

  // Phones

  async open(person, focus = true) {
    let phone = this.phones.get(person.id);
    if (!phone) {
      phone = new Phone(person, this);
      this.phones.set(person.id, phone);
      byId("phones").append(phone.element);
      this.addTab(phone);
      this.showEmpty();
      try {
        await phone.load(true);
      } catch (refusal) {
        toast(refusal.message, "bad");
      }
    }
    if (focus || !this.active) this.activate(phone, focus);
    return phone;
  }

  closed(phone) {
    const order = [...this.phones.values()];
    const next = order[order.indexOf(phone) + 1] ?? order[order.indexOf(phone) - 1];
    const held = phone.element.contains(document.activeElement);
    this.phones.delete(phone.person.id);
    phone.element.remove();
    this.tabs.get(phone.person.id)?.remove();
    this.tabs.delete(phone.person.id);
    if (this.active === phone) this.active = null;
    if (next) this.activate(next, held);
    else if (held) byId("person-open").focus();
    this.showEmpty();
    this.countUnread();
  }

  showEmpty() {
    const place = byId("phones");
    place.querySelector(".nothing")?.remove();
    place.style.setProperty("--phones", String(Math.max(1, this.phones.size)));
    if (this.phones.size) return;
    place.append(make("div", { class: "nothing" }, make("p", { text: "No phone is open." }),
      make("button", { type: "button", class: "tool primary", text: "Open a phone", onclick: () => this.choose() })));
  }

  choose() {
    choosePerson({ isOpen: (id) => this.phones.has(id), chosen: (person) => this.open(person) });
  }

  activate(phone, focus) {
    this.active = phone;
    for (const other of this.phones.values()) {
      const on = other === phone;
      other.element.classList.toggle("active", on);
      const tab = this.tabs.get(other.person.id);
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      if (on) tab.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    if (phone.chat.atEnd) phone.chat.toEnd();
    if (focus) {
      phone.element.scrollIntoView({ block: "nearest", inline: "nearest" });
      phone.focusInput();
    }
  }

  addTab(phone) {
    const tab = make("button", { type: "button", class: "tab", role: "tab", "aria-controls": `phone-${phone.person.id}`, "aria-selected": "false", tabindex: "-1", title: fullName(phone.person) },
      avatar(phone.person, "small"), make("span", { class: "tab-name", text: phone.person.first_name }), make("span", { class: "badge", hidden: true }));
    tab.addEventListener("click", () => { this.activate(phone, false); phone.touched(); });
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!step) return;
      event.preventDefault();
      event.stopPropagation();
      const all = [...this.phones.values()];
      const next = all[(all.indexOf(phone) + step + all.length) % all.length];
      this.activate(next, false);
      this.tabs.get(next.person.id).focus();
    });
    phone.element.addEventListener("focusin", () => { if (this.active !== phone) this.activate(phone, false); });
    this.tabs.set(phone.person.id, tab);
    byId("tabs").append(tab);
    this.unread(phone);
  }

  unread(phone) {
    const badge = this.tabs.get(phone.person.id)?.querySelector(".badge");
    if (badge) {
      badge.hidden = !phone.unread;
      badge.textContent = String(phone.unread);
      badge.setAttribute("aria-label", `${phone.unread} unread`);
    }
    this.countUnread();
  }

  countUnread() {
    const unread = [...this.phones.values()].reduce((sum, phone) => sum + phone.unread, 0);
    document.title = `${unread ? `(${unread}) ` : ""}Matchbell rehearsal`;
  }

  say(text) { byId("live").textContent = text; }

  /** Alt with the arrows goes from phone to phone. */
  key(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step || !event.altKey || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
    const all = [...this.phones.values()];
    if (!all.length || document.activeElement?.value) return; // in a text they go from word to word
    event.preventDefault();
    const at = all.indexOf(this.active);
    this.activate(all[(at + step + all.length) % all.length], true);
  }
}

drawIcons();
new Stage();
