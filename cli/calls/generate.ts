/** `generate`: generates calls. */
import { setImmediate as breathe } from 'node:timers/promises';
import type { Call } from '../../calls/index.ts';
import type * as Generators from '../../generators/index.ts';
import type { CommandSpec } from '../options/command-spec.ts';
import { namesOf, type OptionTable, type OptionValues, orList } from '../options/option-table.ts';
import { CommandError, type Shell } from '../shell.ts';

type StreamKind = 'mixed' | Generators.CallKind | 'journeys' | 'broken' | 'unsupported';

const OPTIONS = {
  kind: {
    kind: 'text',
    value: 'name',
    what: 'which calls: realistic ones of all types or of one, whole journeys, ones that break a rule, unsupported types',
    choices: namesOf<StreamKind>({
      mixed: true,
      identify: true,
      group: true,
      track: true,
      audience: true,
      'computed-trait': true,
      journeys: true,
      broken: true,
      unsupported: true,
    }),
    default: 'mixed',
  },
  count: { kind: 'whole', value: 'number', what: 'number of calls', least: 1, default: 10 },
  seed: {
    kind: 'whole',
    value: 'number',
    what: 'the same seed gives the same calls',
    least: 0,
    most: 2 ** 32 - 1,
    default: 1,
  },
  rule: {
    kind: 'text',
    value: 'name',
    what: 'with --kind broken: breaks only this rule, for instance required:groupId',
  },
  order: {
    kind: 'text',
    value: 'name',
    what: 'order of the calls',
    choices: ['time', 'shuffled'],
    default: 'time',
  },
  repeats: {
    kind: 'whole',
    value: 'percent',
    what: 'share of calls that are delivered a second time',
    least: 0,
    most: 50,
    default: 0,
  },
  format: {
    kind: 'text',
    value: 'name',
    what: 'one call per line, or one body for Segment’s /v1/batch per line',
    choices: ['ndjson', 'batch'],
    default: 'ndjson',
  },
} as const satisfies OptionTable;

type GenerateOptions = OptionValues<typeof OPTIONS>;

export const GENERATE = {
  name: 'generate',
  summary: 'generates calls: realistic ones, ones that break a rule, whole journeys',
  options: OPTIONS,
} as const satisfies CommandSpec;

/** Output is written in pieces of this many characters: fewer, larger writes. */
const CHUNK = 64 * 1024;

/**
 * Writes calls to standard output.
 *
 * @throws CommandError with exit code 2 if a rule cannot be used; nothing is written then
 */
export async function runGenerate(options: GenerateOptions, shell: Shell): Promise<number> {
  const generators = await import('../../generators/index.ts');
  const { seed, count, repeats, order, format } = options;
  const stream = streamOf(options, generators);
  const repeated = repeats === 0 ? stream : generators.withRepeats(stream, repeats / 100, seed);
  const counted = generators.take(repeated, count);
  const calls = order === 'time' ? counted : generators.shuffled(counted, seed);
  await write(format === 'batch' ? generators.batches(calls as Iterable<Call>) : calls, shell);
  return 0;
}

function streamOf({ kind, seed, rule }: GenerateOptions, generators: typeof Generators): Iterable<unknown> {
  if (rule !== undefined && kind !== 'broken') {
    throw new CommandError(2, '--rule needs --kind broken: add it, or leave --rule out');
  }
  switch (kind) {
    case 'mixed':
      return generators.validCalls(seed);
    case 'journeys':
      return generators.journeys(seed);
    case 'unsupported':
      return generators.unsupportedCalls(seed);
    case 'broken':
      return bodies(generators.brokenCalls(seed, knownRule(rule, generators)));
    default:
      return generators.validCalls(seed, kind);
  }
}

function knownRule(rule: string | undefined, { RULE_BREAKERS }: typeof Generators): string | undefined {
  const rules = [...new Set(RULE_BREAKERS.map((breaker) => breaker.rule))];
  if (rule === undefined || rules.includes(rule)) return rule;
  throw new CommandError(2, `--rule must be ${orList(rules)}, not ${JSON.stringify(rule)}`);
}

function* bodies(calls: Iterable<{ readonly body: unknown }>): Generator<unknown> {
  for (const { body } of calls) yield body;
}

/** Writes in chunks, and lets the process notice between them that the reader has closed the pipe. */
async function write(values: Iterable<unknown>, { out }: Shell): Promise<void> {
  let chunk = '';
  for (const value of values) {
    chunk += `${JSON.stringify(value)}\n`;
    if (chunk.length < CHUNK) continue;
    out(chunk);
    chunk = '';
    await breathe();
  }
  if (chunk !== '') out(chunk);
}
