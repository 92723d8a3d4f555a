/** What can be wrong with options: a sentence for each problem, none of which repeats a key. */
import { DEFAULT_LIMITS } from '../limits.ts';
import type { Instance } from '../segment/index.ts';

export function portProblems(port: number): string[] {
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return [];
  return [`the port is a whole number from 0 (any free port) to 65535, not ${port}`];
}

export function keyProblems(keys: Readonly<Record<string, string>>): string[] {
  return Object.entries(keys)
    .filter(([, key]) => !isKey(key))
    .map(([name]) => `${name} must be one or more printable ASCII characters, without spaces and colons`);
}

/** What a Basic user name can carry without doubt. */
export function isKey(text: string): boolean {
  return /^[\x21-\x39\x3b-\x7e]+$/.test(text);
}

/** The connector is chosen by its key alone, so no two may share one. */
export function twinProblems(keys: Readonly<Record<string, string>>): string[] {
  const names = Object.keys(keys);
  return names.flatMap((name, index) =>
    names
      .slice(0, index)
      .filter((earlier) => keys[earlier] === keys[name])
      .map((earlier) => `${name} and ${earlier} are the same key: give each its own`),
  );
}

export function limitProblems(limits: Readonly<Record<string, number | undefined>>): string[] {
  const problems: string[] = [];
  for (const [name, limit] of Object.entries(limits)) {
    if (!Object.hasOwn(DEFAULT_LIMITS, name)) {
      problems.push(
        `there is no limit named ${JSON.stringify(name)}: write one of ${Object.keys(DEFAULT_LIMITS).join(', ')}`,
      );
    } else if (limit === undefined || !Number.isSafeInteger(limit) || limit < 1) {
      problems.push(`the limit ${name} is a whole number from 1, not ${limit}`);
    }
  }
  return problems;
}

/** The URL itself is not repeated: there may be a password in it. */
export function endpointProblems(name: string, endpoint: string): string[] {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    return [
      `${name} is an address that begins with http:// or https://, for instance https://example.com/in`,
    ];
  }
  if (url.username === '' && url.password === '') return [];
  return [`${name} carries a user name or a password: give the API key apart from the address`];
}

export function idProblems(instances: readonly Instance[]): string[] {
  const ids = instances.map(({ id }) => id);
  return ids
    .filter((id, index) => ids.indexOf(id) !== index)
    .map((id) => `two instances have the id ${JSON.stringify(id)}: give each its own`);
}

export function instanceProblems({ id, apiKey, enabled, endpoint }: Instance): string[] {
  return [
    ...(apiKey === '' ? [] : keyProblems({ [`the apiKey of instance ${id}`]: apiKey })),
    ...(enabled && apiKey === ''
      ? [`instance ${id} has no API key, so it cannot be enabled: give it one`]
      : []),
    ...(endpoint === 'built-in' ? [] : endpointProblems(`the endpoint of instance ${id}`, endpoint)),
  ];
}

/** @param whole whether only whole numbers will do */
export function rangeProblems(
  name: string,
  value: number,
  [least, most]: readonly [number, number],
  whole: boolean,
): string[] {
  if (value >= least && value <= most && (!whole || Number.isInteger(value))) return [];
  return [`${name} is a ${whole ? 'whole ' : ''}number from ${least} to ${most}, not ${value}`];
}
