import assert from 'node:assert/strict';
import { it } from 'node:test';
import { readEvents, type ServerEvent } from './read-events.ts';

async function eventsIn(pieces: readonly string[]): Promise<ServerEvent[]> {
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(encoder.encode(piece));
      controller.close();
    },
  });
  return collected(readEvents(stream));
}

async function collected<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const TEXT = 'id: r.1.0\nevent: calls\ndata: {"text":"a: b"}\n\n:\n\nid: r.2.0\nevent: state\ndata: {}\n\n';
const EVENTS = [
  { id: 'r.1.0', event: 'calls', data: '{"text":"a: b"}' },
  { id: 'r.2.0', event: 'state', data: '{}' },
];

it('reads events wherever the stream is cut, and passes signs of life over', async () => {
  assert.deepEqual(await eventsIn([TEXT]), EVENTS);
  assert.deepEqual(await eventsIn([...TEXT]), EVENTS);
});

it('leaves out an event that is not complete', async () => {
  assert.deepEqual(await eventsIn([TEXT.slice(0, -1)]), EVENTS.slice(0, 1));
});
