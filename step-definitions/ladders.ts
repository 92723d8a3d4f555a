/** Climbs of counts, with a look at each rung: a failure names the first item that is missing, and the rung. */
import type { StateDifference } from '../harness/settle.ts';
import { type Cucumber, type Scenario, step } from './scenario/index.ts';
import { topOf } from './support/form.ts';
import type { Ladder } from './support/ladders.ts';

/** Usual limits: powers of two, sizes of pages and of buffers; a look at 10 also finds a limit of 8, and one at 25 one of 20. */
const RUNGS = [10, 25, 32, 50, 64, 100, 128, 200];

async function lookAt(
  ladder: Ladder,
  scenario: Scenario,
  rung: number,
): Promise<StateDifference | undefined> {
  const missing = await ladder.missing(scenario, rung);
  const [first] = missing;
  if (first === undefined) return undefined;
  return {
    message: `the ${ordinal(first)} ${ladder.item} of ${ladder.owner} is missing after the ${ordinal(rung)} was sent`,
    expected: rung,
    actual: rung - missing.length,
  };
}

function ordinal(number: number): string {
  const isTeen = number % 100 >= 11 && number % 100 <= 13;
  return `${number}${(isTeen ? undefined : ['th', 'st', 'nd', 'rd'][number % 10]) ?? 'th'}`;
}

export function defineLadders({ Then }: Cucumber): void {
  Then(
    'none of the {ladder} is lost while they grow to {int}',
    ...step(async (scenario, ladder: Ladder, whole: number) => {
      const { form } = scenario.session.settings;
      const top = topOf(form, whole, ladder.counted);
      if (top < whole) scenario.shorten(`climbed to ${top} of ${whole}`);
      const rungs = [...RUNGS.filter((rung) => rung < top), top];
      for (const [i, rung] of rungs.entries()) {
        await ladder.climb(scenario, rungs[i - 1] ?? 0, rung);
        const state = `${ladder.owner} has all ${rung} of ${rung}: ${ladder.item} 1 to ${rung}`;
        await scenario.expectSoon(state, () => lookAt(ladder, scenario, rung));
      }
    }),
  );

  Then(
    'all {int} of the {ladder} are still there',
    ...step((scenario, whole: number, ladder: Ladder) => {
      const count = topOf(scenario.session.settings.form, whole, ladder.counted);
      const state = `${ladder.owner} still has all ${count} of ${count}: ${ladder.item} 1 to ${count}`;
      return scenario.expectSoon(state, () => lookAt(ladder, scenario, count));
    }),
  );
}
