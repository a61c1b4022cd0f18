// The case page: keeps the lease while somebody works, verdict keys, notes on chosen words.
import { codePointAt } from "./places.js";

const RENEW_MS = 120_000;
const left = document.getElementById("lease-left");
const verdict = document.getElementById("verdict");
let lastAct = Date.now();

for (const kind of ["keydown", "pointerdown", "input"]) {
  document.addEventListener(kind, () => {
    lastAct = Date.now();
  });
}

async function renew() {
  // Somebody who walked away must not hold a case for ever.
  if (Date.now() - lastAct > RENEW_MS * 2 || document.hidden) return;
  const answer = await fetch(left.dataset.renew, {
    method: "POST",
    headers: { "X-CSRFToken": document.body.dataset.csrf, "HX-Request": "true", Accept: "application/json" },
  }).catch(() => null);
  if (answer?.ok) left.textContent = (await answer.json()).left;
}
if (left) setInterval(renew, RENEW_MS);

// Keys of one letter can be turned off: speech input and a hand that slips press them too.
const keys = document.getElementById("keys");
if (keys) {
  keys.checked = localStorage.getItem("countersign-keys") !== "off";
  verdict.classList.toggle("verdict--keyless", !keys.checked);
  keys.addEventListener("change", () => {
    localStorage.setItem("countersign-keys", keys.checked ? "on" : "off");
    verdict.classList.toggle("verdict--keyless", !keys.checked);
  });
}

const isTextField = (field) => field.matches?.("input:not([type=radio]):not([type=checkbox]), textarea, select");

document.addEventListener("keydown", (event) => {
  if (!verdict) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    verdict.requestSubmit(verdict.querySelector("[name=then]"));
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || !keys.checked || isTextField(event.target)) return;
  const choice = verdict.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!choice) return;
  event.preventDefault();
  choice.checked = true;
  choice.dispatchEvent(new Event("change", { bubbles: true }));
  verdict.querySelector("#reason").focus();
});

/** The text up to a point of the page, from the start of the whole post. */
function chosenPlace() {
  const range = window.getSelection()?.rangeCount ? window.getSelection().getRangeAt(0) : null;
  const words = range && range.startContainer.parentElement?.closest(".thread .words");
  if (!words || range.collapsed || !words.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.setStart(words, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const first = Number(words.dataset.start ?? NaN);
  if (Number.isNaN(first)) return null;
  const whole = words.textContent;
  const start = codePointAt(whole, before.toString().length);
  const end = start + [...range.toString()].length;
  return { start: first + start, end: first + end, quote: range.toString() };
}

function addNote({ start, end, quote }) {
  const notes = document.getElementById("chosen-notes");
  if (notes.querySelector(`[value="${start}-${end}"]`)) return;
  document.getElementById("notes").open = true;
  const label = document.createElement("label");
  const id = `chosen-${start}-${end}`;
  const shown = document.createElement("q");
  label.className = "usa-label";
  label.htmlFor = id;
  shown.className = "quote";
  shown.textContent = quote.length > 60 ? `${quote.slice(0, 57)}…` : quote;
  label.append(`${notes.dataset.label} `, shown);
  const place = Object.assign(document.createElement("input"), { type: "hidden", name: "chosen_place", value: `${start}-${end}` });
  const field = Object.assign(document.createElement("input"), { className: "usa-input", id, name: "chosen_note" });
  notes.append(label, place, field);
}

if (verdict) {
  document.addEventListener("pointerup", () => {
    const place = chosenPlace();
    if (place) addNote(place);
  });
}
