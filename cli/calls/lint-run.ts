/** What `lint` does: reads each file, and prints what is wrong with its calls. */
import { filesNamed } from '../capture/inputs.ts';
import { openInput } from '../capture/open-input.ts';
import { type CapturedCall, readCalls, type UnreadLine } from '../capture/read-calls.ts';
import type { Shell } from '../shell.ts';
import { type CallProblem, createCallCheck } from './check-call.ts';
import { createFormatNote } from './explain-format.ts';
import type { LintOptions } from './lint.ts';

/** A problem and its line. */
interface LintProblem extends CallProblem {
  readonly line: number;
}

interface LintCounts {
  calls: number;
  broken: number;
  unread: number;
  warned: number;
  left: number;
}

/** @returns the exit code: 0 all valid, 1 some not, 3 nothing to check or something that could not be read */
export async function runLint(
  { json, explainFormat }: LintOptions,
  shell: Shell,
  words: readonly string[],
): Promise<number> {
  const files = await filesNamed(words, shell);
  if (explainFormat) return explainFormats(files, shell);
  const check = createLineCheck();
  const seen: LintCounts = { calls: 0, broken: 0, unread: 0, warned: 0, left: 0 };
  for (const file of files) {
    const print = printerOf(json, files.length > 1 ? file : undefined);
    const input = await openInput(file, shell);
    for await (const captured of readCalls(input.bytes)) {
      if ('left' in captured) {
        seen.left += 1;
        continue;
      }
      const problems = 'problem' in captured ? [unreadLine(captured)] : check(captured);
      if ('problem' in captured) seen.unread += 1;
      else seen.calls += 1;
      if (!('problem' in captured) && problems.some(({ severity }) => severity === 'error')) seen.broken += 1;
      if (problems.some(({ severity }) => severity === 'warning')) seen.warned += 1;
      for (const problem of problems) shell.out(print(problem));
    }
  }
  shell.err(`${summary(seen)}\n`);
  if (seen.broken > 0) return 1;
  return seen.unread > 0 || seen.calls === 0 ? 3 : 0;
}

async function explainFormats(files: readonly string[], shell: Shell): Promise<number> {
  let calls = 0;
  for (const file of files) {
    const note = createFormatNote();
    const input = await openInput(file, shell);
    for await (const captured of readCalls(input.bytes)) note.see(captured);
    shell.out(note.inWords(file === '-' ? 'standard input' : file));
    calls += note.calls;
  }
  return calls === 0 ? 3 : 0;
}

function unreadLine({ line, problem }: UnreadLine): LintProblem {
  return { line, pointer: '', severity: 'error', rule: 'unread', message: problem };
}

function createLineCheck(): (call: CapturedCall) => readonly LintProblem[] {
  const check = createCallCheck();
  return ({ line, value, body, pointer }) =>
    check(value, body).map((problem) => ({ line, ...problem, pointer: pointer + problem.pointer }));
}

/** @param file undefined if there is only one */
function printerOf(json: boolean, file: string | undefined): (problem: LintProblem) => string {
  if (json) return (problem) => `${JSON.stringify(file === undefined ? problem : { file, ...problem })}\n`;
  return (problem) => (file === undefined ? inWords(problem) : `${file}: ${inWords(problem)}`);
}

function inWords({ line, pointer, severity, rule, message, probably }: LintProblem): string {
  const place = pointer === '' ? '' : ` ${pointer}`;
  const hint = probably === undefined ? '' : `; ${probably}`;
  return `line ${line}${place}: ${severity === 'warning' ? 'warning, ' : ''}${rule}: ${message}${hint}\n`;
}

function summary({ calls, broken, unread, warned, left }: LintCounts): string {
  if (calls === 0 && unread === 0 && left === 0) return 'The input is empty: there is no call to check.';
  const parts = [
    `${calls} ${calls === 1 ? 'call' : 'calls'} checked`,
    `${broken} broken`,
    ...(warned > 0 ? [`${warned} with a warning`] : []),
    ...(unread > 0 ? [`${unread} ${unread === 1 ? 'line' : 'lines'} could not be read`] : []),
    ...(left > 0 ? [`${left} other ${left === 1 ? 'entry holds' : 'entries hold'} no call`] : []),
  ];
  return `${parts.join(', ')}.`;
}
