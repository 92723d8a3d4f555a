/** The commands that repeat a failure by hand: every call that it needs, then the look at what was stored. */
import type { Exchange, ResultRecord } from '../../../schemas/index.ts';
import { jsLiteral, POSIX, type ShellLines } from '../../text/index.ts';
import { curlFor } from './curl.ts';
import { adapterFile } from './rerun.ts';
import type { SequenceStep } from './sequence.ts';
import { membersOf } from './sequence.ts';
import { stepName } from './step-words.ts';

/** One line for a shell, and what it does. */
export interface ShellCommand {
  readonly what: string;
  readonly line: string;
}

/** Keys are read from the environment: `ASTROLABE_API_KEY` and, for other connectors, the variables of `verify`. */
export interface SendAgain {
  /** In the order of the example; a call that was sent again because of the network is there once. */
  readonly calls: readonly ShellCommand[];
  /** What the last look at each record asked; empty for an example that judges responses. */
  readonly looks: readonly ShellCommand[];
}

/** The commands for the steps of an example. */
export function sendAgain(
  run: Pick<ResultRecord['run'], 'options'>,
  steps: readonly SequenceStep[],
  lines: ShellLines = POSIX,
): SendAgain {
  const lastCall = steps.findLastIndex(({ kind }) => kind === 'call');
  const connector = connectorOf(steps[lastCall]?.last);
  const commandOf = (step: SequenceStep) => ({
    what: stepName(step),
    line: adapterLine(run, step.last, connector, lines) ?? curlFor(step.last, lines),
  });
  return {
    calls: steps.filter(({ kind }) => kind === 'call').map(commandOf),
    looks: steps.filter(({ kind }, index) => kind === 'look' && index > lastCall).map(commandOf),
  };
}

/** The connector whose records an adapter is asked for: the one that the calls went to. */
function connectorOf(call: Exchange | undefined): string {
  const isBlocking = Object.values(call?.request.headers ?? {}).includes('Basic «blocking-api-key»');
  return isBlocking ? 'blocking-api-key' : 'api-key';
}

/** A question to an adapter as a line that asks its module; undefined for a request over HTTP. */
function adapterLine(
  run: Pick<ResultRecord['run'], 'options'>,
  { request }: Exchange,
  connector: string,
  { word }: ShellLines,
): string | undefined {
  const [, question] = /^adapter:(\w+)$/.exec(request.url) ?? [];
  if (question === undefined) return undefined;
  const file = adapterFile(run) ?? 'ADAPTER.js';
  const path = /^\.{0,2}\//.test(file) ? file : `./${file}`;
  const runner = /\.[mc]?ts$/.test(file) ? 'npx tsx' : 'node';
  const asked = jsLiteral({ ...membersOf(request.body), connector });
  const print = `const { dir } = console; dir(await adapter.${question}(${asked}), { depth: null });`;
  const script = `import(${JSON.stringify(path)}).then(async ({ default: adapter }) => { ${print} })`;
  return `${runner} -e ${word(script)}`;
}
