import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LostEvidence } from '../errors.ts';
import { createNetworkLog, createRecorder, type HttpResponse, type RequestQueue } from '../target/index.ts';
import type { Asking } from './port.ts';
import { recordsApi } from './records-api.ts';

const BROKEN: HttpResponse = { status: 502, headers: {}, body: '' };
const EMPTY: HttpResponse = { status: 200, headers: {}, body: '{"users":[]}' };

/** A Records API that answers 502 to the first queries for a user, and a clock that never waits. */
function breaking(user: string, attempts: number) {
  let elapsed = 0;
  let meanwhile: () => Promise<unknown> = async () => {};
  let broken = 0;
  const queue: RequestQueue = {
    send: async ({ url }) => {
      if (!url.includes(`userId=${user}`) || broken === attempts) return EMPTY;
      broken += 1;
      return BROKEN;
    },
    markSentAgain: () => {},
    gaveUp: () => undefined,
  };
  const timing = {
    now: () => elapsed,
    sleep: async (ms: number) => {
      elapsed += ms;
      await meanwhile();
    },
  };
  const network = createNetworkLog((text) => text);
  const port = recordsApi('http://127.0.0.1:1/records', { credentials: new Map(), queue, network, timing });
  return {
    read: (userId: string) => port.users({ userId }, asking()),
    elapsed: () => elapsed,
    whileWaiting(act: () => Promise<unknown>) {
      meanwhile = act;
    },
  };
}

const asking = (): Asking => ({ credential: 'the API key', recorder: createRecorder('AST-IDENT-001.1') });

describe('a read that is answered with too many values', () => {
  it('loses the evidence, whatever the bytes', async () => {
    const many = `{"users":[{"properties":{"list":[${Array<string>(60_000).fill('{}').join(',')}]},"accountIds":[]}]}`;
    const queue: RequestQueue = {
      send: async () => ({ status: 200, headers: {}, body: many }),
      markSentAgain: () => {},
      gaveUp: () => undefined,
    };
    const timing = { now: () => 0, sleep: async () => {} };
    const network = createNetworkLog((text) => text);
    const port = recordsApi('http://127.0.0.1:1/records', {
      credentials: new Map(),
      queue,
      network,
      timing,
    });
    await assert.rejects(port.users({ userId: 'ada' }, asking()), /returned more than 50000 values/);
  });
});

describe('a read that is not answered', () => {
  it('is repeated twice, and then the evidence is lost', async () => {
    const { read, elapsed } = breaking('ada', 3);
    await assert.rejects(read('ada'), LostEvidence);
    assert.equal(elapsed(), 1250);
  });

  it('is repeated up to five times while other reads are answered', async () => {
    const { read, whileWaiting } = breaking('ada', 5);
    whileWaiting(() => read('bob'));
    assert.deepEqual(await read('ada'), []);
  });

  it('loses the evidence after five times even then', async () => {
    const { read, whileWaiting } = breaking('ada', 6);
    whileWaiting(() => read('bob'));
    await assert.rejects(read('ada'), LostEvidence);
  });

  it('may not count on what was answered before', async () => {
    const { read } = breaking('ada', 3);
    await read('bob');
    await assert.rejects(read('ada'), LostEvidence);
  });
});
