/** Failure cards: one for each clause, under the cause that it shares with others. */
import { plural } from '../text/index.ts';
import { el, folded, verdictLabel, words } from './dom.js';
import { exampleDetails, howToRepeat, whatIsWrong } from './example.js';

/** @returns the heading and a section for each cause; nothing if everything went as the contract says */
export function failureCards(data) {
  if (data.causes.length === 0) return [];
  return [el('h2', {}, 'Failures and warnings'), ...data.causes.map((cause) => causeSection(cause, data))];
}

/** The first card of a cause is open; the further ones fail in the same way and are one line each. */
function causeSection({ run, words: said, cards }, data) {
  const [first, ...further] = cards.map((card) => contentOf(card, run, data));
  const heading =
    further.length === 0
      ? ''
      : el('h3', { class: 'cause' }, `Same cause in ${cards.length} clauses: ${said}`);
  return el(
    'section',
    {},
    heading,
    el(
      'article',
      { class: `card ${first.verdict}`, id: first.id, tabindex: '-1' },
      first.title(further.length === 0 ? 'h3' : 'h4', first.label, ' '),
      first.parts(),
    ),
    further.map((card) =>
      folded({ class: `card ${card.verdict}`, id: card.id, tabindex: '-1' }, card.line, () => [
        card.title('h4'),
        ...card.parts(),
      ]),
    ),
  );
}

function contentOf({ id, clause: clauseId, example: exampleId, others }, run, data) {
  const clause = data.clauses.find((one) => one.id === clauseId);
  const examples = clause.runs[run].examples;
  const find = (wanted) => examples.find((one) => one.id === wanted);
  const example = find(exampleId);
  const { verdict, name, known } = example;
  const excused = known ? ' (known: excused by the baseline)' : '';
  return {
    id,
    verdict,
    label: verdictLabel(verdict, data),
    title: (level, ...before) =>
      el(level, { class: 'card-title' }, before, el('code', {}, exampleId), ` ${name}${excused}`),
    line: el(
      'span',
      { class: 'line' },
      verdictLabel(verdict, data),
      ' ',
      el('code', {}, clauseId),
      ' ',
      words(clause.rule),
      excused,
    ),
    parts: () => [
      ofClause(clause, data.runs.length > 1 ? data.runs[run].name : undefined),
      ...whatIsWrong(example),
      folded({ class: 'repeat' }, 'Calls, responses and commands', () =>
        howToRepeat(example, data.runs[run], data),
      ),
      furtherExamples(others.map(find), run, data),
    ],
  };
}

function ofClause({ id, level, provenance, rule }, runName) {
  return el(
    'p',
    { class: 'of' },
    el('a', { href: `#${id}` }, id),
    ` (${level}, ${provenance}): `,
    words(rule),
    runName === undefined ? '' : `. Run: ${runName}`,
  );
}

function furtherExamples(others, run, data) {
  if (others.length === 0) return '';
  const title = `${plural(others.length, 'further example')} of this clause`;
  return folded({ class: 'others' }, title, () =>
    others.map((example) => exampleDetails(example, data.runs[run], data)),
  );
}
