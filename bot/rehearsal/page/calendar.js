// What an .ics file holds, for its preview.

import { fromWall } from "./time.js";

/** The events of an iCalendar text: [{summary, location, start: Date, end: Date|null, allDay}], in time's order. */
export function eventsOf(text, zone) {
  const lines = text.replace(/\r?\n[ \t]/gu, "").split(/\r?\n/u);
  const events = [];
  let event = null;
  let depth = 0;
  for (const line of lines) {
    const colon = valueAt(line);
    if (colon < 0) continue;
    const [name, ...parameters] = line.slice(0, colon).split(";");
    const value = line.slice(colon + 1);
    const key = name.toUpperCase();
    if (key === "BEGIN") {
      if (value.toUpperCase() === "VEVENT") event = {};
      else if (event) depth += 1;
    } else if (key === "END") {
      if (value.toUpperCase() === "VEVENT") {
        if (event?.start) events.push(event);
        event = null;
        depth = 0;
      } else if (event) depth -= 1;
    } else if (event && depth === 0) {
      if (key === "SUMMARY") event.summary = unescaped(value);
      if (key === "LOCATION") event.location = unescaped(value);
      if (key === "STATUS" && value.toUpperCase() === "CANCELLED") event.cancelled = true;
      if (key === "DTSTART") Object.assign(event, { start: moment(value, parameters, zone), allDay: !value.includes("T") });
      if (key === "DTEND") event.end = moment(value, parameters, zone);
    }
  }
  return events.sort((a, b) => a.start - b.start);
}

function valueAt(line) {
  let quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === '"') quoted = !quoted;
    else if (line[at] === ":" && !quoted) return at;
  }
  return -1;
}

const unescaped = (value) =>
  value.replace(/\\(.)/gu, (_, letter) => (letter === "n" || letter === "N" ? "\n" : letter));

function moment(value, parameters, zone) {
  const found = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z)?)?$/u.exec(value.trim());
  if (!found) return null;
  const [year, month, day, hour, minute] = found.slice(1, 6).map((part) => Number(part ?? 0));
  if (found[7]) return new Date(Date.UTC(year, month - 1, day, hour, minute));
  const own = parameters.find((parameter) => parameter.toUpperCase().startsWith("TZID="));
  return fromWall(year, month, day, hour, minute, own ? own.slice(5).replaceAll('"', "") : zone);
}
