/** The folder of a load: its plan, what each part has sent, and the reports. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadShard } from '../../generators/load/index.ts';
import { isLatency } from '../../harness/load/latency.ts';
import type { FoundShare } from '../../harness/load/load-record.ts';
import { type LoadPlan, type LoadShare, validate } from '../../schemas/index.ts';
import { CommandError, type Shell } from '../shell.ts';
import { writeWhole } from '../whole-file.ts';

export const PLAN_FILE = 'plan.json';

const SHARE = /^share-\d+-of-\d+\.json$/;

export function shareFile({ number, of }: LoadShard): string {
  return `share-${number}-of-${of}.json`;
}

/**
 * Writes the plan, unless it is there already.
 *
 * @throws CommandError with exit code 2 if another plan is there, or the folder cannot be written
 */
export function keepPlan(folder: string, plan: LoadPlan, shell: Pick<Shell, 'redact'>): void {
  const file = join(folder, PLAN_FILE);
  const text = `${JSON.stringify(plan, null, 2)}\n`;
  try {
    mkdirSync(folder, { recursive: true });
    if (!existsSync(file)) {
      writeWhole(file, shell.redact(text), folder);
      return;
    }
  } catch (error) {
    throw new CommandError(2, `${file} cannot be written: ${(error as Error).message}`);
  }
  if (isSamePlan(file, plan)) return;
  throw new CommandError(
    2,
    `${file} is not the plan of this load: pass it as --plan to go on with that load, or choose another --out`,
  );
}

function isSamePlan(file: string, plan: LoadPlan): boolean {
  let found: unknown;
  try {
    found = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return false;
  }
  const [violation] = validate('load-plan', found);
  if (violation !== undefined) return false;
  return Object.entries(plan).every(
    ([name, value]) => JSON.stringify((found as Record<string, unknown>)[name]) === JSON.stringify(value),
  );
}

/** @throws CommandError with exit code 2 if the file is not what a part of a load saved */
export function readShare(file: string): LoadShare {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CommandError(2, `${file} cannot be read: ${(error as Error).message}`);
  }
  const [violation] = validate('load-share', content);
  if (violation === undefined && isLatency((content as LoadShare).latency)) return content as LoadShare;
  throw new CommandError(
    2,
    `${file} is not what a part of a load saved: ${violation === undefined ? 'at "/latency", it is not a histogram' : `at "${violation.pointer}", ${violation.message}`}`,
  );
}

/** Every part that is in the folder. */
export function sharesIn(folder: string): FoundShare[] {
  return readdirSync(folder)
    .filter((name) => SHARE.test(name))
    .toSorted(new Intl.Collator('en', { numeric: true }).compare)
    .map((name) => ({ file: join(folder, name), share: readShare(join(folder, name)) }));
}
