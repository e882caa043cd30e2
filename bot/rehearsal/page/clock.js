// The event's clock: it ticks here between the server's words.

import { api } from "./api.js";
import { toast } from "./dom.js";
import { secondsOf, shortDate, timeOf, yearOf } from "./time.js";

const byId = (id) => document.getElementById(id);

export class EventClock {
  constructor(zone) {
    this.zone = zone;
    this.shown = Date.now();
    this.heard = performance.now();
    this.speed = 0;
    this.paused = true;
    const turn = (fields) => async () => {
      try {
        this.set(await api.clock(fields));
      } catch (refusal) {
        toast(refusal.message, "bad");
      }
    };
    byId("clock-pause").addEventListener("click", () => turn({ paused: !this.standing })());
    byId("clock-x1").addEventListener("click", turn({ speed: 1, paused: false }));
    byId("clock-x60").addEventListener("click", turn({ speed: 60, paused: false }));
    byId("clock-next").addEventListener("click", turn({ to: "next" }));
    setInterval(() => this.draw(), 250);
  }

  get standing() { return this.paused || !this.speed; }

  now() {
    const gone = this.standing ? 0 : (performance.now() - this.heard) * this.speed;
    return new Date(this.shown + gone);
  }

  set(clock) {
    if (!clock?.now) return;
    this.shown = Date.parse(clock.now);
    this.heard = performance.now();
    this.speed = clock.speed ?? 1;
    this.paused = Boolean(clock.paused);
    this.draw();
  }

  draw() {
    const now = this.now();
    const zone = this.zone();
    const time = byId("clock-time");
    time.textContent = this.speed > 10 && !this.standing ? timeOf(now, zone) : `${timeOf(now, zone)}:${secondsOf(now, zone)}`;
    time.dateTime = now.toISOString();
    byId("clock-date").textContent = shortDate(now, zone);
    byId("clock-year").textContent = ` ${yearOf(now, zone)}`;
    byId("clock-speed").textContent = this.standing ? "stopped" : `×${this.speed}`;
    byId("clock-zone").textContent = ` · ${zone.split("/").at(-1).replaceAll("_", " ")} time`;
    const press = (id, on) => byId(id).setAttribute("aria-pressed", String(on));
    press("clock-pause", this.standing);
    press("clock-x1", !this.standing && this.speed === 1);
    press("clock-x60", !this.standing && this.speed === 60);
  }
}
