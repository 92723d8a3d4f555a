/** Bytes as numbered lines, whatever state they are in. */

/** A line of the input, counted from 1. */
export interface InputLine {
  readonly line: number;
  readonly text: string;
}

/** A line that holds nothing usable, and why. */
export interface UnreadLine {
  readonly line: number;
  readonly problem: string;
}

/** Bytes of a line that are held; the largest batch that Segment accepts is 500 KB. */
const LONGEST_LINE = 32 * 1024 * 1024;

const NEWLINE = 0x0a;
const BEGINS_JSON: ReadonlySet<number | undefined> = new Set([0x5b, 0x7b]);

/**
 * Lines in order, blank ones too, without line feeds, carriage returns and a byte order mark. A line that is too
 * long or not UTF-8 is reported, and the next one is read. If the bytes end with an error, for instance of gzip, the
 * last line reports it.
 *
 * @param longestJson bytes of a line that begins with a bracket or a brace; default: as of any other
 */
export async function* readRawLines(
  bytes: AsyncIterable<Uint8Array>,
  longestJson = LONGEST_LINE,
): AsyncGenerator<InputLine | UnreadLine> {
  let parts: Uint8Array[] = [];
  let size = 0;
  let line = 1;
  let longest = LONGEST_LINE;
  const finish = (): InputLine | UnreadLine => {
    const finished = size > longest ? tooLong(line, longest) : decoded(Buffer.concat(parts), line);
    parts = [];
    size = 0;
    line += 1;
    return finished;
  };
  const hold = (part: Uint8Array) => {
    if (size === 0) longest = BEGINS_JSON.has(part[0]) ? longestJson : LONGEST_LINE;
    size += part.byteLength;
    if (size > longest) parts = [];
    else if (part.byteLength > 0) parts.push(part);
  };
  try {
    for await (const chunk of bytes) {
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
        hold(chunk.subarray(start, end));
        yield finish();
        start = end + 1;
      }
      hold(chunk.subarray(start));
    }
  } catch (error) {
    yield { line, problem: `the input ends here with an error: ${(error as Error).message}` };
    return;
  }
  if (size > 0) yield finish();
}

function decoded(bytes: Uint8Array, line: number): InputLine | UnreadLine {
  try {
    return { line, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r$/, '') };
  } catch {
    return { line, problem: 'this is not UTF-8: save the file as UTF-8' };
  }
}

function tooLong(line: number, longest: number): UnreadLine {
  return {
    line,
    problem: `this line is longer than ${longest / 1024 / 1024} MB, which no call can be: write a document over several lines, for instance with "jq ."`,
  };
}
