/** Reads rules from outside, and says where one is wrong. */
import { isObject } from '../../../schemas/index.ts';

const TESTS = ['equals', 'notEquals', 'contains', 'exists', 'greater', 'less'] as const;
const FIELDS = ['trait', 'accountTrait', 'event'] as const;
const KNOWN: ReadonlySet<string> = new Set([...TESTS, ...FIELDS, 'property', 'withinDays']);

/** Levels of all and any within one another. */
const DEPTH = 20;

/** A sentence for the first thing that is wrong; nothing where the value is a `Rule`. */
export function ruleProblem(value: unknown, at = 'rule', depth = 0): string | undefined {
  if (!isObject(value)) return `${at} is an object such as {"trait": "plan", "equals": "pro"}`;
  if (depth > DEPTH) return `${at} lies more than ${DEPTH} levels deep`;
  for (const name of ['all', 'any']) {
    if (!(name in value)) continue;
    const parts = value[name];
    if (Object.keys(value).length > 1) return `${at} has ${name} and more: write ${name} alone`;
    if (!Array.isArray(parts) || parts.length === 0) return `${at}.${name} is a list of one or more rules`;
    return parts
      .map((part, index) => ruleProblem(part, `${at}.${name}[${index}]`, depth + 1))
      .find((problem) => problem !== undefined);
  }
  return conditionProblem(value, at);
}

function conditionProblem(value: Readonly<Record<string, unknown>>, at: string): string | undefined {
  const unknown = Object.keys(value).find((name) => !KNOWN.has(name));
  if (unknown !== undefined) {
    return `${at} has ${JSON.stringify(unknown)}, which no rule has: write ${[...KNOWN].join(', ')}`;
  }
  const fields = FIELDS.filter((name) => name in value);
  const [field] = fields;
  if (field === undefined) return `${at} names no field: write one of ${FIELDS.join(', ')}`;
  if (fields.length > 1)
    return `${at} names ${fields.join(' and ')}: write one, and join several with all or any`;
  if (!isName(value[field])) return `${at}.${field} is the name of a field, not empty`;
  const tests = TESTS.filter((name) => name in value);
  if (tests.length > 1)
    return `${at} has ${tests.join(' and ')}: write one test, and join several with all or any`;
  return testProblem(value, at, field, tests[0]);
}

function testProblem(
  value: Readonly<Record<string, unknown>>,
  at: string,
  field: (typeof FIELDS)[number],
  test: (typeof TESTS)[number] | undefined,
): string | undefined {
  const { property, withinDays, exists } = value;
  if (field !== 'event' && (property !== undefined || withinDays !== undefined)) {
    return `${at} has property or withinDays, which only an event has`;
  }
  if (property !== undefined && !isName(property)) return `${at}.property is the name of a property`;
  if (withinDays !== undefined && !(typeof withinDays === 'number' && withinDays > 0)) {
    return `${at}.withinDays is a number of days above 0`;
  }
  if (test === undefined)
    return field === 'event' ? undefined : `${at} has no test: write one of ${TESTS.join(', ')}`;
  if (field === 'event' && property === undefined && test !== 'exists') {
    return `${at}.${test} tests a property of the event: name it as property`;
  }
  if (test === 'exists') return typeof exists === 'boolean' ? undefined : `${at}.exists is true or false`;
  if (test === 'greater' || test === 'less') {
    return typeof value[test] === 'number' ? undefined : `${at}.${test} is a number`;
  }
  return ['string', 'number', 'boolean'].includes(typeof value[test])
    ? undefined
    : `${at}.${test} is a string, a number or a boolean`;
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
