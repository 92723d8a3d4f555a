/** What the console says about rules: a file that it reads when somebody first asks. */
import type { RuleMeaning, RuleMeanings } from '../../console/app/parts/rule-meanings.ts';
import { CHOICES } from '../../emulator/index.ts';
import { isSentenceReference, loadRegistry, type SourceReference } from '../../harness/registry/index.ts';

const registry = loadRegistry();

export function ruleMeanings(): RuleMeanings {
  return Object.fromEntries<RuleMeaning>([
    ...registry.clauses.map(
      ({ id, rule, level, provenance, argument, note, source }): Row => [
        id,
        { kind: 'clause', rule, level, provenance, argument, note, sources: source.map(sourceOf) },
      ],
    ),
    ...Object.entries(CHOICES).map(
      ([name, { why, default: usual, alternatives }]): Row => [
        `choice:${name}`,
        { kind: 'choice', why, settings: [usual, ...alternatives] },
      ],
    ),
    ['defect', { kind: 'defect', what: DEFECT }],
    ['variant', { kind: 'variant', what: VARIANT }],
    ['limit', { kind: 'limit', what: LIMIT }],
    ['fault', { kind: 'fault', what: FAULT }],
  ]);
}

type Row = readonly [string, RuleMeaning];

const LIMIT =
  'A limit of the emulator. GET /_emulator/state shows all of them as limits, and startEmulator({ limits }) sets them.';
// There are hundreds of them, and the page lists those that are switched on.
const DEFECT = 'A defect that is switched on. The page Faults and choices says what it does.';
const VARIANT = 'A variant that is switched on. The page Faults and choices says what it does.';
const FAULT = 'A fault plan of this world decided the answer. The page Faults and choices shows the plans.';

function sourceOf(reference: SourceReference) {
  const source = registry.sources[reference.page];
  const title = source?.title ?? reference.page;
  if (isSentenceReference(reference)) {
    return { title, place: `paragraph ${reference.paragraph}, sentence ${reference.sentence}` };
  }
  const { title: own, heading } = reference;
  const page = source?.pages?.find((one) => own === undefined || one.title === own);
  const isRead = heading !== 'unverified';
  return {
    title: own ?? title,
    place: isRead ? `“${heading}”` : 'the heading was not verified',
    address: isRead ? page?.address : undefined,
  };
}
