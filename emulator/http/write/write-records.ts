/** Writes the answers of the Records API, long ones piece by piece. */
import type { ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import type { Answer } from '../../answers/index.ts';
import { jsonPieces } from './json-pieces.ts';
import { writeAnswer, writeHead } from './write-answer.ts';

/** Characters up to which an answer is written as one; the contract allows 1 MB (section 4). */
const AT_ONCE = 1024 * 1024;

export async function writeRecords(response: ServerResponse, answer: Answer): Promise<void> {
  if (answer.status !== 200 || answer.delayMs !== undefined) return writeAnswer(response, answer);
  const pieces = jsonPieces(answer.body)[Symbol.iterator]();
  let start = '';
  let next = pieces.next();
  while (next.done !== true && start.length <= AT_ONCE) {
    start += next.value;
    next = pieces.next();
  }
  if (next.done === true) return writeAnswer(response, answer);
  if (response.headersSent || response.destroyed) return;
  // Without a length, because it is not known yet.
  writeHead(response, answer, 'application/json; charset=utf-8', undefined);
  try {
    for (let piece: string | undefined = start; piece !== undefined; ) {
      if (response.destroyed) return;
      const isTaken = response.write(piece);
      // Other requests have their turn.
      await (isTaken ? setImmediate() : drained(response));
      piece = next.done === true ? undefined : next.value;
      next = pieces.next();
    }
    response.end();
  } catch (error) {
    // The status is sent, so that only a broken connection can say it.
    response.destroy();
    throw error;
  }
}

/** Resolves once more can be written, or the connection is closed. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}
