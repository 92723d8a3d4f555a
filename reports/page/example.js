/** One example: Gherkin, what is wrong, its sequence of calls, and the commands that repeat it. */
import { rerunCommand } from '../parts/index.ts';
import { copyButton } from './copy.js';
import { differenceBlock } from './difference.js';
import { el, folded, verdictLabel } from './dom.js';
import { commandsOf } from './request.js';
import { sequenceDiagram } from './sequence.js';
import { stepItems } from './steps.js';

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
