/** The six journeys as a page of the site: each as a drawing with its text alternative. */
import { type Journey, journeysOf } from '../journeys/index.ts';
import { heading, paragraph, toMarkdown, type Words } from '../markup/index.ts';
import { escapeXml } from '../text/index.ts';
import { addressOf } from './chapters.ts';
import type { SitePage, SiteParts } from './site-parts.ts';

/** In its Markdown, `![…](picture:ID)` on a line of its own is the place of a picture; see {@link withPictures}. */
export function journeysPage({ record, own = [], clauses }: SiteParts): SitePage {
  const journeys = journeysOf(record, own, clauses);
  const target = record.target.embedded ? 'the embedded emulator' : record.target.baseUrl;
  const opening = toMarkdown([
    heading(1, 'Six journeys of a call'),
    paragraph(
      `The drawings show the requests, responses and stored records of executed examples. In an example of a clause AST-…, this tool takes the part of Segment and sends the calls to ${target}; a dotted arrow is not executed, and shows the call in your code from which Segment makes the next one. In an example of a clause SEG-…, the emulator is Segment, and its attempts and waits are executed.`,
    ),
  ]);
  return {
    slug: 'journeys',
    title: 'Six journeys of a call',
    markdown: [opening, ...journeys.map(journeyText)].join('\n'),
    pictures: new Map(
      journeys.flatMap((journey) => (journey.svg === undefined ? [] : [[journey.id, pictureOf(journey)]])),
    ),
  };
}

function journeyText({ id, title, about, clauses, svg, missing }: Journey): string {
  const links = clauses.flatMap((clause, index): Exclude<Words, string> => {
    const link = { label: clause.id, address: addressOf(clause.id) };
    return index === 0 ? [link] : [', ', link];
  });
  return [
    toMarkdown([heading(2, title), paragraph(about), paragraph(['Drawn from examples of ', ...links, '.'])]),
    ...(svg === undefined ? [] : [`![Sequence: ${title}](picture:${id})\n`]),
    ...(missing.length === 0 ? [] : [toMarkdown(missing.map(paragraph))]),
  ].join('\n');
}

function pictureOf({ svg = '', title, steps }: Journey): string {
  const items = steps.map((step) => `<li>${escapeXml(step)}</li>`).join('');
  return `<div class="journey-picture">${svg}<details><summary>${escapeXml(title)}, step by step</summary><ol>${items}</ol></details></div>`;
}

/** The HTML of a page with its pictures in their places; an image that is not a picture of the page stays as it is. */
export function withPictures(html: string, pictures: SitePage['pictures'] = new Map()): string {
  return html.replaceAll(
    /<p><img src="picture:([\w-]+)" alt="[^"]*"\s*\/?><\/p>/g,
    (image, id) => pictures.get(id) ?? image,
  );
}
