/** Creates elements from text: no code of the page parses markup. */

/**
 * An element with attributes (`false` and undefined ones are left out; a function becomes an event listener) and
 * children; strings become text.
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

/** Text in which backquotes mark code. */
export function words(text) {
  return text
    .split(/(`[^`]+`)/)
    .map((part) => (/^`[^`]+`$/.test(part) ? el('code', {}, part.slice(1, -1)) : part));
}

/** A verdict: a mark, which screen readers skip, and its words. */
export function verdictLabel(verdict, { words: names, marks }) {
  return el(
    'span',
    { class: `verdict ${verdict}` },
    el('span', { class: 'mark', 'aria-hidden': 'true' }, marks[verdict]),
    ` ${names[verdict]}`,
  );
}
