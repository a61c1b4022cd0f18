// The claims and their sources, which the live check draws anew: never under the hands of a person
// who is typing in one, and with the words they had typed.

const inside = (claims) => claims?.contains(document.activeElement) && document.activeElement;

/** `ask` puts the question to the server again. */
export function keepSteady(form, ask) {
  let back = ""; // the field that had the focus when the list was drawn anew

  document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
    if (event.detail.target.id !== "claims") return;
    const field = inside(event.detail.target);
    if (field && field.type === "text") event.detail.shouldSwap = false; // the next answer will do
    else back = field ? field.dataset.use ?? field.id : "";
  });
  document.body.addEventListener("htmx:oobAfterSwap", (event) => {
    if (event.detail.target.id !== "claims" || !back) return;
    document.getElementById(back)?.focus();
    back = "";
  });
  form.addEventListener("focusout", (event) => {
    const claims = document.getElementById("claims");
    if (!claims.contains(event.target) || claims.contains(event.relatedTarget)) return;
    if (event.target.type === "text" && event.target.value !== event.target.defaultValue) ask();
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-use]");
    if (!button) return;
    event.preventDefault();
    const field = document.getElementById(button.dataset.use);
    if (!field) return;
    field.value = button.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    ask();
  });
}
