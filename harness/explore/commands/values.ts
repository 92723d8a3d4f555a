/** Names and values of properties that careless systems lose or change: the corpora of the sweeps, by kind. */
import { CORPUS } from '../../../generators/index.ts';

/** One value of a kind; its kind is what coverage counts. */
export interface Sample {
  readonly kind: string;
  readonly value: unknown;
}

/** Longer values would fill a call on their own. */
const MOST_CHARACTERS = 600;

const LOOKS_LIKE_ANOTHER_TYPE = /^(like|word|json|list|pg)_/;

const SAMPLES: readonly Sample[] = [
  ...CORPUS.values.flatMap(({ value, becomes }) => [value, becomes].map((one) => sample(typeOf(one), one))),
  ...CORPUS.texts.map(({ name, value }) =>
    sample(LOOKS_LIKE_ANOTHER_TYPE.test(name) ? 'text like another type' : 'text', value),
  ),
  ...CORPUS['long texts'].map(({ value }) => sample('long text', value)),
].filter(({ value }) => JSON.stringify(value).length <= MOST_CHARACTERS);

const KINDS = [...new Set(SAMPLES.map(({ kind }) => kind))];

/** Each kind is drawn as often as any other. */
export const VALUE_SAMPLES: readonly (readonly Sample[])[] = KINDS.map((kind) =>
  SAMPLES.filter((one) => one.kind === kind),
);

/**
 * Properties that are objects. They are promised to Users only (AST-IDENT-015), and those of one name always have the
 * same members.
 */
export const OBJECT_SAMPLES: readonly { readonly name: string; readonly value: unknown }[] = CORPUS.objects
  .filter(({ value }) => JSON.stringify(value).length <= MOST_CHARACTERS)
  .flatMap(({ name, value, becomes }) => [value, becomes].map((one) => ({ name, value: one })));

/** Names that no system has a reason to change. */
const PLAIN_NAMES = ['plan', 'title', 'region', 'seats', 'active', 'industry', 'tier', 'score', 'note'];

/**
 * Plain names, then odd ones. One list for Users, Accounts and events: a property of the same name in another record is
 * how leaks are seen.
 */
export const NAMES: readonly (readonly string[])[] = [
  PLAIN_NAMES,
  CORPUS.names.map(({ name }) => name).filter((name) => !PLAIN_NAMES.includes(name)),
];

const [, ODD_NAMES = []] = NAMES;
const ODD = new Set(ODD_NAMES);
const ORDINARY = /^[a-z]+(_[a-z]+)*\d*$/;

/** Whether no system has a reason to change the name. Keys of audiences and computed traits are plain. */
export function isPlainName(name: string): boolean {
  return ORDINARY.test(name) && !ODD.has(name);
}

/** The kind of a value of {@link VALUE_SAMPLES}. */
export function kindOfValue(value: unknown): string {
  return KIND_OF.get(JSON.stringify(value)) ?? typeof value;
}

/** Plain names are of one kind, each odd one is of its own. */
export function kindOfName(name: string): string {
  return isPlainName(name) ? 'plain' : name;
}

const KIND_OF = new Map(SAMPLES.map(({ kind, value }) => [JSON.stringify(value), kind]));

function sample(kind: string, value: unknown): Sample {
  return { kind, value };
}

function typeOf(value: unknown): string {
  if (value === '' || value === 0 || value === false) return 'falsy';
  if (!Array.isArray(value)) return typeof value;
  const types = [...new Set(value.map((member) => (Array.isArray(member) ? 'array' : typeof member)))];
  return types.length === 1 ? `array of ${types}s` : 'mixed array';
}
