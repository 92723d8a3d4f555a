/** A chart of columns, as an SVG drawing with its content in words. */
import { element, escapeXml } from '../text/index.ts';

const WIDTH = 360;
const HEIGHT = 176;
const LEFT = 56;
const RIGHT = 352;
const TOP = 12;
const BOTTOM = 152;
/** A column that is narrower than this many units has no gap beside it. */
const GAPPED = 8;
/** The highest labels, times a power of ten: half of each has few digits, too. */
const STEPS = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];

/** Columns of one height each, from the axis up; a later layer covers an earlier one. */
export interface ChartLayer {
  /** A class with a tone. */
  readonly tone: string;
  /** What it shows, for the legend. */
  readonly name: string;
  readonly heights: readonly number[];
}

export interface ChartParts {
  readonly title: string;
  /** What a reader sees in it, as a sentence: the text alternative. */
  readonly words: string;
  readonly layers: readonly ChartLayer[];
  /** Labels below the axis, evenly spaced from its beginning to its end. */
  readonly below: readonly string[];
  /** A height as a label. */
  readonly label: (height: number) => string;
  /** True if a height between two whole numbers means nothing. Default: false. */
  readonly isCount?: boolean;
  /** A dashed line. */
  readonly mark?: { readonly height: number; readonly name: string };
}

/** A figure with a caption, a legend and the drawing. */
export function chart(parts: ChartParts): string {
  const { title, words, layers } = parts;
  const legend = layers.map(
    ({ tone, name }) =>
      `<span><span class="mark ${tone}" aria-hidden="true">■</span> ${escapeXml(name)}</span>`,
  );
  const mark =
    parts.mark === undefined
      ? ''
      : `<span><span class="mark" aria-hidden="true">┄</span> ${escapeXml(parts.mark.name)}</span>`;
  return `<figure><figcaption>${escapeXml(title)}</figcaption>${drawing(parts)}<p class="legend">${legend.toReversed().join('')}${mark}</p><p class="ids">${escapeXml(words)}</p></figure>`;
}

function drawing({ title, words, layers, below, label, isCount = false, mark }: ChartParts): string {
  const ticks = ticksUpTo(Math.max(...layers.flatMap(({ heights }) => heights), mark?.height ?? 0), isCount);
  const top = ticks.at(-1) ?? 1;
  const y = (height: number) => round(BOTTOM - (height / top) * (BOTTOM - TOP));
  return element(
    'svg',
    {
      role: 'img',
      'aria-label': `${title}: ${words}`,
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      class: 'plot chart',
    },
    [
      ...ticks.flatMap((height) => [
        element('line', {
          class: height === 0 ? 'axis' : 'grid',
          x1: LEFT,
          x2: RIGHT,
          y1: y(height),
          y2: y(height),
        }),
        element('text', { class: 'tick height', x: LEFT - 6, y: y(height) + 3.5 }, label(height)),
      ]),
      ...layers.map(({ tone, heights }) =>
        element('path', { class: `layer ${tone}`, d: columns(heights.map(y)) }),
      ),
      ...(mark === undefined
        ? []
        : [
            element('line', {
              class: 'percentile',
              x1: LEFT,
              x2: RIGHT,
              y1: y(mark.height),
              y2: y(mark.height),
            }),
          ]),
      ...below.map((text, index) => {
        const share = below.length === 1 ? 0 : index / (below.length - 1);
        const place = share === 0 ? 'from' : share === 1 ? 'to' : '';
        return element(
          'text',
          { class: `tick ${place}`.trim(), x: round(LEFT + share * (RIGHT - LEFT)), y: BOTTOM + 16 },
          text,
        );
      }),
    ],
  );
}

/** One path for all columns of a layer. */
function columns(tops: readonly number[]): string {
  const pitch = (RIGHT - LEFT) / tops.length;
  const gap = pitch >= GAPPED ? 1 : 0;
  return tops
    .flatMap((top, index) => {
      if (top >= BOTTOM) return [];
      const from = round(LEFT + index * pitch);
      return [`M${from} ${BOTTOM}V${top}H${round(LEFT + (index + 1) * pitch - gap)}V${BOTTOM}Z`];
    })
    .join('');
}

/** Zero, a round height that nothing exceeds, and the middle between them. */
function ticksUpTo(highest: number, isCount: boolean): number[] {
  if (highest <= 0) return [0, 1];
  const power = 10 ** Math.floor(Math.log10(highest));
  const steps = STEPS.map((step) => Number((step * power).toPrecision(2)));
  const top = steps.find((step) => step >= highest) ?? 10 * power;
  const rounded = isCount ? Math.max(1, Math.round(top)) : top;
  return isCount && rounded % 2 === 1 ? [0, rounded] : [0, rounded / 2, rounded];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
