/** A run as a badge whose text names the evidence. */
import type { ResultRecord, RunVerdict } from '../../schemas/index.ts';
import { headline, isMostlyUnseen, shortVerdict } from '../parts/index.ts';
import { element } from '../text/index.ts';

const LABEL = 'astrolabe';

/** A colour of shields.io, and the same one dark enough for white text. */
interface Colour {
  readonly name: string;
  readonly hex: string;
}

const MUTED: Colour = { name: 'lightgrey', hex: '#5f6368' };
const COLOURS: Readonly<Record<RunVerdict, Colour>> = {
  conformant: { name: 'brightgreen', hex: '#2b7a2b' },
  'conformant-with-warnings': { name: 'yellow', hex: '#8a6400' },
  'known-failures': { name: 'yellow', hex: '#8a6400' },
  nonconformant: { name: 'red', hex: '#b3261e' },
  incomplete: MUTED,
};

/** A good verdict about a small part of the suite is not green. */
function colourOf(record: ResultRecord): Colour {
  const isGood = record.verdict !== 'nonconformant';
  return isGood && isMostlyUnseen(record) ? MUTED : COLOURS[record.verdict];
}

/** JSON for an endpoint badge of shields.io (schema version 1). */
export function renderBadgeJson(record: ResultRecord): string {
  const badge = {
    schemaVersion: 1,
    label: LABEL,
    message: shortVerdict(record),
    color: colourOf(record).name,
  };
  return `${JSON.stringify(badge, null, 2)}\n`;
}

const HEIGHT = 20;
const CHARACTER_WIDTH = 7;
const PADDING = 6;

/** The badge as SVG; its title is the whole headline. */
export function renderBadgeSvg(record: ResultRecord): string {
  const message = shortVerdict(record);
  const left = widthOf(LABEL);
  const right = widthOf(message);
  const width = left + right;
  const size = { width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}` };
  const text = (content: string, start: number, room: number) =>
    element('text', { x: start + room / 2, y: 14, textLength: room - 2 * PADDING }, content);
  const image = element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', ...size, role: 'img', 'aria-label': `${LABEL}: ${message}` },
    [
      element('title', {}, headline(record)),
      element('rect', { width: left, height: HEIGHT, fill: '#3c4043' }),
      element('rect', { x: left, width: right, height: HEIGHT, fill: colourOf(record).hex }),
      element(
        'g',
        { fill: '#fff', 'text-anchor': 'middle', 'font-family': 'Verdana,sans-serif', 'font-size': 11 },
        [text(LABEL, 0, left), text(message, left, right)],
      ),
    ],
  );
  return `${image}\n`;
}

function widthOf(text: string): number {
  return text.length * CHARACTER_WIDTH + 2 * PADDING;
}
