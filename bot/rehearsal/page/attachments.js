// What a message carries beside its text: documents, calendars, pictures, contacts, places.

import { api } from "./api.js";
import { eventsOf } from "./calendar.js";
import { avatar, icon, make } from "./dom.js";
import { dayNumber, monthShort, sizeText, timeOf } from "./time.js";

const SHOWN_EVENTS = 4;

/** The element for what `message` carries, or null. */
export function attachment(message, reader) {
  if (message.photo?.length) return picture(message);
  if (message.document) return isCalendar(message.document) ? calendar(message.document, reader) : documentCard(message.document);
  if (message.contact) return contact(message.contact);
  if (message.location) return place(message.location);
  return null;
}

const isCalendar = (file) => file.mime_type === "text/calendar" || /\.ics$/iu.test(file.file_name ?? "");

function download(file, label) {
  const name = file.file_name || "file";
  return make("a", { class: "download", href: api.fileUrl(file.file_id), download: name, "aria-label": `Download ${name}` },
    icon("download"), label ? make("span", { text: label }) : null);
}

function documentCard(file) {
  const name = file.file_name || "Document";
  const ending = (/\.([A-Za-z0-9]{1,5})$/u.exec(name)?.[1] ?? "file").toUpperCase();
  const about = make("span", { class: "file-text" },
    make("span", { class: "file-name", text: name }),
    make("span", { class: "file-size", text: [ending, sizeText(file.file_size)].filter(Boolean).join(" · ") }));
  return make("div", { class: "file" }, make("span", { class: "file-icon", "aria-hidden": "true" }, icon("file")), about, download(file));
}

function calendar(file, reader) {
  const list = make("ol", { class: "ics-events" });
  const title = make("span", { class: "ics-title", text: file.file_name || "calendar.ics" });
  const count = make("span", { class: "ics-count", text: sizeText(file.file_size) });
  const card = make("section", { class: "ics", "aria-label": `Calendar ${file.file_name || ""}` },
    make("div", { class: "ics-head" }, icon("calendar"), make("span", { class: "file-text" }, title, count), download(file)), list);
  fetch(api.fileUrl(file.file_id))
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(String(answer.status)))))
    .then((text) => {
      const events = eventsOf(text, reader.zone);
      count.textContent = `${events.length === 1 ? "1 event" : `${events.length} events`} · ${sizeText(file.file_size)}`;
      for (const event of events.slice(0, SHOWN_EVENTS)) list.append(calendarLine(event, reader.zone));
      if (events.length > SHOWN_EVENTS) list.append(make("li", { class: "ics-more", text: `and ${events.length - SHOWN_EVENTS} more` }));
    })
    .catch(() => list.append(make("li", { class: "ics-more", text: "The events cannot be shown; the file can be downloaded." })));
  return card;
}

function calendarLine(event, zone) {
  const hours = event.allDay ? "all day" : [event.start, event.end].filter(Boolean).map((date) => timeOf(date, zone)).join(" – ");
  return make("li", { class: event.cancelled ? "ics-event cancelled" : "ics-event" },
    make("span", { class: "ics-day", "aria-hidden": "true" },
      make("b", { text: dayNumber(event.start, zone) }), make("span", { text: monthShort(event.start, zone) })),
    make("span", { class: "ics-text" },
      make("span", { class: "ics-what", text: event.summary || "Without a title" }),
      make("span", { class: "ics-where", text: [hours, event.location].filter(Boolean).join(" · ") })));
}

function picture(message) {
  const biggest = message.photo.reduce((a, b) => (b.width * b.height > a.width * a.height ? b : a));
  const url = api.fileUrl(biggest.file_id);
  const text = message.caption || "Picture";
  const image = make("img", { src: url, alt: text, width: biggest.width || 320, height: biggest.height || 240, loading: "lazy", decoding: "async" });
  image.addEventListener("error", () => image.replaceWith(make("span", { class: "no-picture", text: "The picture cannot be shown." })));
  return make("button", { type: "button", class: "picture", "aria-label": `Open picture: ${text}`, onclick: () => enlarge(url, text) }, image);
}

function enlarge(url, text) {
  const close = make("button", { type: "button", class: "round", "aria-label": "Close" }, icon("close"));
  const dialog = make("dialog", { class: "lightbox", "aria-label": text }, make("img", { src: url, alt: text }), close);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function contact(card) {
  const person = { id: card.user_id ?? card.phone_number, first_name: card.first_name, last_name: card.last_name };
  return make("div", { class: "file contact" }, avatar(person),
    make("span", { class: "file-text" },
      make("span", { class: "file-name", text: [card.first_name, card.last_name].filter(Boolean).join(" ") }),
      make("span", { class: "file-size", text: card.phone_number })));
}

function place(spot) {
  const map = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  map.setAttribute("viewBox", "0 0 240 110");
  map.setAttribute("aria-hidden", "true");
  for (const [name, path] of [
    ["water", "M-5 82C40 70 60 100 110 88S190 60 245 74V120H-5Z"],
    ["road", "M-5 30 90 44 150 20 245 34M60-5 90 44 84 84M150 20 164 68M164 68 245 56M-5 62 84 60 164 68"],
    ["pin", "M120 66c11-12 16-20 16-28a16 16 0 0 0-32 0c0 8 5 16 16 28Z"],
    ["hole", "M120 44a6 6 0 1 0 0-12 6 6 0 0 0 0 12Z"],
  ]) {
    const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
    shape.setAttribute("class", name);
    shape.setAttribute("d", path);
    map.append(shape);
  }
  const text = `${Number(spot.latitude).toFixed(5)}, ${Number(spot.longitude).toFixed(5)}`;
  return make("div", { class: "place" }, map, make("span", { class: "place-text" }, make("b", { text: "Location" }), make("span", { text })));
}
