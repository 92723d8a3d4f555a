/** Climbs of counts, with a look at each rung: a failure names the first item that is missing, and the rung. */
import { Then } from '@cucumber/cucumber';
import type { StateDifference } from '../harness/settle.ts';
import { topOf } from './support/form.ts';
import type { Ladder } from './support/ladders.ts';
import type { DestinationWorld } from './support/world.ts';

/** Usual limits: powers of two, sizes of pages and of buffers; a look at 10 also finds a limit of 8, and one at 25 one of 20. */
const RUNGS = [10, 25, 32, 50, 64, 100, 128, 200];

Then(
  'none of the {ladder} is lost while they grow to {int}',
  async function (this: DestinationWorld, ladder: Ladder, whole: number) {
    const { form } = this.session.settings;
    const top = topOf(form, whole, ladder.counted);
    if (top < whole) this.shorten(`climbed to ${top} of ${whole}`);
    const rungs = [...RUNGS.filter((rung) => rung < top), top];
    for (const [i, rung] of rungs.entries()) {
      await ladder.climb(this, rungs[i - 1] ?? 0, rung);
      const state = `${ladder.owner} has all ${rung} of ${rung}: ${ladder.item} 1 to ${rung}`;
      await this.expectSoon(state, () => lookAt(ladder, this, rung));
    }
  },
);

Then(
  'all {int} of the {ladder} are still there',
  function (this: DestinationWorld, whole: number, ladder: Ladder) {
    const count = topOf(this.session.settings.form, whole, ladder.counted);
    const state = `${ladder.owner} still has all ${count} of ${count}: ${ladder.item} 1 to ${count}`;
    return this.expectSoon(state, () => lookAt(ladder, this, count));
  },
);

async function lookAt(
  ladder: Ladder,
  world: DestinationWorld,
  rung: number,
): Promise<StateDifference | undefined> {
  const missing = await ladder.missing(world, rung);
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
