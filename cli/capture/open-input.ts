/** The bytes of a file or of standard input, unpacked if they are gzip. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CommandError, type Shell } from '../shell.ts';
import { standardInput } from './standard-input.ts';

/** What calls and members are read from. */
export interface Input {
  /** As the command line names it. */
  readonly file: string;
  /** Read once, from the beginning. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Bytes before unpacking; undefined for standard input. */
  readonly size?: number;
  /** Differs for other content; undefined for standard input. */
  readonly fingerprint?: string;
  /** Bytes read so far, before unpacking. */
  consumed(): number;
}

const FINGERPRINT_BYTES = 64 * 1024;

/**
 * @param file a path, or `-` for standard input
 * @throws CommandError with exit code 2 if the file cannot be read
 */
export async function openInput(file: string, { cwd }: Pick<Shell, 'cwd'>): Promise<Input> {
  if (file === '-') return { file, ...counted(standardInput()) };
  const path = resolve(cwd, file);
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw new Error('this is a folder');
    const described = found.isFile() ? { size: found.size, fingerprint: await fingerprintOf(path) } : {};
    return { file, ...counted(streamOf(path)), ...described };
  } catch (error) {
    throw new CommandError(2, `${path} cannot be read: ${(error as Error).message}`);
  }
}

/** Several inputs that are read one after the other. */
export interface Inputs extends Pick<Input, 'size' | 'fingerprint' | 'consumed'> {
  readonly parts: readonly Input[];
}

/** @throws CommandError with exit code 2 if a file cannot be read */
export async function openInputs(files: readonly string[], shell: Pick<Shell, 'cwd'>): Promise<Inputs> {
  const parts: Input[] = [];
  for (const file of files) parts.push(await openInput(file, shell));
  const consumed = () => parts.reduce((sum, part) => sum + part.consumed(), 0);
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return { ...first, parts };
  const hash = createHash('sha256');
  for (const { file, fingerprint = '' } of parts) hash.update(`${file} ${fingerprint}\n`);
  const size = parts.reduce((sum, part) => sum + (part.size ?? Number.NaN), 0);
  const described = Number.isNaN(size) ? {} : { size };
  return { parts, consumed, fingerprint: hash.digest('hex'), ...described };
}

/** Opened only when it is read: a folder can have more files than a process may have open. */
async function* streamOf(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path);
}

/** The share that has been read, from 0 to 1; undefined if the size is unknown. */
export function shareOf({ size, consumed }: Pick<Input, 'size' | 'consumed'>): number | undefined {
  return size === undefined || size === 0 ? undefined : consumed() / size;
}

/** Size and first bytes: enough to notice that a file was replaced, and cheap for a large one. */
async function fingerprintOf(path: string): Promise<string> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(FINGERPRINT_BYTES), 0, FINGERPRINT_BYTES, 0);
    const { size } = await handle.stat();
    return createHash('sha256').update(`${size} `).update(buffer.subarray(0, bytesRead)).digest('hex');
  } finally {
    await handle.close();
  }
}

function counted(source: AsyncIterable<Uint8Array>): Pick<Input, 'bytes' | 'consumed'> {
  let consumed = 0;
  async function* read() {
    for await (const chunk of source) {
      consumed += chunk.byteLength;
      yield chunk;
    }
  }
  return { bytes: unpacked(read()), consumed: () => consumed };
}

/** Gzip is recognised by its first two bytes, whatever the file is called. */
export async function* unpacked(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const rest = bytes[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array();
  while (head.length < 2) {
    const { value, done } = await rest.next();
    if (done === true) break;
    head = Buffer.concat([head, value]);
  }
  const whole = beginningWith(head, rest);
  if (head[0] !== 0x1f || head[1] !== 0x8b) {
    yield* whole;
    return;
  }
  const gunzip = createGunzip();
  // The reader of the unpacked bytes gets the error.
  pipeline(Readable.from(whole), gunzip, () => {});
  yield* gunzip;
}

async function* beginningWith(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}
