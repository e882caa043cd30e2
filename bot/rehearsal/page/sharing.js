// What a phone asks before it shares a contact or a location.

import { ask, field } from "./dialogs.js";

/** {phone_number, first_name} or null: the person's own contact; the number is invented from their id. */
export async function askContact(phone) {
  const invented = `+370600${String(phone.person.id).slice(-5).padStart(5, "0")}`;
  const values = await ask(`Share the contact of ${phone.name}`, [
    field("Phone number", { name: "phone_number", type: "tel", value: invented, required: true, maxlength: "32", autocomplete: "off" }),
  ], "Share contact");
  if (!values) return null;
  return { phone_number: values.phone_number.trim(), first_name: phone.person.first_name };
}

/** {latitude, longitude} or null; the venue's city centre is proposed. */
export async function askLocation(phone) {
  const values = await ask(`Share a location of ${phone.name}`, [
    field("Latitude", { name: "latitude", type: "number", step: "any", min: "-90", max: "90", value: "54.68916", required: true }),
    field("Longitude", { name: "longitude", type: "number", step: "any", min: "-180", max: "180", value: "25.27980", required: true }),
  ], "Share location");
  return values && { latitude: Number(values.latitude), longitude: Number(values.longitude) };
}
