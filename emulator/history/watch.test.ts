import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type BenchOptions, createBench } from '../testing.ts';
import type { CallWatcher } from './watch.ts';

/** A bench, and what its watcher was told, as one word for each thing. */
function watched(options?: BenchOptions) {
  const bench = createBench({ clock: 'frozen', ...options });
  const told: string[] = [];
  const watcher: CallWatcher = {
    received: ({ reason }, { type }) =>
      told.push(`received ${type}${reason === undefined ? '' : ` ${reason}`}`),
    refused: ({ status }) => told.push(`refused ${status}`),
    attempted: (_, { state }, { messageId }) => told.push(`${state} ${messageId}`),
    answered: ({ status, call }, { headers }) =>
      told.push(`answered ${status} ${call?.messageId}${headers === undefined ? '' : ' over HTTP'}`),
  };
  return { ...bench, told, end: bench.core.watch.add(watcher) };
}

const identify = (messageId: string) => ({ userId: 'u1', messageId });

describe('a watcher', () => {
  it('is told of a call in the order of its way', () => {
    const { post, told } = watched();
    post('/v1/identify', identify('m1'));
    assert.deepEqual(told, ['received identify', 'answered 200 m1', 'delivered m1']);
  });

  it('is told of dropped calls, duplicates and refused requests', () => {
    const { post, told } = watched();
    post('/v1/track', { userId: 'u1', messageId: 'm1' });
    post('/v1/identify', identify('m2'));
    post('/v1/identify', identify('m2'));
    post('/v1/batch', 'not JSON');
    assert.deepEqual(told, [
      'received track event_not_defined',
      'received identify',
      'answered 200 m2',
      'delivered m2',
      'received identify duplicate_message_id',
      'refused 400',
    ]);
  });

  it('is told of each call as it was sent, before anything is added to it', () => {
    const { post, core } = createBench({ clock: 'frozen' });
    const arrived: string[] = [];
    core.watch.add({ arrived: (value) => arrived.push(JSON.stringify(value)) });
    post('/v1/track', { userId: 'u1', event: 'E' });
    post('/v1/batch', { batch: [{ type: 'identify', user_id: 'u1' }, 7], context: { ip: '10.0.0.1' } });
    assert.deepEqual(arrived, [
      '{"userId":"u1","event":"E","type":"track"}',
      '{"type":"identify","user_id":"u1"}',
      '7',
    ]);
  });

  it('is told of calls that no destination gets', () => {
    const { post, told, core } = watched();
    post('/v1/page', { userId: 'u1', messageId: 'm1' });
    for (const { id } of core.instances.list()) core.instances.remove(id);
    post('/v1/identify', identify('m2'));
    assert.deepEqual(told, ['received page', 'filtered m1', 'received identify no_destination']);
  });

  it('is told that a call waits for a retry, and when it ends', async () => {
    const { post, told, core } = watched({ limits: { users: 1 }, retry: { attempts: 2 } });
    post('/v1/identify', identify('m1'));
    told.length = 0;
    post('/v1/identify', { userId: 'u2', messageId: 'm2' });
    await core.clock.move((now) => now + 5 * 60 * 60 * 1_000);
    assert.deepEqual(told, [
      'received identify',
      'answered 503 m2',
      'awaiting-retry m2',
      'answered 503 m2',
      'discarded m2',
    ]);
  });

  it('is told of a call that came to the destination itself', () => {
    const { send, told } = watched();
    send({ type: 'identify', ...identify('m1') });
    assert.deepEqual(told, ['answered 200 m1']);
  });

  it('is told nothing once it has ended', () => {
    const { post, told, end } = watched();
    end();
    post('/v1/identify', identify('m1'));
    assert.deepEqual(told, []);
  });
});
