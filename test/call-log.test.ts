/** `emulate --log` as a process: what it prints, and what a reader that does not read costs. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { basic } from '../emulator/testing.ts';
import { PROGRAM, type Printed, startProgram } from './program.ts';

function send({ ingressUrl, writeKey }: Printed, calls: readonly object[]): Promise<Response> {
  return fetch(`${ingressUrl}/v1/batch`, {
    method: 'POST',
    headers: { authorization: basic(writeKey), 'content-type': 'application/json' },
    body: JSON.stringify({ batch: calls }),
  });
}

const call = (messageId: string) => ({ type: 'track', userId: 'ada', event: 'Signed Up', messageId });

describe('emulate --log', () => {
  it('prints a line for each call on standard error', async () => {
    const emulator = startProgram(['emulate', '--port', '0', '--json', '--log']);
    const addresses = await emulator.firstLine();
    await send(addresses, [call('m1'), { type: 'track', userId: 'ada' }]);
    await fetch(`${addresses.url}/v1/batches`, { method: 'POST' });
    assert.equal((await emulator.stop('SIGTERM')).code, 0);
    const lines = emulator.err().trimEnd().split('\n');
    assert.equal(lines.length, 3, emulator.err());
    assert.match(lines[0] ?? '', /^\d\d:\d\d:\d\d\.\d{3} delivered track {4}"Signed Up" ada$/);
    assert.match(lines[1] ?? '', /dropped {3}track {4}ada +event_not_defined/);
    assert.match(lines[2] ?? '', /refused {3}POST \/v1\/batches 404 not-found: did you mean \/v1\/batch\?/);
    assert.equal(emulator.out().split('\n').length, 2);
  });

  it('prints objects on request, also for exec', async () => {
    const script = `const { ASTROLABE_INGRESS_URL: url, ASTROLABE_WRITE_KEY: key } = process.env;
      fetch(url + '/v1/identify', {
        method: 'POST',
        headers: { authorization: 'Basic ' + btoa(key + ':'), 'content-type': 'application/json' },
        body: JSON.stringify({ userId: 'ada', messageId: key }),
      });`;
    const env = { FORCE_COLOR: '1' };
    const running = startProgram(['exec', '--log-format', 'json', '--', process.execPath, '-e', script], {
      env,
    });
    assert.equal((await running.ended).code, 0);
    const { outcome, messageId } = JSON.parse(running.err());
    assert.deepEqual([outcome, messageId], ['delivered', '«key»']);
  });

  it('goes on while nobody reads, and says how many lines are missing', async () => {
    const child = spawn(process.execPath, [...PROGRAM, 'emulate', '--port', '0', '--json', '--log'], {
      env: { PATH: process.env.PATH },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = once(child, 'close');
    const [line] = await once(createInterface(child.stdout), 'line');
    const addresses: Printed = JSON.parse(line);
    // The pipe takes 64 KB, the log keeps 1 MB, and these are 2 MB.
    const calls = 40_000;
    for (let from = 0; from < calls; from += 2_000) {
      const batch = Array.from({ length: 2_000 }, (_, index) => call(`m-${from + index}`));
      assert.equal((await send(addresses, batch)).status, 200);
    }
    const read = text(child.stderr);
    child.kill('SIGTERM');
    const [code] = await ended;
    assert.equal(code, 0);
    const printed = await read;
    const [, missing = '0'] =
      /^… (\d+) lines were left out: standard error was not read in time$/m.exec(printed) ?? [];
    const delivered = printed.split('\n').filter((one) => one.includes('delivered')).length;
    assert.ok(Number(missing) > 0);
    assert.equal(delivered + Number(missing), calls);
  });
});
