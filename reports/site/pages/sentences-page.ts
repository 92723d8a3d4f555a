/** Every sentence of the Astrolabe page, with the clauses that rest on it or the reason that none does. */
import { code, heading, paragraph, toMarkdown } from '../../markup/index.ts';
import { escapeXml } from '../../text/index.ts';
import { addressOf } from '../chapters.ts';
import type { SentenceFacts, SitePage, SiteParts } from '../site-parts.ts';

/** Anchor of a sentence on this page: it depends on its words, and not on its place. */
export function sentenceAnchor(sha256: string): string {
  return `s-${sha256.slice(0, 12)}`;
}

export function sentencesPage({ page, clauses }: SiteParts): SitePage {
  const rules = new Map(clauses.map(({ id, rule }) => [id, rule]));
  const { sentences, readOn } = page;
  const isQuoted = sentences.some(({ text }) => text !== undefined);
  const cited = sentences.filter((one) => one.clauses.length > 0).length;
  const reviewed = sentences.filter(({ reason }) => reason !== undefined).length;
  return {
    slug: 'sentences',
    title: 'The page, sentence by sentence',
    section: 'The contract',
    markdown: toMarkdown([
      heading(1, 'The page, sentence by sentence'),
      paragraph(
        `The page that documents the destination, as read on ${readOn}. Clauses rest on ${cited} of its sentences. For the other ${reviewed}, the table has the reason why no clause rests on them.`,
      ),
      paragraph(
        isQuoted
          ? 'The sentences are those of the copy that this site was made with (`docs --page`). `drift` compares a newer copy.'
          : 'The page belongs to its publisher, so this package has no copy of it: a sentence is named by its place and the beginning of its SHA-256 hash. To see the sentences here, save the page as text or HTML and add `--page FILE` to `docs`.',
      ),
      paragraph([
        isQuoted ? '' : 'A sentence that is on the page several times is listed once. ',
        'The first number is the paragraph, the second the sentence in it: ',
        { label: 'how they are counted', address: 'sources.html' },
        '.',
      ]),
      code('insert 0', sentences.map(({ text = '' }) => text).join(' ')),
    ]),
    inserts: [tableOf(sentences, rules)],
  };
}

function tableOf(sentences: readonly SentenceFacts[], rules: ReadonlyMap<string, string>): string {
  const anchors = new Set<string>();
  const rows = sentences.map((one) => {
    const anchor = sentenceAnchor(one.sha256);
    // The first of several has the anchor.
    const id = anchors.has(anchor) ? '' : ` id="${anchor}"`;
    anchors.add(anchor);
    return `<tr${id}><th scope="row">${one.paragraph}.${one.sentence}</th><td>${quoted(one)}</td><td>${basis(one, rules)}</td></tr>`;
  });
  return `<table class="sentences"><thead><tr><th scope="col">place</th><th scope="col">sentence</th><th scope="col">clauses that rest on it</th></tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table>\n`;
}

function quoted({ text, sha256, isGone }: SentenceFacts): string {
  const gone = isGone === true ? '<strong>No longer on the page.</strong> ' : '';
  return text === undefined
    ? `${gone}<span class="soft">hash <code>${sha256.slice(0, 12)}</code></span>`
    : `<q>${escapeXml(text)}</q>`;
}

function basis({ clauses, reason }: SentenceFacts, rules: ReadonlyMap<string, string>): string {
  if (clauses.length > 0) {
    const links = clauses.map(
      (id) => `<li><a href="${addressOf(id)}">${id}</a> ${escapeXml(plainRule(rules.get(id) ?? ''))}</li>`,
    );
    return `<ul>${links.join('')}</ul>`;
  }
  return `<span class="soft">None: ${escapeXml(reason ?? 'nobody has reviewed this sentence yet. "drift" says what to do.')}</span>`;
}

function plainRule(rule: string): string {
  return rule.replaceAll('`', '');
}
