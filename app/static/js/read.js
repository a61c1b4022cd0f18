// Pages that show a post: from mark to card and back, and the copy button.

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-card]");
  if (!link) return;
  const card = document.getElementById(link.dataset.card);
  if (!card) return;
  event.preventDefault();
  document.querySelectorAll(".card--current").forEach((one) => one.classList.remove("card--current"));
  card.classList.add("card--current");
  card.scrollIntoView({ block: "nearest" });
  card.focus({ preventScroll: true });
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const card = document.activeElement?.closest?.(".card");
  if (card) document.querySelector(`a[data-card="${card.id}"]`)?.focus();
});

document.querySelectorAll("[data-copy]").forEach((button) => {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const words = button.querySelector("[data-copy-words]");
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    words.textContent = words.dataset.done;
  });
});
