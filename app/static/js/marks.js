// Draws marks beneath the words of a textarea, on a backdrop of the same shape behind it.

const RANK = { advise: 1, refer: 2, hold: 3 };

/** Fill `backdrop` with the words, marked; overlapping marks show the strictest. */
export function draw(backdrop, text, marks, current = "") {
  const borders = new Set([0, text.length]);
  for (const mark of marks) borders.add(mark.start).add(mark.end);
  const places = [...borders].sort((a, b) => a - b);
  const pieces = document.createDocumentFragment();
  for (let n = 0; n + 1 < places.length; n += 1) {
    const words = text.slice(places[n], places[n + 1]);
    const here = marks.filter((mark) => mark.start <= places[n] && mark.end >= places[n + 1]);
    if (!here.length) {
      pieces.append(words);
      continue;
    }
    const strictest = here.reduce((a, b) => (RANK[b.outcome] > RANK[a.outcome] ? b : a));
    const drawn = document.createElement("mark");
    drawn.className = `mark mark--${strictest.outcome}`;
    if (here.some((mark) => mark.card === current)) drawn.classList.add("mark--current");
    drawn.textContent = words;
    pieces.append(drawn);
  }
  pieces.append("\n"); // a last empty line has height in a textarea but not in a block
  backdrop.replaceChildren(pieces);
}

/** The strictest mark around a place of the text, if any. */
export function around(marks, place) {
  return marks
    .filter((mark) => mark.start <= place && place <= mark.end)
    .sort((a, b) => RANK[b.outcome] - RANK[a.outcome])[0];
}
