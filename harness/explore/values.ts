/** Names and values of properties that careless systems lose or change, by kind. */
import { TEXTS } from '../../generators/index.ts';

/** One value of a kind; its kind is what coverage counts. */
export interface Sample {
  readonly kind: string;
  readonly value: unknown;
}

/** Each kind is drawn as often as any other. */
const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  falsy: [0, false, ''],
  word: ['free', 'pro', 'Enterprise Plus', 'ab'],
  number: [1, -1, 42, -273, 830.25, 0.1, 1e-7, 100, 9007199254740991, -9007199254740991, 1700000000],
  boolean: [true, false],
  'like a number': [
    '0042',
    '1e5',
    '12.50',
    '-0',
    '+43',
    '1,000',
    '0x1F',
    '9007199254740993',
    'Infinity',
    'NaN',
  ],
  'like a date': ['2026-02-28', '2026-02-28T10:11:12Z', '10:30', '20260228', '2026-02-30', '1d'],
  'like a word': ['true', 'False', 'null', 'undefined', 'None', 'yes', 'off', 'N/A', 'nil', '-'],
  'like JSON': ['{"a":1}', '[1,2]', '"quoted"', '[]', '{}'],
  'like code': ['<b>&amp;</b>', '%20', '%s {{y}}', "O'Brien; --", 'a\\nb', '=1+1', '&#39;'],
  spaced: [' lead', 'trail ', '\ttab', 'two  spaces', 'line\nbreak', '\n', ' '],
  marks: ['“curly” ‘marks’', 'a–b—c…', 'ﬁ ½ ²', 'e\u0301', '\u00a0nbsp', 'zero\u200bwidth', 'İstanbul ẞ'],
  script: TEXTS.filter((text) => /[^\s\u0020-\u007e]/.test(text) && !/[\t\r\n]/.test(text)),
  case: ['MiXeD', 'ALL CAPS', 'ümlaut', 'https://Example.org/Path?A=b#C', 'Ada@Example.ORG'],
  'long text': [100, 256, 300, 513, 1025].map(longText),
  'list of texts': [['b', 'a', 'c'], ['same', 'same'], ['', 'x', ''], ['only'], [' a ', 'B'], ['1', 'true']],
  'list of numbers': [[3, 1, 2], [0, 0], [7], [10, 9, 100], [0.5, -1]],
  'mixed list': [[], ['a', 1, true], [[1, 2], [3]], [false, 0, ''], [{ n: 2 }, { n: 1 }]],
  'long list': [Array.from({ length: 40 }, (_, index) => (index * 7) % 41)],
};

/** Objects are promised to Users only (AST-IDENT-015), and those of one name always have the same members. */
const OBJECTS: Readonly<Record<string, readonly unknown[]>> = {
  address: [
    { city: 'Austin', postalCode: '73301' },
    { city: 'Łódź', postalCode: '90-001' },
  ],
  company: [
    { name: 'Initech', size: 0, tags: ['b', 'a'], place: { city: 'Wien', floor: 3 } },
    { name: '', size: 12, tags: [], place: { city: 'São Paulo', floor: 0 } },
  ],
};

export const VALUE_SAMPLES: readonly (readonly Sample[])[] = samplesOf(VALUES);

/** Properties that are objects, by name. */
export const OBJECT_SAMPLES: readonly { readonly name: string; readonly value: unknown }[] = Object.entries(
  OBJECTS,
).flatMap(([name, values]) => values.map((value) => ({ name, value })));

/**
 * One list for Users, Accounts and events: a property of the same name in another record is how leaks are seen. No
 * name is one that destinations set by themselves (`createdAt`, `source`) or that is not graded (`email`, `phone`).
 */
export const NAMES: readonly (readonly string[])[] = Object.values({
  plain: ['plan', 'title', 'region', 'seats', 'active', 'industry', 'tier', 'status', 'score', 'note'],
  reserved: [
    'order',
    'type',
    'select',
    'group',
    'key',
    'value',
    'length',
    'constructor',
    'toString',
    'traits',
  ],
  kindred: ['plan_id', 'planId', 'Plan', 'plan2', 'plan.id', 'plan id', 'plan-id', 'plan_'],
  spaced: ['Lead Score', 'total billed', ' lead', 'a  b'],
  marked: ['billing.plan.id', '$lifetime', 'a-b:c@d/e', 'x[0]', 'a,b', "it's", '100%', '#1', '2nd_owner'],
  script: ['número', '部門', '🎯 score', 'größe'],
  cased: ['AccountType', 'HTTPCode', 'ARR', 'first_seen'],
  long: [`a_long_name_${'of_a_property_'.repeat(5)}`],
});

const [PLAIN_NAMES = []] = NAMES;
const ORDINARY_NAMES = new Set([...PLAIN_NAMES, ...OBJECT_SAMPLES.map(({ name }) => name), 'email', 'step']);

/** Whether no system has a reason to change the name. Keys of audiences and computed traits are plain. */
export function isPlainName(name: string): boolean {
  return ORDINARY_NAMES.has(name) || !NAMES.some((names) => names.includes(name));
}

/** The kind of a value of {@link VALUE_SAMPLES}. */
export function kindOfValue(value: unknown): string {
  return KINDS.get(JSON.stringify(value)) ?? typeof value;
}

/** The kind of a name of {@link NAMES}, as the first name of its list. */
export function kindOfName(name: string): string {
  return NAMES.find((names) => names.includes(name))?.[0] ?? 'other';
}

const KINDS = new Map(VALUE_SAMPLES.flat().map(({ kind, value }) => [JSON.stringify(value), kind]));

function samplesOf(values: Readonly<Record<string, readonly unknown[]>>): Sample[][] {
  return Object.entries(values).map(([kind, list]) => list.map((value) => ({ kind, value })));
}

function longText(length: number): string {
  return 'long text with words, '
    .repeat(Math.ceil(length / 22))
    .slice(0, length - 1)
    .concat('.');
}
