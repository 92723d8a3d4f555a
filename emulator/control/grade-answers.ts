/** Shows the latest run that grades, begins one and ends it. */
import type { GradeOrderBody } from '../../schemas/index.ts';
import { type Answer, errorAnswer } from '../answers/index.ts';
import type { World } from '../worlds/index.ts';
import { refuse, withBody } from './with-body.ts';

/** Where reports are: `REPORT_PATH/WORLD/SECRET`. */
export const REPORT_PATH = '/_report';

export async function readGrade({ id, core }: World): Promise<Answer> {
  return { status: 200, body: await core.onlookers.grading.read(reportsOf(id)), rules: [] };
}

/** `{"target"?, "confirm"?}`; without a target the built-in destination. */
export async function beginGrade({ id, core }: World, body: unknown): Promise<Answer> {
  return withBody<GradeOrderBody, Promise<Answer>>('grade-order', body, 'control-invalid', async (wanted) => {
    const begun = await core.onlookers.grading.begin(wanted, reportsOf(id));
    if (!('refused' in begun)) return { status: 202, body: { run: begun }, rules: [] };
    const { refused } = begun;
    switch (refused.why) {
      case 'absent':
        return errorAnswer('grader-absent', 'start it with astrolabe-conformance emulate');
      case 'under-way':
        return errorAnswer('grade-under-way', 'wait for its end, or stop it with DELETE grade');
      case 'unknown':
        return refuse('grade-target-unknown', [
          violation('/target', 'name', 'target must be a name that GET grade lists'),
        ]);
      case 'unconfirmed':
        return refuse('grade-unconfirmed', [
          violation('/confirm', 'host', `confirm must be ${JSON.stringify(refused.confirm)}`),
        ]);
      case 'unusable':
        return errorAnswer('grade-target-unusable', refused.problem);
    }
  });
}

export function removeGrade({ id, core }: World): Answer {
  const run = core.onlookers.grading.remove(reportsOf(id));
  return run === undefined
    ? errorAnswer('grade-unknown', 'POST grade begins a run')
    : { status: 200, body: { run }, rules: [] };
}

function reportsOf(world: string): string {
  return `${REPORT_PATH}/${world}`;
}

function violation(pointer: string, rule: string, message: string) {
  return { pointer, rule, message };
}
