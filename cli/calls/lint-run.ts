/** What `lint` does: every finding as it is met, and a summary. */
import { schemaOf } from '../../generators/index.ts';
import { probablyMeant, strayMembers, validate } from '../../schemas/index.ts';
import { openInput } from '../capture/open-input.ts';
import { type CapturedCall, readCalls, type UnreadLine } from '../capture/read-calls.ts';
import { readLines } from '../capture/read-lines.ts';
import type { OptionReader } from '../options.ts';
import type { Shell } from '../shell.ts';

/** One thing that is wrong, or looks wrong, at one place. */
interface Finding {
  readonly line: number;
  /** JSON pointer within the line. */
  readonly pointer: string;
  readonly severity: 'error' | 'warning';
  /** As the schemas name it; `unread` for a line without a call, `stray` for a member that is ignored. */
  readonly rule: string;
  readonly message: string;
  readonly probably?: string;
}

/** @returns the exit code: 0 all valid, 1 some not, 3 nothing to judge or a line that could not be read */
export async function runLint(file: string, options: OptionReader, shell: Shell): Promise<number> {
  const input = await openInput(file, shell);
  const print = options.flag('json') ? (one: Finding) => `${JSON.stringify(one)}\n` : inWords;
  const seen = { calls: 0, broken: 0, unread: 0, warned: 0 };
  for await (const captured of readCalls(readLines(input.bytes))) {
    const findings = findingsOf(captured);
    if ('problem' in captured) seen.unread += 1;
    else seen.calls += 1;
    if (!('problem' in captured) && findings.some(({ severity }) => severity === 'error')) seen.broken += 1;
    if (findings.some(({ severity }) => severity === 'warning')) seen.warned += 1;
    for (const finding of findings) shell.out(print(finding));
  }
  shell.err(`${summary(seen)}\n`);
  if (seen.broken > 0) return 1;
  return seen.unread > 0 || seen.calls === 0 ? 3 : 0;
}

function findingsOf(captured: CapturedCall | UnreadLine): Finding[] {
  const { line } = captured;
  if ('problem' in captured) {
    return [{ line, pointer: '', severity: 'error', rule: 'unread', message: captured.problem }];
  }
  const { value, pointer } = captured;
  const broken = validate(schemaOf(value), value).map((violation): Finding => {
    const probably = probablyMeant(value, violation);
    const { rule, message } = violation;
    const at = pointer + violation.pointer;
    return {
      line,
      pointer: at,
      severity: 'error',
      rule,
      message,
      ...(probably === undefined ? {} : { probably }),
    };
  });
  // A member that an error already speaks of is not warned about again.
  const stray = strayMembers(value)
    .filter(({ name }) => !broken.some(({ probably = '' }) => probably.startsWith(`"${name}"`)))
    .map(({ name, meant }): Finding => {
      const message = `${name} is no member of this type of call`;
      const probably = `"${name}" is probably meant as ${meant}`;
      return { line, pointer: `${pointer}/${name}`, severity: 'warning', rule: 'stray', message, probably };
    });
  return [...broken, ...stray];
}

function inWords({ line, pointer, severity, rule, message, probably }: Finding): string {
  const place = pointer === '' ? '' : ` ${pointer}`;
  const hint = probably === undefined ? '' : `; ${probably}`;
  return `line ${line}${place}: ${severity === 'warning' ? 'warning, ' : ''}${rule}: ${message}${hint}\n`;
}

function summary({
  calls,
  broken,
  unread,
  warned,
}: Record<'calls' | 'broken' | 'unread' | 'warned', number>) {
  if (calls === 0 && unread === 0) return 'There was no call to check: the input is empty.';
  const rest = [
    `${calls} ${calls === 1 ? 'call' : 'calls'} checked`,
    `${broken} broken`,
    ...(warned > 0 ? [`${warned} with a warning`] : []),
    ...(unread > 0 ? [`${unread} ${unread === 1 ? 'line' : 'lines'} could not be read`] : []),
  ];
  return `${rest.join(', ')}.`;
}
