/** One example: Gherkin, what is wrong, and its exchanges. */
import { copyButton } from './copy.js';
import { el, verdictLabel, words } from './dom.js';

const COPY_LABELS = { curl: 'curl', 'analytics.js': 'analytics.js', node: 'Node', json: 'JSON' };

/** A collapsed example; its content is created when it is first opened. */
export function exampleDetails(example, data) {
  const body = el('div', { class: 'body' });
  const fill = () => {
    if (body.childElementCount === 0) body.append(...exampleParts(example));
  };
  const { id, name, verdict } = example;
  const summary = el('summary', {}, verdictLabel(verdict, data), el('code', {}, id), el('span', {}, name));
  const details = el('details', { class: 'example', toggle: fill }, summary, body);
  details.dataset.example = id;
  return details;
}

/** An unmet example with its clause, always open. */
export function failureCard(example, clause, runName, data) {
  const { id, name, verdict } = example;
  return el(
    'article',
    { class: `card ${verdict}` },
    el('h3', {}, verdictLabel(verdict, data), ' ', el('code', {}, id), ` ${name}`),
    el(
      'p',
      { class: 'of' },
      'Clause ',
      el('a', { href: `#${clause.id}` }, clause.id),
      ` (${clause.level}, ${clause.provenance}): `,
      words(clause.rule),
      runName === undefined ? '' : `. Run ${runName}.`,
    ),
    ...exampleParts(example),
  );
}

function exampleParts({ reason, difference, steps, location, rerun, notes, exchanges }) {
  const parts = [el('pre', { class: 'gherkin', tabindex: '0' }, steps)];
  if (reason !== undefined) parts.unshift(el('p', { class: 'reason' }, reason));
  if (difference !== undefined)
    parts.unshift(el('pre', { class: 'difference', tabindex: '0' }, difference.join('\n')));
  parts.push(...notes.map((note) => el('p', { class: 'note' }, note)));
  if (exchanges.length > 0) parts.push(el('ol', { class: 'exchanges' }, exchanges.map(exchangeItem)));
  parts.push(
    el(
      'p',
      { class: 'again' },
      copyButton('Copy the command that runs it again', rerun),
      ` from ${location}`,
    ),
  );
  return parts;
}

function exchangeItem({ title, request, response, copies }) {
  const buttons = Object.entries(copies).map(([form, text]) =>
    copyButton(`Copy as ${COPY_LABELS[form]}`, text),
  );
  return el(
    'li',
    {},
    el('p', { class: 'title' }, title),
    el(
      'div',
      { class: 'pair' },
      el('div', {}, el('p', { class: 'side' }, 'Request'), el('pre', { tabindex: '0' }, request)),
      el('div', {}, el('p', { class: 'side' }, 'Response'), el('pre', { tabindex: '0' }, response)),
    ),
    el('p', { class: 'copies' }, buttons),
  );
}
