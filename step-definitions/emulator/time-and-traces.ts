/** The frozen clock and the traces. */
import { expectEqual } from './support/contains.ts';
import type { OwnCucumber } from './support/own-cucumber.ts';
import type { EmulatorWorld } from './support/world.ts';

export function defineTimeAndTraces({ Given, Then, When }: OwnCucumber): void {
  Given('the time is {string}', async function (this: EmulatorWorld, time: string) {
    const response = await this.control('/clock/advance', { to: time });
    expectEqual(response.status, 200, `the clock did not move: ${response.body}`);
  });

  When('{int} minute(s) pass(es)', function (this: EmulatorWorld, minutes: number) {
    return this.advance(minutes * 60_000);
  });

  When('{int} hour(s) pass(es)', function (this: EmulatorWorld, hours: number) {
    return this.advance(hours * 3_600_000);
  });

  Then(
    'the call {string} was received as {string}',
    async function (this: EmulatorWorld, id: string, type: string) {
      expectEqual((await this.trace(id)).type, type, `the call "${id}" has another type`);
    },
  );

  Then(
    'the call {string} ended as {string}',
    async function (this: EmulatorWorld, id: string, outcome: string) {
      expectEqual((await this.trace(id)).outcome, outcome, `the call "${id}" ended differently`);
    },
  );

  Then(
    '{int} call(s) ended as {string}',
    async function (this: EmulatorWorld, count: number, outcome: string) {
      const traces = await this.traces(`outcome=${outcome}&limit=1000`);
      expectEqual(traces.length, count, `a different number of calls ended as ${outcome}`);
    },
  );

  Then(
    'the call {string} was tried {int} time(s)',
    async function (this: EmulatorWorld, id: string, times: number) {
      expectEqual(
        (await attemptsOf(this, id)).length,
        times,
        `the call "${id}" was tried a different number of times`,
      );
    },
  );

  Then(
    'all attempts of {string} are within {int} hour(s)',
    async function (this: EmulatorWorld, id: string, hours: number) {
      const times = (await attemptsOf(this, id)).map(({ at }) => Date.parse(at));
      const span = Math.max(...times) - Math.min(...times);
      expectEqual(span <= hours * 3_600_000, true, `the attempts span ${span} ms`);
    },
  );
}

async function attemptsOf(world: EmulatorWorld, id: string) {
  return (await world.trace(id)).deliveries.flatMap(({ attempts }) => attempts);
}
