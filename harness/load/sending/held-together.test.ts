import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createHeldTogether } from './held-together.ts';

describe('shards that wait together', () => {
  it('are told what the others were asked, also before they sent', () => {
    const join = createHeldTogether();
    const heard = new Map<string, number[]>();
    const shard = (name: string) => {
      const others = join();
      const all: number[] = [];
      heard.set(name, all);
      others.onHold((untilMs) => all.push(untilMs));
      return others;
    };
    const first = shard('first');
    shard('second').hold(2000);
    first.hold(1000);
    shard('third');
    assert.deepEqual(Object.fromEntries(heard), { first: [0, 2000], second: [0, 2000], third: [2000] });
  });
});
