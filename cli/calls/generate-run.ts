/** What `generate` does, from options to a stream. */
import { setImmediate as breathe } from 'node:timers/promises';
import type { Call } from '../../calls/index.ts';
import {
  batches,
  brokenCalls,
  CALL_KINDS,
  journeys,
  RULE_BREAKERS,
  shuffled,
  take,
  unsupportedCalls,
  validCalls,
  withRepeats,
} from '../../generators/index.ts';
import { curlFor } from '../../reports/index.ts';
import { readWhole } from '../numbers.ts';
import type { OptionReader } from '../options.ts';
import { CommandError, type Shell } from '../shell.ts';

/** What is written at once: fewer, larger writes. */
const CHUNK = 64 * 1024;

const USUAL_ADDRESS = 'http://127.0.0.1:4100/astrolabe';

/** @throws CommandError with exit code 2 where an option makes no sense; nothing is written then */
export async function runGenerate(options: OptionReader, shell: Shell): Promise<void> {
  const seed = readWhole('--seed', options.text('seed') ?? '1', { least: 0, most: 2 ** 32 - 1 });
  const count = readWhole('--count', options.text('count') ?? '10', { least: 1 });
  const repeats = readWhole('--repeats', options.text('repeats') ?? '0', { least: 0, most: 50 });
  const order = oneOf('--order', options.text('order') ?? 'time', ['time', 'shuffled']);
  const render = rendererFor(options);
  const stream = streamOf(options, seed);
  const repeated = repeats === 0 ? stream : withRepeats(stream, repeats / 100, seed);
  const counted = take(repeated, count);
  await write(render(order === 'time' ? counted : shuffled(counted, seed)), shell);
}

function streamOf(options: OptionReader, seed: number): Iterable<unknown> {
  const kinds = ['mixed', ...CALL_KINDS, 'journeys', 'broken', 'unsupported'] as const;
  const kind = oneOf('--kind', options.text('kind') ?? 'mixed', kinds);
  const rule = options.text('rule');
  if (rule !== undefined && kind !== 'broken') {
    throw new CommandError(2, '--rule is for --kind broken: leave it out, or write --kind broken');
  }
  switch (kind) {
    case 'mixed':
      return validCalls(seed);
    case 'journeys':
      return journeys(seed);
    case 'unsupported':
      return unsupportedCalls(seed);
    case 'broken': {
      const rules = [...new Set(RULE_BREAKERS.map((breaker) => breaker.rule))];
      return bodies(brokenCalls(seed, rule === undefined ? rule : oneOf('--rule', rule, rules)));
    }
    default:
      return validCalls(seed, kind);
  }
}

function* bodies(calls: Iterable<{ readonly body: unknown }>): Generator<unknown> {
  for (const { body } of calls) yield body;
}

/** Lines without their ends. */
function rendererFor(options: OptionReader): (calls: Iterable<unknown>) => Iterable<string> {
  const format = oneOf('--format', options.text('format') ?? 'ndjson', ['ndjson', 'batch', 'curl']);
  switch (format) {
    case 'ndjson':
      return (calls) => map(calls, (call) => JSON.stringify(call));
    case 'batch':
      return (calls) => map(batches(calls as Iterable<Call>), (batch) => JSON.stringify(batch));
    case 'curl': {
      const url = options.text('baseUrl') ?? USUAL_ADDRESS;
      if (!URL.canParse(url)) {
        throw new CommandError(
          2,
          `--base-url is no URL: ${JSON.stringify(url)}; write for instance ${USUAL_ADDRESS}`,
        );
      }
      const headers = { authorization: 'Basic «api-key»', 'content-type': 'application/json' };
      return (calls) =>
        map(calls, (call) =>
          curlFor({ request: { method: 'POST', url, headers, body: JSON.stringify(call) } }),
        );
    }
  }
}

function* map<T>(items: Iterable<T>, render: (item: T) => string): Generator<string> {
  for (const item of items) yield render(item);
}

/** Writes in chunks, and lets the process notice in between that nobody reads any more. */
async function write(lines: Iterable<string>, { out }: Shell): Promise<void> {
  let chunk = '';
  for (const line of lines) {
    chunk += `${line}\n`;
    if (chunk.length < CHUNK) continue;
    out(chunk);
    chunk = '';
    await breathe();
  }
  if (chunk !== '') out(chunk);
}

function oneOf<const Name extends string>(option: string, text: string, names: readonly Name[]): Name {
  const name = names.find((known) => known === text);
  if (name === undefined)
    throw new CommandError(2, `${option} is one of ${names.join(', ')}, not ${JSON.stringify(text)}`);
  return name;
}
