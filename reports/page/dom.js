/** Creates elements from text: no code of the page parses markup. */

/**
 * An element with attributes (`false` and undefined ones are left out; a function becomes an event listener) and
 * children; strings become text.
 */
export function el(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

/** The same for an element of a drawing. */
export function svg(name, attributes = {}, ...children) {
  return filled(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}

function filled(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(key, value);
    else if (value !== undefined && value !== false) element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== ''));
  return element;
}

/** A folded part whose content is created when it is first opened. */
export function folded(attributes, summary, parts) {
  const body = el('div', { class: 'body' });
  const fill = () => {
    if (body.childElementCount === 0) body.append(...parts());
  };
  const details = el('details', { ...attributes, toggle: fill }, el('summary', {}, summary), body);
  if (details.open) fill();
  return details;
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
