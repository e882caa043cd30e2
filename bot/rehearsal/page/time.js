// Moments as people read them, in a zone.

const formats = new Map();

function format(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!formats.has(key)) {
    let made;
    try {
      made = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone });
    } catch {
      made = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" });
    }
    formats.set(key, made);
  }
  return formats.get(key);
}

export const timeOf = (date, zone) => format(zone, { hour: "2-digit", minute: "2-digit" }).format(date);
export const secondsOf = (date, zone) => format(zone, { second: "2-digit" }).format(date).padStart(2, "0");
export const dayOf = (date, zone) => format(zone, { weekday: "long", day: "numeric", month: "long" }).format(date);
export const shortDate = (date, zone) => format(zone, { weekday: "short", day: "numeric", month: "short" }).format(date).replace(",", "");
export const yearOf = (date, zone) => format(zone, { year: "numeric" }).format(date);
export const dayKey = (date, zone) => format(zone, { year: "numeric", month: "2-digit", day: "2-digit" }).format(date);
export const dayNumber = (date, zone) => format(zone, { day: "numeric" }).format(date);
export const monthShort = (date, zone) => format(zone, { month: "short" }).format(date);
export const inFull = (date, zone) => format(zone, { dateStyle: "full", timeStyle: "long" }).format(date);

/** A date_time entity in the reader's zone and language: format letters r | w d D t T as in the Bot API. */
export function momentText(unix, letters, zone, now, fallback, language = "en") {
  const date = new Date(unix * 1000);
  if (!letters) return fallback;
  if (letters === "r") return relative(date, now, language);
  const options = {};
  if (letters.includes("w")) options.weekday = "long";
  if (letters.includes("d")) options.dateStyle = "short";
  if (letters.includes("D")) Object.assign(options, { day: "numeric", month: "long", year: "numeric" });
  if (letters.includes("d")) {
    delete options.dateStyle;
    Object.assign(options, { day: "2-digit", month: "2-digit", year: "numeric" });
  }
  if (letters.includes("t") || letters.includes("T")) Object.assign(options, { hour: "2-digit", minute: "2-digit" });
  if (letters.includes("T")) options.second = "2-digit";
  return format(zone, options).format(date);
}

function relative(date, now, language) {
  const seconds = Math.round((date - now) / 1000);
  let words;
  try {
    words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  } catch {
    words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  }
  for (const [unit, size] of [["day", 86400], ["hour", 3600], ["minute", 60]]) {
    if (Math.abs(seconds) >= size) return words.format(Math.round(seconds / size), unit);
  }
  return words.format(seconds, "second");
}

/** The moment of a wall time in a zone (two rounds are enough, also around a change of the hour). */
export function fromWall(year, month, day, hour, minute, zone) {
  const wanted = Date.UTC(year, month - 1, day, hour, minute);
  let guess = wanted;
  for (let round = 0; round < 2; round += 1) {
    const parts = Object.fromEntries(
      format(zone, { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" })
        .formatToParts(new Date(guess))
        .map(({ type, value }) => [type, Number(value)]),
    );
    guess += wanted - Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour % 24, parts.minute);
  }
  return new Date(guess);
}

/** Bytes for people. */
export function sizeText(bytes) {
  if (bytes === undefined || bytes === null) return "";
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
