/** The journeys of a call: each as a drawing with its text alternative. */
import type { Journey } from '../../journeys/index.ts';
import { type Block, code, heading, paragraph, toMarkdown, type Words } from '../../markup/index.ts';
import { escapeXml } from '../../text/index.ts';
import { addressOf } from '../chapters.ts';
import type { SitePage, SiteParts } from '../site-parts.ts';

export function journeysPage({ journeys, record }: Pick<SiteParts, 'journeys' | 'record'>): SitePage {
  const target = record.target.embedded ? 'the embedded emulator' : record.target.baseUrl;
  return {
    slug: 'journeys',
    title: 'Journeys of a call',
    section: 'The contract',
    markdown: toMarkdown([
      heading(1, 'Journeys of a call'),
      paragraph(
        `The drawings show the requests, responses and stored records of executed examples. In an example of a clause AST-…, this tool takes the part of Segment and sends the calls to ${target}; a dotted arrow is not executed, and shows the call in your code from which Segment makes the next one. In an example of a clause SEG-…, the emulator is Segment, and its attempts and waits are executed.`,
      ),
      ...journeys.flatMap(journeyBlocks),
    ]),
    inserts: journeys.map(pictureOf),
  };
}

function journeyBlocks({ title, about, clauses, svg, missing }: Journey, index: number): Block[] {
  const links = clauses.flatMap(({ id }, at): Exclude<Words, string> => {
    const link = { label: id, address: addressOf(id) };
    return at === 0 ? [link] : [', ', link];
  });
  return [
    heading(2, title),
    paragraph(about),
    paragraph(['Drawn from examples of ', ...links, '.']),
    ...(svg === undefined ? [] : [code(`insert ${index}`, '')]),
    ...missing.map((sentence) => paragraph(sentence)),
  ];
}

function pictureOf({ id, svg = '', title, steps }: Journey): string {
  const items = steps.map((step) => `<li>${escapeXml(step)}</li>`).join('');
  const words = `<details><summary>${escapeXml(title)}, step by step</summary><ol>${items}</ol></details>`;
  return `<figure class="picture wide" id="journey-${id}" tabindex="0">${svg}</figure>\n${words}\n`;
}
