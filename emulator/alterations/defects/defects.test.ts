import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Answer } from '../../answers/index.ts';
import { DEFECT_HEADER } from '../../behaviours.ts';
import { type BenchOptions, basic, createBench, KEYS } from '../../testing.ts';
import { PROBE_IDS, PROBE_STEPS } from '../fixtures/probe-calls.ts';
import { defectNames } from './index.ts';

interface Probe {
  /** The answer to each call, then to each request for records; without marks. */
  readonly seen: readonly object[];
  /** The mark of each answer, in the same order. */
  readonly marks: readonly (string | undefined)[];
  readonly acted: Readonly<Record<string, number>>;
}

/** Sends the same calls to an emulator with these options, and reads every record. */
async function probe(options: BenchOptions): Promise<Probe> {
  const { core } = createBench(options);
  const { destination, clock } = core;
  clock.freeze();
  const answers: Answer[] = [];
  for (const step of PROBE_STEPS) {
    for (const sent of [step].flat()) {
      const {
        body,
        authorization,
        contentType = 'application/json',
        headers = {},
      } = {
        authorization: basic(KEYS.apiKey),
        ...sent,
      };
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const payload = { kind: 'text', text } as const;
      answers.push(destination.deliver({ method: 'POST', authorization, contentType, headers, payload }));
    }
    await clock.move((now) => now + 1_000);
  }
  for (const authorization of [basic(KEYS.apiKey), basic(KEYS.blockingApiKey)]) {
    const ask = (collection: string, name: string, id: string) => {
      const query = new URLSearchParams([[name, id]]);
      answers.push(destination.records({ collection, authorization, query }));
    };
    for (const id of PROBE_IDS.userId) ask('users', 'userId', id);
    for (const id of PROBE_IDS.userId) ask('events', 'userId', id);
    for (const id of PROBE_IDS.groupId) ask('accounts', 'groupId', id);
  }
  return {
    seen: answers.map(({ status, body, headers }) => {
      const { [DEFECT_HEADER]: _, ...others } = headers ?? {};
      return JSON.parse(JSON.stringify({ status, body, others }));
    }),
    marks: answers.map(({ headers }) => headers?.[DEFECT_HEADER]),
    acted: core.defects.counts(),
  };
}

const CALLS = PROBE_STEPS.flat().length;
const healthy = await probe({});

describe('without defects', () => {
  it('no answer is marked', () => {
    assert.deepEqual([...new Set(healthy.marks)], [undefined]);
    assert.deepEqual(healthy.acted, {});
  });
});

describe('a defect', () => {
  for (const name of defectNames()) {
    it(`${name} can be observed, and marks its answers`, async () => {
      const { seen, marks, acted } = await probe({ defects: [name] });
      assert.notDeepEqual(seen, healthy.seen);
      for (let call = 0; call < CALLS; call += 1) {
        const isOther = JSON.stringify(seen[call]) !== JSON.stringify(healthy.seen[call]);
        if (isOther) assert.equal(marks[call], name, `the answer to call ${call + 1} is not marked`);
      }
      const marked = marks.filter((mark) => mark !== undefined);
      assert.deepEqual([...new Set(marked)], [name]);
      assert.deepEqual(acted, { [name]: marked.length });
    });
  }

  it('acts together with others', async () => {
    const names = ['unknown-key-403', 'false-dropped', 'account-lists-no-users'];
    const { marks, acted } = await probe({ defects: names });
    const marked = new Set(marks.flatMap((mark) => mark?.split(', ') ?? []));
    assert.deepEqual([...marked].sort(), names.toSorted());
    assert.deepEqual(Object.keys(acted), names);
  });

  it('loses its memory at a reset', () => {
    const { core, send } = createBench({ defects: ['key-works-once'] });
    const statuses = () => [1, 2].map(() => send({ type: 'identify', userId: 'u' }).status);
    const expected = [200, 401];
    assert.deepEqual(statuses(), expected);
    core.reset();
    assert.deepEqual(core.defects.counts(), { 'key-works-once': 0 });
    assert.deepEqual(statuses(), expected);
  });

  it('is among the rules in the journal and the traces', () => {
    const { post, traces, core } = createBench({ defects: ['false-dropped'] });
    post('/v1/identify', { userId: 'u', traits: { flag: false } });
    assert.deepEqual(core.journal.read().entries[0]?.rules.at(-1), 'defect:false-dropped');
    assert.match(JSON.stringify(traces()), /defect:false-dropped/);
  });
});
