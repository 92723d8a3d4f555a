/** Makes elements out of text: nothing here or elsewhere in the page reads markup. */

/**
 * An element with attributes (`false` and undefined ones are left out; functions listen) and children, of which
 * strings become text.
 */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(key, value);
    else if (value !== undefined && value !== false) element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== ''));
  return element;
}

/** Text whose backquotes mark code. */
export function words(text) {
  return text
    .split(/(`[^`]+`)/)
    .map((part) => (/^`[^`]+`$/.test(part) ? el('code', {}, part.slice(1, -1)) : part));
}

/** A verdict: its mark for the eye, its words for everybody. */
export function verdictLabel(verdict, { words: names, marks }) {
  return el(
    'span',
    { class: `verdict ${verdict}` },
    el('span', { class: 'mark', 'aria-hidden': 'true' }, marks[verdict]),
    ` ${names[verdict]}`,
  );
}
