/** The steps of an example: what was sent and what came back, each folded unless it matters. */
import { copyButton } from './copy.js';
import { el, folded } from './dom.js';
import { copiesOf, requestText, responseText } from './request.js';

const STEPS_SHOWN = 10;

/** The steps; of a long sequence, those in the middle are folded. */
export function stepItems(sequence, data) {
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
