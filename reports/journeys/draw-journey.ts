/** The moments of a journey as a drawing: a lifeline per party, an arrow per message, a note for what was stored. */
import { element, VERDICT_MARKS, VERDICT_WORDS } from '../text/index.ts';
import type { Moment, Party } from './moments.ts';
import { JOURNEY_STYLE } from './style.ts';

/** Narrow, so that it can be read on a phone without being made smaller. */
const WIDTH = 400;
const MARGIN = 44;
const HEAD = 34;
/** Characters that fit, in the two kinds of type. */
const LABEL_CHARACTERS = 52;
const DETAIL_CHARACTERS = 38;
const NOTE_LINE = 14;
const NOTE_LEFT = 150;

/** What a drawing is made of. */
export interface DrawingParts {
  readonly id: string;
  readonly title: string;
  /** The text alternative, a sentence per moment. */
  readonly sentences: readonly string[];
  readonly moments: readonly Moment[];
  /** From left to right. */
  readonly parties: readonly (readonly [party: Party, name: string])[];
}

/** Where the lifeline of a party is. */
type PlaceOf = (party: Party) => number;

/** An SVG element without scripts and references; it uses the colours of its page, or those of `tokens.css`. */
export function drawJourney({ id, title, sentences, moments, parties }: DrawingParts): string {
  const placeOf = placesOf(parties.map(([party]) => party));
  const rows: string[] = [];
  let y = HEAD;
  for (const moment of moments) {
    const row = rowOf(moment, placeOf, y);
    rows.push(...row.elements);
    y += row.height;
  }
  const height = y + 10;
  const [titleId, descId] = [`journey-${id}-title`, `journey-${id}-desc`];
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'journey',
      role: 'img',
      'aria-labelledby': `${titleId} ${descId}`,
      viewBox: `0 0 ${WIDTH} ${height}`,
    },
    [
      element('title', { id: titleId }, `Sequence: ${title}`),
      element('desc', { id: descId }, sentences.join(' ')),
      element('style', {}, JOURNEY_STYLE),
      element('rect', { class: 'sheet', x: 0.5, y: 0.5, width: WIDTH - 1, height: height - 1, rx: 8 }),
      ...parties.flatMap(([party, name]) => [
        element('text', { class: 'party', x: placeOf(party), y: 19 }, name),
        line('lifeline', [placeOf(party), 27], [placeOf(party), height - 8]),
      ]),
      ...rows,
    ],
  );
}

function placesOf(parties: readonly Party[]): PlaceOf {
  const step = (WIDTH - 2 * MARGIN) / (parties.length - 1);
  return (party) => Math.round(MARGIN + Math.max(0, parties.indexOf(party)) * step);
}

/** The elements of a moment from a height on, and the height that they need. */
interface DrawnMoment {
  readonly elements: readonly string[];
  readonly height: number;
}

function rowOf(moment: Moment, placeOf: PlaceOf, y: number): DrawnMoment {
  switch (moment.kind) {
    case 'title':
      return titleRow(moment, y);
    case 'wait':
      return { elements: [label('wait', placeOf('segment') + 6, y + 14, `… ${moment.text}`)], height: 20 };
    case 'message':
      return messageRow(moment, placeOf, y);
    case 'stored':
      return storedRow(moment, placeOf('records'), y);
  }
}

function titleRow({ text, verdict }: Moment & { readonly kind: 'title' }, y: number): DrawnMoment {
  const words = `${VERDICT_MARKS[verdict]} ${VERDICT_WORDS[verdict]} · ${text}`;
  const lines = brokenAt(words, LABEL_CHARACTERS + 4).slice(0, 3);
  const height = lines.length * 14 + 8;
  return {
    elements: [
      element('rect', { class: 'band', x: 8, y: y + 8, width: WIDTH - 16, height, rx: 4 }),
      ...lines.map((part, index) => label('example', 14, y + 22 + index * 14, part)),
    ],
    height: height + 14,
  };
}

function messageRow(moment: Moment & { readonly kind: 'message' }, placeOf: PlaceOf, y: number): DrawnMoment {
  const { name, detail, outcome, isDecisive } = moment;
  const [from, to] = [placeOf(moment.from), placeOf(moment.to)];
  const tone = isDecisive ? ' decisive' : '';
  const below = detail === '' ? 0 : 13;
  const arrowY = y + 22 + below;
  const call = [
    label(
      `name${outcome === undefined ? ' supposed' : ''}${tone}`,
      from + 6,
      y + 15,
      (isDecisive ? '▶ ' : '') + name,
    ),
    ...(detail === '' ? [] : [detailLabel(from + 6, y + 28, detail)]),
    ...arrow(from, to, arrowY, `arrow${outcome === undefined ? ' supposed' : ''}${tone}`),
  ];
  if (outcome === undefined) return { elements: call, height: 24 };
  const answer = [
    label('answer', from + 10, arrowY + 14, outcome),
    ...arrow(to, from, arrowY + 20, `arrow back${tone}`),
  ];
  return { elements: [...call, ...answer], height: 46 + below };
}

function storedRow(
  { name, lines, isDecisive }: Moment & { readonly kind: 'stored' },
  x: number,
  y: number,
): DrawnMoment {
  const height = 24 + lines.length * NOTE_LINE;
  const top = y + 8;
  return {
    elements: [
      element('rect', {
        class: `note${isDecisive ? ' decisive' : ''}`,
        x: NOTE_LEFT,
        y: top,
        width: WIDTH - 10 - NOTE_LEFT,
        height,
        rx: 4,
      }),
      element('circle', { class: 'read', cx: x, cy: top, r: 4 }),
      label('look', NOTE_LEFT + 8, top + 15, cutTo(`${isDecisive ? '▶ ' : ''}${name}`, 40)),
      ...lines.map((text, index) =>
        label(
          'detail inside',
          NOTE_LEFT + 8 + 8 * indentOf(text),
          top + 30 + index * NOTE_LINE,
          cutTo(text.trim(), 36),
        ),
      ),
    ],
    height: height + 14,
  };
}

function indentOf(text: string): number {
  return text.startsWith(' ') ? 1 : 0;
}

function arrow(from: number, to: number, y: number, kind: string): string[] {
  const tip = from < to ? -6 : 6;
  return [
    line(kind, [from, y], [to, y]),
    element('path', { class: kind, d: `M${to + tip} ${y - 4}L${to} ${y}L${to + tip} ${y + 4}` }),
  ];
}

function line(
  kind: string,
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
): string {
  return element('line', { class: kind, x1, y1, x2, y2 });
}

function label(kind: string, x: number, y: number, text: string): string {
  return element('text', { class: kind, x, y }, cutTo(text, charactersAfter(x, text)));
}

function detailLabel(x: number, y: number, text: string): string {
  return element(
    'text',
    { class: 'detail', x, y },
    cutTo(text, Math.min(DETAIL_CHARACTERS, Math.floor((WIDTH - 8 - x) / 6.1))),
  );
}

/** As many characters of a text as fit between a place and the right edge; capitals and digits are wider. */
function charactersAfter(x: number, text: string): number {
  const characters = [...text];
  let room = WIDTH - 8 - x;
  const first = characters.findIndex((character) => {
    room -= /[A-Z0-9@%…]/.test(character) ? 8.4 : 6;
    return room < 0;
  });
  return Math.min(LABEL_CHARACTERS + 4, first === -1 ? characters.length : first);
}

function cutTo(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}

/** Breaks a text at spaces into lines of at most `most` characters. */
function brokenAt(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || [...last, ' ', ...word].length > most) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
