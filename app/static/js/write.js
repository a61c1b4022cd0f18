// The live check: asks the server when the author pauses, one question at a time (a newer one
// aborts the older), and shows the answer without moving the words. Sends nothing by itself.
import { keepSteady } from "./claims.js";
import { around, draw } from "./marks.js";
import { carried, unitsOf } from "./places.js";

const PAUSE_MS = 600;
const form = document.getElementById("write");
const text = document.getElementById("text");
const backdrop = form.querySelector(".behind__marks");
const quiet = document.getElementById("checked-quiet");
const backWords = quiet.dataset.wordsBack;
const notice = (name, shown) => {
  document.getElementById(`${name}-notice`).hidden = !shown;
};

let marks = [];
let markedText = text.value;
let askedText = null;
let timer = 0;
let current = "";

function redraw() {
  marks = carried(marks, markedText, text.value);
  markedText = text.value;
  draw(backdrop, text.value, marks, current);
  backdrop.scrollTop = text.scrollTop;
}

function readAnswer() {
  const found = document.getElementById("checked");
  if (found.dataset.read) return; // the counts beside it settle too, each with an event of its own
  found.dataset.read = "yes";
  const units = unitsOf(askedText ?? text.value);
  marks = JSON.parse(found.dataset.marks || "[]").map(([start, end, outcome, card]) => ({
    start: units(start),
    end: units(end),
    outcome,
    card,
  }));
  markedText = askedText ?? text.value;
  quiet.textContent = found.dataset.quiet || "";
  found.querySelectorAll(".card").forEach(offerWords);
  redraw();
}

/** Each card can lead back to its words. */
function offerWords(card) {
  const mark = marks.find((one) => one.card === card.dataset.card);
  const quote = card.querySelector(".quote");
  if (!mark || !quote) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "usa-button usa-button--unstyled";
  button.textContent = backWords;
  button.addEventListener("click", () => {
    const now = marks.find((one) => one.card === card.dataset.card);
    if (!now) return;
    text.focus();
    text.setSelectionRange(now.start, now.end);
  });
  quote.after(" ", button);
}

function ask() {
  clearTimeout(timer);
  if (!text.value.trim()) return;
  askedText = text.value;
  quiet.textContent = quiet.dataset.wordsChecking;
  form.dispatchEvent(new Event("check"));
}

function askSoon() {
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE_MS);
}

function follow() {
  const mark = document.activeElement === text ? around(marks, text.selectionStart) : undefined;
  const card = mark?.card ?? "";
  if (card === current) return;
  current = card;
  document.querySelectorAll("#checked .card").forEach((one) => {
    one.classList.toggle("card--current", one.dataset.card === current);
  });
  redraw();
}

text.addEventListener("input", () => {
  redraw();
  askSoon();
});
text.addEventListener("scroll", () => {
  backdrop.scrollTop = text.scrollTop;
});
document.addEventListener("selectionchange", follow);
text.addEventListener("keydown", (event) => {
  if (!(event.altKey && event.key === "ArrowDown")) return;
  const mark = around(marks, text.selectionStart);
  if (!mark) return;
  event.preventDefault();
  document.querySelector(`#checked .card[data-card="${mark.card}"]`)?.focus();
});
form.addEventListener("change", (event) => {
  if (event.target !== text) askSoon();
});
form.addEventListener("brought-back", () => {
  redraw();
  askSoon();
});
form.addEventListener("click", (event) => {
  if (!event.target.closest("[data-check]")) return;
  event.preventDefault();
  ask();
});

keepSteady(form, ask);

document.body.addEventListener("htmx:afterSettle", () => {
  notice("signed-out", false);
  notice("offline", false);
  readAnswer();
});
document.body.addEventListener("htmx:responseError", (event) => {
  quiet.textContent = "";
  notice("signed-out", event.detail.xhr.status === 401);
  notice("offline", event.detail.xhr.status !== 401);
});
document.body.addEventListener("htmx:sendError", () => {
  quiet.textContent = "";
  notice("offline", true);
});

new ResizeObserver(() => {
  backdrop.scrollTop = text.scrollTop;
}).observe(text);
readAnswer();
if (text.value.trim() && !form.querySelector("[data-primary]")) askSoon();
