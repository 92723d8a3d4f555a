/**
 * The bodies of calls, as the text of the request that they came in: nothing is parsed or written again until it is
 * read. All emulators of a process share one number of bytes; the oldest bodies are dropped first.
 *
 * Texts and what is known about them are bytes and numbers outside the heap: as strings and objects, they made the
 * garbage collector run so often that every call paid for it.
 */
import { BLOCK, createTextStore } from './text-store.ts';

/** How the calls of a body are read again. */
export type BodyForm =
  /** A batch at the ingress. */
  | 'batch'
  /** One call at the ingress, whose type is in the path. */
  | 'call'
  /** A request to the destination itself. */
  | 'direct'
  /** A call that was made in the process, as it was delivered. */
  | 'made';

/** What came with a body. */
export interface BodyFacts {
  readonly form: BodyForm;
  /** Address of the sender. */
  readonly ip?: string | undefined;
  /** Whether a browser sent it. */
  readonly hasOrigin?: boolean | undefined;
  /** A number for what the calls were processed with. Default: 0. */
  readonly settings?: number | undefined;
}

/** A body that is read again. */
export interface OpenBody extends BodyFacts {
  /** The text of the request, or the call that was made in the process. */
  readonly content: unknown;
}

/** The number of a body; it is never used again. */
export type BodyNumber = number;

/** Stands for the body of a call that has none that is kept. */
export const NO_BODY: BodyNumber = -1;

/** Keeps the bodies of one emulator. */
export interface BodyKeeper {
  /**
   * Keeps a copy of the text of a request. One that is larger than all bodies together may be counts as dropped at
   * once.
   */
  keepText(utf8: Buffer, facts: BodyFacts): BodyNumber;
  /**
   * Keeps a call that was made in the process.
   *
   * @param bytes roughly
   */
  keepCall(call: object, bytes: number): BodyNumber;
  /** Says that one more thing refers to a body. */
  use(body: BodyNumber): void;
  /** Says that something no longer refers to a body; with the last reference it is dropped. */
  release(body: BodyNumber): void;
  /** Undefined if it was dropped. */
  read(body: BodyNumber): OpenBody | undefined;
  /** Drops every body of this emulator. */
  clear(): void;
  /** What its bodies count as. */
  readonly bytes: number;
}

/** What all emulators of a process keep together. */
export interface BodyRing {
  /** A part for one more emulator. */
  keeper(): BodyKeeper;
  readonly bytes: number;
}

/** The bodies of one emulator, linked from the newest to the oldest. */
interface Part {
  readonly id: number;
  bytes: number;
  newest: number;
}

/**
 * Each body has eight numbers in one list, beside each other because every call touches all of them; the place in the
 * list is the body's number modulo the number of places.
 */
const WIDTH = 8;
/** First block of the text; `DROPPED`, or `MADE` if there is no text. */
const BLOCK_AT = 0;
const SIZE = 1;
const USERS = 2;
const PART = 3;
/** Places of the next older and the next newer body of the same emulator; -1 if there is none. */
const OLDER = 4;
const NEWER = 5;
/** Index of what came with it, except its settings. */
const ABOUT = 6;
const SETTINGS = 7;

const DROPPED = -1;
const MADE = -2;

/** Different facts that are remembered; a form of a text and an address of a sender make one. */
const MOST_FACTS = 1_000;

/** @param capacity bytes of all bodies, in blocks of 512 */
export function createBodyRing(capacity: number): BodyRing {
  const slots = Math.ceil(capacity / BLOCK);
  const texts = createTextStore(slots);
  const made = new Map<BodyNumber, object>();
  const parts = new Map<number, Part>();
  const abouts = createFactList();
  let numbers: Int32Array | undefined;
  let lastPart = 0;
  let total = 0;
  /** The numbers of the oldest body that may be kept, and of the next one. */
  let first = 0;
  let end = 0;

  /** Where the numbers of a body begin; -1 if it is not kept. */
  const find = (body: BodyNumber): number => {
    if (numbers === undefined || body < first || body >= end) return -1;
    const at = (body % slots) * WIDTH;
    return numbers[at + BLOCK_AT] === DROPPED ? -1 : at;
  };

  const countedOf = (size: number) => Math.max(1, Math.ceil(size / BLOCK)) * BLOCK;

  const drop = (body: BodyNumber, at: number, list: Int32Array): void => {
    const block = list[at + BLOCK_AT] as number;
    const older = list[at + OLDER] as number;
    const newer = list[at + NEWER] as number;
    const counted = countedOf(list[at + SIZE] as number);
    if (block === MADE) made.delete(body);
    else texts.free(block);
    list[at + BLOCK_AT] = DROPPED;
    total -= counted;
    if (older >= 0) list[older + NEWER] = newer;
    if (newer >= 0) list[newer + OLDER] = older;
    const part = parts.get(list[at + PART] as number);
    if (part === undefined) return;
    part.bytes -= counted;
    if (newer < 0) part.newest = older;
    if (part.bytes === 0) parts.delete(part.id);
  };

  const dropOldest = (list: Int32Array): void => {
    const at = find(first);
    if (at >= 0) drop(first, at, list);
    first += 1;
  };

  const keep = (part: Part, content: Buffer | object, size: number, about: BodyFacts): BodyNumber => {
    numbers ??= new Int32Array(slots * WIDTH);
    const list = numbers;
    const counted = countedOf(size);
    const isTooLarge = counted > capacity;
    const room = isTooLarge ? capacity : capacity - counted;
    while (first < end && (total > room || end - first === slots)) dropOldest(list);
    const body = end;
    const at = (body % slots) * WIDTH;
    end += 1;
    if (isTooLarge) {
      list[at + BLOCK_AT] = DROPPED;
      return body;
    }
    if (Buffer.isBuffer(content)) {
      list[at + BLOCK_AT] = texts.put(content);
    } else {
      list[at + BLOCK_AT] = MADE;
      made.set(body, content);
    }
    const { newest } = part;
    list[at + SIZE] = size;
    list[at + USERS] = 0;
    list[at + PART] = part.id;
    list[at + OLDER] = newest;
    list[at + NEWER] = -1;
    list[at + ABOUT] = abouts.indexOf(about);
    list[at + SETTINGS] = about.settings ?? 0;
    if (newest >= 0) list[newest + NEWER] = at;
    if (part.bytes === 0) parts.set(part.id, part);
    part.newest = at;
    part.bytes += counted;
    total += counted;
    return body;
  };

  /** The number of the kept body whose numbers begin at a place. */
  const numberAt = (at: number): BodyNumber => {
    const behind = at / WIDTH - (first % slots);
    return first + (behind < 0 ? behind + slots : behind);
  };

  return {
    keeper() {
      lastPart += 1;
      const part: Part = { id: lastPart, bytes: 0, newest: -1 };
      return {
        keepText: (utf8, facts) => keep(part, utf8, utf8.length, facts),
        keepCall: (call, bytes) => keep(part, call, bytes, MADE_FACTS),
        use(body) {
          const at = find(body);
          if (at >= 0 && numbers !== undefined) numbers[at + USERS] = (numbers[at + USERS] as number) + 1;
        },
        release(body) {
          const at = find(body);
          if (at < 0 || numbers === undefined) return;
          const users = (numbers[at + USERS] as number) - 1;
          numbers[at + USERS] = users;
          if (users <= 0) drop(body, at, numbers);
        },
        read(body) {
          const at = find(body);
          if (at < 0 || numbers === undefined) return undefined;
          const content =
            made.get(body) ?? texts.read(numbers[at + BLOCK_AT] as number, numbers[at + SIZE] as number);
          const settings = numbers[at + SETTINGS] as number;
          const about = abouts.at(numbers[at + ABOUT] as number);
          return settings === 0 ? { ...about, content } : { ...about, settings, content };
        },
        clear() {
          while (numbers !== undefined && part.newest >= 0) drop(numberAt(part.newest), part.newest, numbers);
        },
        get bytes() {
          return part.bytes;
        },
      };
    },
    get bytes() {
      return total;
    },
  };
}

const MADE_FACTS: BodyFacts = { form: 'made' };

interface FactList {
  indexOf(facts: BodyFacts): number;
  at(index: number): BodyFacts;
}

/** There are few senders, so the facts of a body are an index. Beyond the limit, addresses are forgotten. */
function createFactList(): FactList {
  const list: BodyFacts[] = [];
  const indexes = new Map<string, number>();
  let latest: BodyFacts = MADE_FACTS;
  let latestIndex = -1;
  const isLatest = ({ form, ip, hasOrigin }: BodyFacts) =>
    latestIndex >= 0 && form === latest.form && ip === latest.ip && hasOrigin === latest.hasOrigin;
  const find = (facts: BodyFacts): number => {
    const key = `${facts.form} ${facts.hasOrigin === true} ${facts.ip}`;
    const known = indexes.get(key);
    if (known !== undefined) return known;
    if (list.length >= MOST_FACTS && facts.ip !== undefined) return find({ ...facts, ip: undefined });
    indexes.set(key, list.length);
    const { settings: _, ...rest } = facts;
    return list.push(rest) - 1;
  };
  return {
    indexOf(facts) {
      if (isLatest(facts)) return latestIndex;
      latestIndex = find(facts);
      latest = facts;
      return latestIndex;
    },
    at: (index) => list[index] ?? MADE_FACTS,
  };
}
