// Offsets from the server count code points; strings here count UTF-16 units.

/** The place in `text` of a code point, for each of many ascending or not. */
export function unitsOf(text) {
  const places = [];
  let unit = 0;
  for (const letter of text) {
    places.push(unit);
    unit += letter.length;
  }
  places.push(unit);
  return (codePoint) => places[Math.min(codePoint, places.length - 1)];
}

/** The code point at a UTF-16 place. */
export function codePointAt(text, unit) {
  return [...text.slice(0, unit)].length;
}

/** Marks of an older text moved to where their words stand now; those that were edited are gone. */
export function carried(marks, before, now) {
  if (before === now) return marks;
  const shortest = Math.min(before.length, now.length);
  let head = 0;
  while (head < shortest && before[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < shortest - head && before.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const shift = now.length - before.length;
  return marks.flatMap((mark) => {
    if (mark.end <= head) return [mark];
    if (mark.start >= before.length - tail) return [{ ...mark, start: mark.start + shift, end: mark.end + shift }];
    return [];
  });
}
