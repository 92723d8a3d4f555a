/** A short fuzz run; `npm run fuzz` is the long one. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { fuzz } from './fuzz.ts';

it('three thousand requests of every kind do no harm', async () => {
  const { answers, fault } = await fuzz({ requests: 3_000, seed: 20_240_501 });
  const told = fault && `request ${fault.index}: ${fault.what}\n${fault.request.toString('base64')}`;
  assert.equal(told, undefined);
  // Most of a run that the door turned away would say little about the house.
  const { '2xx': accepted = 0, '4xx': refused = 0, '501': unsupported = 0 } = answers;
  assert.ok(accepted > 500 && refused > 500 && unsupported > 30, JSON.stringify(answers));
});
