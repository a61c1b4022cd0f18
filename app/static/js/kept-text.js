// Keeps what a person writes in this browser until it is saved, so that a lost connection or an
// ended session loses nothing. One entry for each form and person; signing out removes them all.
// A private post (capacity "personal") is not kept, here or anywhere.

const PREFIX = "countersign:";
const person = document.body.dataset.person;
document.documentElement.classList.add("with-js");

function stored(use) {
  try {
    return use(window.localStorage);
  } catch {
    return null; // storage may be full or forbidden; writing must go on
  }
}

const ours = (storage) => Object.keys(storage).filter((key) => key.startsWith(PREFIX));
const forget = (name) =>
  stored((storage) => {
    const gone = name === "*" ? ours(storage) : [`${PREFIX}${person}:${name}`];
    gone.forEach((key) => storage.removeItem(key));
  });

document.querySelectorAll("meta[name=countersign-saved]").forEach((saved) => forget(saved.content));
document.querySelector("[data-sign-out]")?.addEventListener("submit", () => forget("*"));

function fields(form) {
  return [...form.elements].filter(
    (field) =>
      field.name &&
      !field.readOnly &&
      (["textarea", "text", "checkbox", "radio"].includes(field.type) || "keep" in field.dataset),
  );
}

function read(form) {
  return fields(form).map((field) => [
    field.name,
    field.type === "checkbox" || field.type === "radio" ? [field.value, field.checked] : field.value,
  ]);
}

function hidden(name, value) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name, value });
  field.dataset.keep = "";
  return field;
}

function write(form, values) {
  const left = fields(form);
  for (const [name, value] of values) {
    const place = left.findIndex((field) => field.name === name && (!Array.isArray(value) || field.value === value[0]));
    if (place < 0) {
      // A source of a claim that this page has not found yet: the next check lists it.
      if (name.startsWith("citations-") && value) form.querySelector("#claims")?.append(hidden(name, value));
      continue;
    }
    const [field] = left.splice(place, 1);
    if (Array.isArray(value)) field.checked = value[1];
    else field.value = value;
  }
}

function keep(form) {
  const key = `${PREFIX}${person}:${form.dataset.keep}`;
  const isPrivate = form.elements.capacity?.value === "personal";
  const values = read(form);
  const empty = values.every(([, value]) => Array.isArray(value) || !value.trim());
  stored((storage) =>
    isPrivate || empty
      ? storage.removeItem(key)
      : storage.setItem(key, JSON.stringify({ at: Date.now(), values })),
  );
}

function bringBack(form) {
  const key = `${PREFIX}${person}:${form.dataset.keep}`;
  const kept = stored((storage) => JSON.parse(storage.getItem(key) ?? "null"));
  const fresh = read(form);
  if (!kept || JSON.stringify(kept.values) === JSON.stringify(fresh)) return;
  // A page that came back from the server with the author's words is newer than the copy.
  if (form.dataset.fresh === "no") return;
  write(form, kept.values);
  form.querySelectorAll("details").forEach((more) => {
    more.open ||= [...more.querySelectorAll("textarea, input[type=text]")].some((field) => field.value);
  });
  const notice = document.getElementById("kept-notice");
  if (!notice) return;
  notice.hidden = false;
  notice.querySelector("[data-kept-discard]").addEventListener("click", () => {
    forget(form.dataset.keep);
    write(form, fresh);
    notice.hidden = true;
    form.elements.text?.focus();
    form.dispatchEvent(new Event("brought-back"));
  });
  form.dispatchEvent(new Event("brought-back"));
}

document.querySelectorAll("form[data-keep]").forEach((form) => {
  if (!person) return;
  bringBack(form);
  form.addEventListener("input", () => keep(form));
  form.addEventListener("change", () => keep(form));
});
