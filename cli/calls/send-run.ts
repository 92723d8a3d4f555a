/** What `send` does, from options to a summary. */
import { systemTiming } from '../../harness/ambient.ts';
import { isAccepted } from '../../harness/target/index.ts';
import { filesNamed } from '../capture/inputs.ts';
import { type Input, openInputs, shareOf } from '../capture/open-input.ts';
import { readCalls } from '../capture/read-calls.ts';
import { createBar } from '../delivery/bar.ts';
import { type DeliveryEnd, deliver, type PlacedCall } from '../delivery/deliver.ts';
import { type DeliveryLog, openLog } from '../delivery/delivery-log.ts';
import {
  accepted,
  arrived,
  count,
  firstRefusals,
  inShort,
  noOutcomes,
  type Outcomes,
  total,
} from '../delivery/outcomes.ts';
import { openRoute, withoutWriteKey } from '../delivery/route.ts';
import { claimList, openUndelivered } from '../delivery/undelivered.ts';
import type { Shell } from '../shell.ts';
import type { SendOptions } from './send.ts';
import { sendFiles } from './send-files.ts';

/** How often the state of the delivery is written to disk. */
const SAVE_EVERY_MS = 500;

/** What happened besides responses. */
interface SendProgress {
  /** What could not be read. */
  unread: number;
  /** Parts of a known format without a call. */
  left: number;
  stopped: boolean;
  /** Calls that did not arrive. */
  undelivered: number;
  /** The list of them; undefined if there is none. */
  undeliveredFile?: string | undefined;
  /** True if the same command sends only what did not arrive. */
  resumes: boolean;
}

/** @returns the exit code: 0 all accepted, 1 some not, 3 interrupted or something unread, 4 unreachable */
export async function runSend(options: SendOptions, shell: Shell, words: readonly string[]): Promise<number> {
  const route = await openRoute(options, shell);
  const { leftOut, files, ...beside } = sendFiles(words, await filesNamed(words, shell), options, shell);
  if (leftOut.length > 0) shell.err(`Left out, because send wrote it: ${leftOut.join(', ')}\n`);
  const inputs = await openInputs(files, shell);
  const { baseUrl } = route.settings;
  const bar = createBar(shell, () => shareOf(inputs), systemTiming.now);
  const warn = (text: string) => {
    bar.clear();
    shell.err(`${text}\n`);
  };
  const about = { target: shell.redact(baseUrl), fingerprint: inputs.fingerprint };
  const log = openLog(beside.state, about, { warn, redact: shell.redact });
  const undelivered = openUndelivered(await claimList(beside.undelivered, log.earlierList), warn);
  const outcomes = log.earlier ?? noOutcomes();
  if (total(outcomes) > 0) shell.err(`Resuming after ${total(outcomes)} calls of an earlier run.\n`);

  const progress: SendProgress = { unread: 0, left: 0, stopped: false, undelivered: 0, resumes: false };
  const forget = shell.onStop(() => {
    progress.stopped = true;
  });
  let savedAt = systemTiming.now();
  const calls = pending(inputs.parts, log, progress, warn);
  const keep = ({ call }: PlacedCall) => undelivered.add(withoutWriteKey(call));
  try {
    const parts = { timing: systemTiming, stopped: () => progress.stopped, onCut: keep };
    const end = await deliver(calls, route, parts, (placed, answer) => {
      count(outcomes, answer, placeOf(placed.call, placed.file));
      if (isAccepted(answer)) log.done(placed.place);
      else keep(placed);
      bar.draw(outcomes);
      if (systemTiming.now() - savedAt < SAVE_EVERY_MS) return;
      savedAt = systemTiming.now();
      log.save(arrived(outcomes));
    });
    // What was not even tried did not arrive either.
    if (end.unreachable !== undefined) for await (const placed of calls) keep(placed);
    bar.clear();
    undelivered.finish();
    progress.undelivered = undelivered.count();
    progress.undeliveredFile = undelivered.written()?.file;
    const exitCode = exitCodeOf(outcomes, progress, end);
    const isUnfinished = progress.stopped || progress.undelivered > 0;
    if (isUnfinished) log.save(arrived(outcomes), undelivered.written()?.digest);
    else log.remove();
    progress.resumes = isUnfinished && log.isKept();
    shell.out(options.json ? summaryAsJson(outcomes, progress, end) : summary(outcomes, progress, end));
    return exitCode;
  } finally {
    forget();
  }
}

async function* pending(
  parts: readonly Input[],
  log: DeliveryLog,
  progress: SendProgress,
  warn: (text: string) => void,
): AsyncGenerator<PlacedCall> {
  let place = 0;
  for (const { file, bytes } of parts) {
    const named = parts.length > 1 ? file : undefined;
    for await (const captured of readCalls(bytes)) {
      if (progress.stopped) return;
      if ('problem' in captured) {
        progress.unread += 1;
        warn(`${placeOf(captured, named)}: ${captured.problem}; it was not sent`);
      } else if ('left' in captured) progress.left += 1;
      else {
        if (!log.isDone(place)) yield { place, call: captured, file: named };
        place += 1;
      }
    }
  }
}

function placeOf({ line }: { readonly line: number }, file: string | undefined): string {
  return file === undefined ? `line ${line}` : `${file} line ${line}`;
}

function exitCodeOf(
  outcomes: Outcomes,
  { stopped, unread }: SendProgress,
  { unreachable }: DeliveryEnd,
): number {
  if (unreachable !== undefined) return 4;
  if (stopped) return 3;
  if (accepted(outcomes) < total(outcomes)) return 1;
  return unread > 0 || total(outcomes) === 0 ? 3 : 0;
}

function summaryAsJson(outcomes: Outcomes, progress: SendProgress, end: DeliveryEnd): string {
  const summary = { calls: total(outcomes), accepted: accepted(outcomes), ...outcomes, ...progress, ...end };
  return `${JSON.stringify(summary, null, 2)}\n`;
}

function summary(outcomes: Outcomes, progress: SendProgress, end: DeliveryEnd): string {
  const calls =
    total(outcomes) === 0
      ? 'No call was sent.\n'
      : `${total(outcomes)} ${total(outcomes) === 1 ? 'call' : 'calls'}: ${inShort(outcomes)}\n`;
  const unread =
    progress.unread > 0
      ? `  ${progress.unread} ${progress.unread === 1 ? 'line' : 'lines'} held no call and were not sent\n`
      : '';
  const left =
    progress.left > 0
      ? `  ${progress.left} other ${progress.left === 1 ? 'entry holds' : 'entries hold'} no call\n`
      : '';
  return `${calls}${firstRefusals(outcomes)}${unread}${left}${endInWords(progress, end)}`;
}

function endInWords(
  { stopped, undelivered, undeliveredFile, resumes }: SendProgress,
  { unreachable }: DeliveryEnd,
): string {
  const what = undelivered === 1 ? '1 call' : `${undelivered} calls`;
  const where =
    undeliveredFile === undefined
      ? ', and there is no list of them: write one with --undelivered FILE'
      : `; the list is ${undeliveredFile}, which send takes again`;
  const again = resumes
    ? 'Run the same command again to resume.'
    : 'There is no state to resume from (--state FILE): the same command sends every call again.';
  return [
    unreachable === undefined ? '' : `The target cannot be reached: ${unreachable}\n`,
    undelivered === 0 ? '' : `  ${what} did not arrive${where}\n`,
    resumes && undeliveredFile !== undefined
      ? '  Send the list or run the same command again, not both: that would send its calls twice\n'
      : '',
    stopped ? `Interrupted. ${again}\n` : '',
  ].join('');
}
