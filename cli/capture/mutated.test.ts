/** Captured files that were cut, joined and overwritten at random: nothing is thrown, and every call is valid JSON. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { createChance } from '../../test/safety/chance.ts';
import { unpacked } from './open-input.ts';
import { readCalls } from './read-calls.ts';

const FOLDER = join(import.meta.dirname, 'fixtures');
const FILES = readdirSync(FOLDER).map((name) => readFileSync(join(FOLDER, name)));
const MUTATIONS = 1_500;

const PARTS = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ',',
  '\\',
  '\n',
  '{"type":"track","userId":"u"',
  '\u0000',
  '\ufeff',
  'null',
];

function mutated(seed: number): Buffer {
  const chance = createChance(7, seed);
  let bytes = Buffer.from(chance.pick(FILES));
  for (let times = 1 + chance.below(4); times > 0; times -= 1) {
    const [from, to] = [chance.below(bytes.length + 1), chance.below(bytes.length + 1)];
    const part = chance.oneIn(3)
      ? chance.pick(FILES).subarray(0, chance.below(2000))
      : Buffer.from(chance.pick(PARTS));
    bytes = Buffer.concat(
      chance.oneIn(2)
        ? [bytes.subarray(0, from), part, bytes.subarray(from)]
        : [bytes.subarray(0, Math.min(from, to)), part, bytes.subarray(Math.max(from, to))],
    );
  }
  return bytes;
}

it('reads whatever it is given', async () => {
  const counts = { call: 0, left: 0, unread: 0 };
  for (let seed = 0; seed < MUTATIONS; seed += 1) {
    const bytes = mutated(seed);
    async function* chunks() {
      for (let at = 0; at < bytes.length; at += 999) yield bytes.subarray(at, at + 999);
    }
    for await (const captured of readCalls(unpacked(chunks()))) {
      if ('problem' in captured) counts.unread += 1;
      else if ('left' in captured) counts.left += 1;
      else {
        counts.call += 1;
        assert.deepEqual(JSON.parse(captured.body), captured.value, `seed ${seed}`);
        assert.equal(captured.body.includes('\n'), false, `seed ${seed}`);
      }
    }
  }
  for (const [kind, count] of Object.entries(counts)) assert.ok(count > 100, `${count} of ${kind}`);
});
