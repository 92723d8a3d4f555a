/** One example: Gherkin, what is wrong, its sequence of calls, and the commands that repeat it. */
import { rerunCommand } from '../parts/index.ts';
import { copyButton } from './copy.js';
import { el, folded, verdictLabel } from './dom.js';
import { commandsOf, copiesOf, requestText, responseText } from './request.js';
import { sequenceDiagram } from './sequence.js';

/**
 * A folded example.
 *
 * @param run what commands need to know about the run
 */
export function exampleDetails(example, run, data) {
  const { id, name, verdict } = example;
  const summary = [verdictLabel(verdict, data), el('code', {}, id), el('span', {}, name)];
  const details = folded({ class: 'example' }, summary, () => [
    ...whatIsWrong(example),
    ...howToRepeat(example, run, data),
  ]);
  details.dataset.example = id;
  return details;
}

/** Why it was not judged, or how it differs from what the contract says. */
export function whatIsWrong({ reason, difference }) {
  return [
    ...(reason === undefined ? [] : [el('p', { class: 'reason' }, reason)]),
    ...(difference === undefined ? [] : [differenceBlock(difference)]),
  ];
}

const MEMBERS_SHOWN = 4;

function differenceBlock({ message, members }) {
  const rows = members.map(({ pointer, expected, actual }) =>
    el(
      'tr',
      {},
      el('th', { scope: 'row' }, pointer === '' ? '(the value)' : el('code', {}, pointer)),
      el('td', {}, el('code', {}, expected)),
      el('td', {}, el('code', {}, actual)),
    ),
  );
  const hidden = rows.splice(MEMBERS_SHOWN);
  const head = ['Member', 'Expected', 'Got'].map((name) => el('th', { scope: 'col' }, name));
  return el(
    'div',
    { class: 'difference' },
    el('p', {}, message),
    rows.length === 0
      ? ''
      : el(
          'div',
          { class: 'wide', tabindex: '0' },
          el('table', {}, el('thead', {}, el('tr', {}, head)), el('tbody', {}, rows, moreRows(hidden))),
        ),
  );
}

function moreRows(hidden) {
  if (hidden.length === 0) return '';
  const show = () => button.closest('tr').replaceWith(...hidden);
  const button = el(
    'button',
    { type: 'button', class: 'copy', click: show },
    `${hidden.length} more members`,
  );
  return el('tr', {}, el('td', { colspan: '3' }, button));
}

/** Gherkin, diagram, steps and commands of an example. */
export function howToRepeat(example, run, data) {
  const { steps, location, notes, sequence } = example;
  return [
    ...notes.map((note) => el('p', { class: 'note' }, note)),
    el(
      'div',
      { class: 'pair' },
      el(
        'div',
        {},
        el('p', { class: 'side' }, location),
        el('pre', { class: 'gherkin', tabindex: '0' }, steps),
      ),
      el('div', {}, sequenceDiagram(example)),
    ),
    ...(sequence.length === 0 ? [] : [el('ol', { class: 'sequence-steps' }, stepItems(sequence, data))]),
    ...commandBlocks(example, run, data),
  ];
}

const STEPS_SHOWN = 10;

/** The steps; of a long sequence, those in the middle are folded. */
function stepItems(sequence, data) {
  const half = STEPS_SHOWN / 2;
  const items = sequence.map((step, index) => ({ step, item: stepItem(step, index + 1, data) }));
  const isKept = ({ step }, index) =>
    sequence.length <= STEPS_SHOWN || index < half || index >= sequence.length - half || step.matters;
  const kept = items.filter(isKept);
  const rest = items.filter((one) => !kept.includes(one)).map(({ item }) => item);
  const shown = kept.map(({ item }) => item);
  if (rest.length === 0) return shown;
  const more = el(
    'li',
    { class: 'more-steps' },
    folded({}, `${rest.length} more steps`, () => [el('ol', { class: 'sequence-steps' }, rest)]),
  );
  return [...shown.slice(0, half), more, ...shown.slice(half)];
}

function stepItem(step, number, data) {
  const { kind, name, outcome, timing, matters } = step;
  const mark = kind === 'look' ? ' the look that decided' : ' the call that matters';
  const summary = [
    el('span', { class: 'step-name' }, name),
    ` ${outcome}, ${timing}`,
    matters ? el('strong', {}, mark) : '',
  ];
  return el(
    'li',
    { class: `step ${kind}`, value: number },
    folded({ open: matters }, summary, () => exchangeParts(step, data)),
  );
}

function exchangeParts(step, data) {
  const sides = [
    ['Request', requestText(step, data)],
    ['Response', responseText(step)],
  ];
  return [
    el(
      'div',
      { class: 'pair' },
      sides.map(([side, text]) =>
        el('div', {}, el('p', { class: 'side' }, side), el('pre', { tabindex: '0' }, text)),
      ),
    ),
    el(
      'p',
      { class: 'copies' },
      copiesOf(step, data).map(([label, text]) => copyButton(label, text)),
    ),
  ];
}

function commandBlocks(example, run, data) {
  const { calls, looks } = commandsOf(example, run, data);
  const again = rerunCommand(run, example.id);
  return [
    ...commandBlock('Send again', calls, 'Copy all calls', sendNote(run)),
    ...commandBlock('Look at the records', looks, 'Copy the look'),
    ...commandBlock('Run again', [again], 'Copy the command that runs it again'),
  ];
}

function sendNote({ target }) {
  return target.embedded
    ? 'The embedded emulator ended with the run: start one with astrolabe-conformance emulate, and use its address.'
    : 'Keys come from the environment, as for verify: ASTROLABE_API_KEY.';
}

function commandBlock(title, lines, label, note = '') {
  if (lines.length === 0) return [];
  const text = lines.join('\n');
  return [
    el('p', { class: 'side command' }, el('strong', {}, title), ' ', copyButton(label, text), ` ${note}`),
    el('pre', { class: 'commands', tabindex: '0' }, text),
  ];
}
