/**
 * Compares the speed of `generate` with that of faker alone: `node --import tsx benchmarks/generate.ts [calls]`.
 *
 * Every draw of the generator is recorded and then repeated on a bare faker: that is faker alone generating the same
 * fields. The generator's own figure includes writing the text of each call.
 */
import type { Faker } from '@faker-js/faker';
import { seededFaker } from '../generators/seeded.ts';
import { take } from '../generators/take.ts';
import { callsFrom, validCalls } from '../generators/valid-calls.ts';

const SEED = 20;
const ROUNDS = 12;
const count = Number(process.argv[2] ?? 20_000);

type Draw = readonly [module: string, method: string, args: readonly unknown[]];
type Modules = Record<string, Record<string, (...args: readonly unknown[]) => unknown>>;

/** A faker that records what is requested from it. */
function noting(faker: Faker, draws: Draw[]): Faker {
  return new Proxy(faker, {
    get(target, module: string) {
      const inner = (target as unknown as Modules)[module];
      return new Proxy(inner ?? {}, {
        get:
          (methods, method: string) =>
          (...args: readonly unknown[]) => {
            draws.push([module, method, args]);
            return methods[method]?.(...args);
          },
      });
    },
  });
}

/** Calls per second of each piece of work, the best of some rounds; in turn, so that a busy machine slows all alike. */
function ratesOf(...pieces: readonly (() => void)[]): number[] {
  const best = pieces.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, work] of pieces.entries()) {
      const startedAt = performance.now();
      work();
      best[index] = Math.min(best[index] ?? 0, performance.now() - startedAt);
    }
  }
  return best.map((ms) => Math.round((count * 1000) / ms));
}

const draws: Draw[] = [];
for (const _ of take(callsFrom(noting(seededFaker(SEED), draws)), count));

let bytes = 0;
const [alone = 0, generated = 0] = ratesOf(
  () => {
    const faker = seededFaker(SEED) as unknown as Modules;
    for (const [module, method, args] of draws) faker[module]?.[method]?.(...args);
  },
  () => {
    bytes = 0;
    for (const call of take(validCalls(SEED), count)) bytes += JSON.stringify(call).length;
  },
);

process.stdout.write(
  [
    `${count} calls, ${Math.round(bytes / count)} characters and ${(draws.length / count).toFixed(1)} draws each, Node ${process.version}`,
    `faker alone     ${alone} calls/s`,
    `generate        ${generated} calls/s, ${((100 * generated) / alone).toFixed(0)} % of faker alone`,
    '',
  ].join('\n'),
);
