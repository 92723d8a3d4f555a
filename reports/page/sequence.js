/** The sequence of an example as a diagram: what went from this tool to the destination and to its records. */
import { svg } from './dom.js';

const LIFELINES = [
  ['this tool', 30],
  ['destination', 180],
  ['records', 330],
];
const WIDTH = 360;
const TOP = 26;
const STEP = 44;
const STEPS_SHOWN = 12;
const LABEL_CHARACTERS = 46;

/** @returns the drawing, or undefined if nothing was sent */
export function sequenceDiagram({ id, sequence }) {
  if (sequence.length === 0) return undefined;
  const rows = abridged(sequence.map((step, index) => ({ ...step, number: index + 1 })));
  const height = TOP + rows.length * STEP + 8;
  const drawing = svg(
    'svg',
    { role: 'img', class: 'sequence', viewBox: `0 0 ${WIDTH} ${height}`, 'aria-label': `Sequence of ${id}` },
    svg('desc', {}, sequence.map(inWords).join('; ')),
    LIFELINES.flatMap(([name, x]) => [
      svg('text', { class: 'lifeline-name', x, y: 12 }, name),
      svg('line', { class: 'lifeline', x1: x, x2: x, y1: 18, y2: height }),
    ]),
    rows.map((row, index) => rowOf(row, TOP + index * STEP)),
  );
  return drawing;
}

/** The first steps, the one that matters and the last ones; a number stands for what is left out. */
function abridged(steps) {
  if (steps.length <= STEPS_SHOWN) return steps;
  const half = STEPS_SHOWN / 2 - 1;
  const kept = steps.filter(({ matters }, index) => index < half || matters || index >= steps.length - half);
  const gap = kept.findIndex(({ number }, index) => number !== index + 1);
  return [...kept.slice(0, gap), steps.length - kept.length, ...kept.slice(gap)];
}

function rowOf(row, y) {
  const [, from] = LIFELINES[0];
  if (typeof row === 'number') {
    return svg('text', { class: 'label', x: from + 8, y: y + 22 }, `… ${row} more steps`);
  }
  const { kind, name, outcome, number, matters, timing } = row;
  const [, to] = LIFELINES[kind === 'look' ? 2 : 1];
  const times = /^(\d+) times/.exec(timing)?.[1];
  const label = `${number} ${name}${times === undefined ? '' : `, ${times} times`}`;
  return svg(
    'g',
    { class: `step ${kind}${matters ? ' matters' : ''}` },
    svg('text', { class: 'label', x: from + 6, y: y + 9 }, cutTo(`${matters ? '▶ ' : ''}${label}`)),
    arrow(from, to, y + 15),
    arrow(to, from, y + 31, 'back'),
    svg('text', { class: 'label back', x: to - 6, y: y + 27 }, cutTo(outcome)),
  );
}

function arrow(from, to, y, kind = '') {
  const tip = from < to ? -5 : 5;
  return svg(
    'g',
    { class: `arrow ${kind}` },
    svg('line', { x1: from, x2: to, y1: y, y2: y }),
    svg('path', { d: `M${to + tip} ${y - 3.5} L${to} ${y} L${to + tip} ${y + 3.5}` }),
  );
}

function cutTo(text) {
  const characters = [...text];
  return characters.length <= LABEL_CHARACTERS
    ? text
    : `${characters.slice(0, LABEL_CHARACTERS - 1).join('')}…`;
}

function inWords({ kind, name, outcome, timing, matters }, index) {
  return `${index + 1}. ${name}: ${outcome}, ${timing}${matters ? ` (${kind === 'look' ? 'the look that decided' : 'the call that matters'})` : ''}`;
}
