import assert from 'node:assert/strict';
import { it } from 'node:test';
import { inTurn } from './in-turn.ts';

it('requests are under way together up to a limit, in their order, and a failure frees its place', async () => {
  let underWay = 0;
  let most = 0;
  const begun: number[] = [];
  const results = await Promise.allSettled(
    Array.from({ length: 300 }, (_, number) =>
      inTurn(async () => {
        begun.push(number);
        underWay += 1;
        most = Math.max(most, underWay);
        await Promise.resolve();
        underWay -= 1;
        if (number % 3 === 0) throw new Error('refused');
        return number;
      }),
    ),
  );
  assert.equal(most, 64);
  assert.deepEqual(
    begun,
    Array.from({ length: 300 }).map((_, number) => number),
  );
  assert.equal(results.filter(({ status }) => status === 'rejected').length, 100);
  assert.equal(await inTurn(async () => 'after'), 'after');
});
