// Building the page: elements are made, text is text, and nothing is ever parsed as HTML.

/**
 * Make an element. `properties`: class, text, on* handlers, dataset, aria-* and other attributes; a value of
 * false or null leaves an attribute out. Children are nodes or text.
 */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "class") element.className = value;
    else if (key === "text") element.textContent = value;
    else if (key === "dataset") Object.assign(element.dataset, value);
    else if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const PATHS = {
  pause: "M8 6v12M16 6v12",
  play: "M8 5.5v13l10-6.5z",
  next: "M5 6v12l8-6zM14 6v12l6-6z",
  crowd: "M9 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 9 11ZM3 19.5c0-3.4 2.7-5.5 6-5.5s6 2.1 6 5.5M15.5 5a3 3 0 0 1 0 5.8M17 14.3c2.4.6 4 2.5 4 5.2",
  fault: "M13 3 5 13.5h6L10 21l8-10.5h-6z",
  plus: "M12 5v14M5 12h14",
  theme: "M20 14.2A8 8 0 0 1 9.8 4 8.2 8.2 0 1 0 20 14.2Z",
  close: "M6 6l12 12M18 6 6 18",
  more: "M12 6h.01M12 12h.01M12 18h.01",
  send: "M4 12 20 4.5 16 20l-4.5-6.2zM11.5 13.8 20 4.5",
  attach: "M19 11.5 12 18.6a4.6 4.6 0 0 1-6.5-6.5l7.6-7.6a3.1 3.1 0 0 1 4.4 4.4L10 16.4a1.5 1.5 0 0 1-2.2-2.2l6.7-6.7",
  slash: "M14.5 6l-5 12M4 4h16v16H4z",
  keys: "M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M7 14h10",
  hide: "M6 9l6 6 6-6",
  file: "M7 3h7l5 5v13H7zM14 3v5h5",
  calendar: "M5 6h14v14H5zM5 10h14M9 3.5V7M15 3.5V7",
  download: "M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14",
  contact: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM5 20c0-3.6 3-6 7-6s7 2.4 7 6",
  location: "M12 21c4.5-4.6 6.8-8 6.8-11.1A6.8 6.8 0 0 0 5.2 9.9C5.2 13 7.5 16.4 12 21ZM12 12.2a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8Z",
  photo: "M4 5h16v14H4zM4 16l4.5-4.5 4 4 3-3L20 16M15.5 9.5h.01",
  link: "M8 16 16 8M10 8h6v6",
  copy: "M9 9h10v10H9zM15 9V5H5v10h4",
  block: "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM6 6l12 12",
  trash: "M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13",
  down: "M12 5v14M6 13l6 6 6-6",
  reply: "M10 7 5 12l5 5M5 12h9c3 0 5 2 5 5",
  bell: "M12 4.5a5.5 5.5 0 0 1 5.5 5.5v4l1.5 2.5H5L6.5 14v-4A5.5 5.5 0 0 1 12 4.5ZM10 19.5h4",
  search: "M11 17.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM16 16l4.5 4.5",
};

/** A line drawing of 24 by 24 that takes the colour of the text around it; it is hidden from screen readers. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name] ?? PATHS.more);
  svg.append(path);
  return svg;
}

/** Put the drawings where the HTML asks for them with data-icon. */
export function drawIcons(root = document) {
  for (const place of root.querySelectorAll("[data-icon]")) place.replaceChildren(icon(place.dataset.icon));
}

/** Initials and a colour number (0 to 9) that stay the same for a person. */
export function likeness(person) {
  const name = fullName(person);
  const words = name.split(/\s+/u).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => [...(word ?? "")][0] ?? "");
  const colour = [...String(person.id)].reduce((sum, digit) => (sum * 31 + digit.charCodeAt(0)) % 9973, 7) % 10;
  return { initials: letters.join("").toLocaleUpperCase() || "?", colour };
}

/** A round picture with a person's initials. */
export function avatar(person, size = "") {
  const { initials, colour } = likeness(person);
  return make("span", { class: `avatar tint-${colour} ${size}`, "aria-hidden": "true", text: initials });
}

/** First and last name. */
export function fullName(person) {
  return [person.first_name, person.last_name].filter(Boolean).join(" ") || `Person ${person.id}`;
}

/** A short note at the foot of the page that goes by itself. */
export function toast(text, tone = "plain") {
  const place = document.getElementById("toasts");
  const note = make("div", { class: `toast ${tone}`, text });
  place.append(note);
  setTimeout(() => note.remove(), 4500);
}

/** Whether movement should be kept still. */
export function still() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
