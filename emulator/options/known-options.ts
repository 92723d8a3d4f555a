/** The names and kinds of all options: programs in plain JavaScript have no compiler that checks them. */
import { didYouMean, isObject } from '../../schemas/index.ts';
import type { EmulatorOptions, EngageOptions, InstanceOptions, TlsPair } from '../emulator-options.ts';
import type { RetryPolicy } from '../retry-policy.ts';

/** `any` is checked elsewhere, or is as the program that passes it has made it. */
type Kind = 'string' | 'number' | 'boolean' | 'function' | 'object' | 'strings' | 'objects' | 'any';

/** A kind for each member, so that no option can be forgotten here. */
type KindOf<Options> = Readonly<Record<keyof Required<Options>, Kind>>;

const OPTIONS: KindOf<EmulatorOptions> = {
  port: 'number',
  host: 'string',
  tls: 'object',
  allowedHosts: 'strings',
  allowedOrigins: 'strings',
  controlToken: 'string',
  apiKey: 'string',
  blockingApiKey: 'string',
  restrictedApiKey: 'string',
  writeKey: 'string',
  forwardTo: 'string',
  forwardApiKey: 'string',
  instances: 'objects',
  timeout: 'number',
  retry: 'object',
  concurrency: 'number',
  seed: 'number',
  env: 'object',
  dedupeWindow: 'number',
  defects: 'strings',
  variants: 'strings',
  choices: 'object',
  limits: 'object',
  engage: 'object',
  dataDir: 'string',
  snapshot: 'object',
  bodies: 'boolean',
  version: 'string',
  clock: 'any',
  ids: 'function',
  stopwatch: 'function',
  logger: 'object',
};

const INSTANCE: KindOf<InstanceOptions> = {
  id: 'string',
  name: 'string',
  apiKey: 'string',
  enabled: 'boolean',
  endpoint: 'string',
};

/** Options within options. Choices and limits name their own, and a logger may have further members. */
const INNER: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  tls: { cert: 'any', key: 'any' } satisfies KindOf<TlsPair>,
  retry: {
    attempts: 'number',
    windowMs: 'number',
    factor: 'number',
    jitter: 'number',
  } satisfies KindOf<RetryPolicy>,
  engage: {
    apiKey: 'string',
    firstSync: 'number',
    syncEvery: 'number',
    accountSyncEvery: 'number',
    window: 'number',
    profileBytes: 'number',
  } satisfies KindOf<EngageOptions>,
};

/** Problems with the form of options, which hide all others, and with their names. */
export interface FormProblems {
  readonly kinds: readonly string[];
  readonly names: readonly string[];
}

export function formProblems(given: unknown): FormProblems {
  if (!isObject(given)) return { kinds: [`the options must be an object, not ${nameOf(given)}`], names: [] };
  const parts = [problemsIn(given, OPTIONS, '')];
  for (const [name, members] of Object.entries(INNER)) {
    const inner = given[name];
    if (isObject(inner)) parts.push(problemsIn(inner, members, `${name}.`));
  }
  const { instances } = given;
  for (const [index, instance] of Array.isArray(instances) ? instances.entries() : []) {
    if (isObject(instance)) parts.push(problemsIn(instance, INSTANCE, `instances[${index}].`));
  }
  return { kinds: parts.flatMap(({ kinds }) => kinds), names: parts.flatMap(({ names }) => names) };
}

function problemsIn(
  given: Readonly<Record<string, unknown>>,
  members: Readonly<Record<string, Kind>>,
  path: string,
): FormProblems {
  const known = Object.keys(members);
  const kinds: string[] = [];
  const names: string[] = [];
  for (const [name, value] of Object.entries(given)) {
    const kind = Object.hasOwn(members, name) ? members[name] : undefined;
    if (kind === undefined) {
      const hint = didYouMean(name, known, `write one of ${known.join(', ')}`);
      names.push(`there is no option named ${JSON.stringify(path + name)}: ${hint}`);
    } else if (value !== undefined && !isOf(kind, value)) {
      // The value is not repeated, because it may be a key.
      kinds.push(`${path}${name} must be ${KINDS[kind]}, not ${nameOf(value)}`);
    }
  }
  return { kinds, names };
}

const KINDS: Readonly<Record<Kind, string>> = {
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  function: 'a function',
  object: 'an object',
  strings: 'a list of strings',
  objects: 'a list of objects',
  any: 'anything',
};

function isOf(kind: Kind, value: unknown): boolean {
  switch (kind) {
    case 'any':
      return true;
    case 'object':
      return isObject(value);
    case 'strings':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'objects':
      return Array.isArray(value) && value.every(isObject);
    default:
      return typeof value === kind;
  }
}

/** What a value is, without the value. */
function nameOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'a list with other values';
  if (typeof value === 'object') return 'an object';
  return `a ${typeof value}`;
}
