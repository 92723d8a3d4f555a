/** A short fuzz run; `npm run fuzz` is the long one. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { fuzz } from './fuzz.ts';

it('finds no fault in three thousand requests of every kind', async () => {
  const { answers, fault } = await fuzz({ requests: 3_000, seed: 20_240_501 });
  const found = fault && `request ${fault.index}: ${fault.what}\n${fault.request.toString('base64')}`;
  assert.equal(found, undefined);
  // A run in which nearly every request is refused early would prove little.
  const { '2xx': accepted = 0, '4xx': refused = 0, '501': unsupported = 0 } = answers;
  assert.ok(accepted > 500 && refused > 500 && unsupported > 30, JSON.stringify(answers));
});
