/** Bytes into numbered lines, whatever state they are in. */

/** A line, or why it could not be read. */
export type Line =
  | { readonly line: number; readonly text: string }
  | { readonly line: number; readonly problem: string };

/** Bytes of a line that are held; a batch that Segment takes is at most 500 KB. */
export const LONGEST_LINE = 32 * 1024 * 1024;

const NEWLINE = 0x0a;

/**
 * Lines in order, counted from 1, without their ends; blank ones are left out. A line that is too long or no
 * UTF-8 is named, and the next one is read. A byte order mark and carriage returns are no part of a line.
 * Where the bytes end with an error, for instance of gzip, the last line says so.
 */
export async function* readLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let parts: Uint8Array[] = [];
  let size = 0;
  let line = 1;
  const finish = (): Line | undefined => {
    const finished = size > LONGEST_LINE ? tooLong(line) : decoded(Buffer.concat(parts), line);
    parts = [];
    size = 0;
    line += 1;
    return finished;
  };
  const hold = (part: Uint8Array) => {
    size += part.byteLength;
    if (size > LONGEST_LINE) parts = [];
    else if (part.byteLength > 0) parts.push(part);
  };
  try {
    for await (const chunk of bytes) {
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
        hold(chunk.subarray(start, end));
        const finished = finish();
        if (finished !== undefined) yield finished;
        start = end + 1;
      }
      hold(chunk.subarray(start));
    }
  } catch (error) {
    yield { line, problem: `the input breaks off here: ${(error as Error).message}` };
    return;
  }
  const last = size > 0 ? finish() : undefined;
  if (last !== undefined) yield last;
}

function decoded(bytes: Uint8Array, line: number): Line | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).trim();
    return text === '' ? undefined : { line, text };
  } catch {
    return { line, problem: 'this is not UTF-8: save the file as UTF-8' };
  }
}

function tooLong(line: number): Line {
  return { line, problem: `this line is longer than ${LONGEST_LINE / 1024 / 1024} MB, which no call can be` };
}
