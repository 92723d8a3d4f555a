/** Objects around a call without a format of their own: log lines of programs, traces, messages. */
import { isObject, type JsonObject } from '../../../schemas/index.ts';
import { piecesInText } from '../json-in-text.ts';
import { isCall, isNearlyCall, isSurelyCall } from '../looks-like-call.ts';
import { elementsOf, type JsonPiece, pieceAt } from '../piece.ts';
import { AWS } from './aws.ts';
import { JOURNALS } from './journals.ts';
import { LOGS, messageOf } from './logs.ts';
import { PROXIES } from './proxies.ts';
import { type Content, inner, isListOf, left, type Reader } from './reader.ts';

/** Members in which logs and queues keep a call, the usual ones first. */
const USUAL = [
  'body',
  'rawBody',
  'payload',
  'request',
  'req',
  'message',
  'msg',
  'data',
  'event',
  'call',
  'detail',
];
/** Levels of members that are searched. */
const DEEPEST = 4;

const LOG_LINE: Reader = {
  name: 'log line around a call',
  marks: ['level', 'time', 'msg', 'pid', 'hostname'],
  recognise(value) {
    if (!isLogLine(value)) return undefined;
    const names = membersWithCalls(value);
    return names.length === 0 ? undefined : `it has the marks of a log line, and ${held(names)}`;
  },
  open: openMembersWithCalls,
};

const PLAIN_LOG_LINE: Reader = {
  name: 'log line',
  marks: ['level', 'time', 'msg', 'pid', 'hostname'],
  recognise: (value) => (isLogLine(value) ? 'it has the marks of a log line' : undefined),
  open: (piece) => [left(piece.pointer, 'this log line holds no call')],
};

/** A line about a call, with a few of its members: `{"level": 30, "msg": "sent", "type": "track", "userId": "ada"}`. */
const LINE_ABOUT_CALL: Reader = {
  name: 'log line',
  marks: [],
  recognise: (value) =>
    isLogLine(value) &&
    isCall(value) &&
    !isSurelyCall(value) &&
    ['msg', 'message', 'pid'].some((name) => name in value)
      ? 'it has the marks of a log line, and of a call only a type and an ID'
      : undefined,
  open: (piece) => [left(piece.pointer, 'this log line holds no call')],
};

const TRACE: Reader = {
  name: 'traces of an emulator',
  marks: ['traces', 'outcome', 'stages', 'deliveries'],
  recognise(value) {
    if (isTrace(value)) return 'it has messageId, outcome and stages';
    return isListOf(value.traces, isTrace) && Array.isArray(value.traces) && value.traces.length > 0
      ? 'traces is a list'
      : undefined;
  },
  *open(piece) {
    const traces = pieceAt(piece, 'traces');
    for (const { pointer } of traces === undefined ? [piece] : elementsOf(traces)) {
      yield left(pointer, 'a trace says what happened to a call, and is none');
    }
  },
};

function isTrace(value: unknown): boolean {
  return isObject(value) && 'messageId' in value && 'outcome' in value && Array.isArray(value.stages);
}

const WRAPPER: Reader = {
  name: 'message around a call',
  marks: ['body', 'payload', 'message', 'data', 'event'],
  recognise(value) {
    const names = membersWithCalls(value);
    return names.length === 0 ? undefined : held(names);
  },
  open: openMembersWithCalls,
};

function held(names: readonly string[]): string {
  return `${names.join(' and ')} ${names.length === 1 ? 'holds' : 'hold'} a call`;
}

/** Programs log a body as a text and as an object: what holds the same calls as a member before it is not opened. */
function* openMembersWithCalls(piece: JsonPiece): Generator<Content> {
  const seen = new Set<string>();
  for (const name of membersWithCalls(piece.value as JsonObject)) {
    const member = pieceAt(piece, name) as JsonPiece;
    const calls = [...callsWithin(member.value, isCallOrNearly, DEEPEST)].map((call) => JSON.stringify(call));
    const isRepeated = calls.length > 0 && calls.every((call) => seen.has(call));
    for (const call of calls) seen.add(call);
    if (isRepeated) yield left(member.pointer, 'it holds the same as another member of this object');
    else yield* typeof member.value === 'string' ? messageOf(member) : [inner(member)];
  }
}

/** As pino, bunyan and winston write it; pino writes numbers as levels. */
function isLogLine(value: JsonObject): boolean {
  const hasLevel = ['level', 'severity', 'levelname', 'lvl'].some((name) =>
    /^(number|string)$/.test(typeof value[name]),
  );
  return (
    hasLevel &&
    ['msg', 'message', 'time', 'timestamp', '@timestamp', 'ts', 'pid', 'hostname'].some(
      (name) => name in value,
    )
  );
}

/** The members of an object that hold calls; another name than the usual ones needs a call beyond doubt. */
function membersWithCalls(value: JsonObject, depth = DEEPEST): readonly string[] {
  const isNearly = isNearlyCall(value);
  const others = isNearly
    ? []
    : Object.keys(value).filter((name) => !USUAL.includes(name) && !isResponse(name));
  const holds = (name: string, accepts: (value: unknown) => boolean) =>
    !callsWithin(value[name], accepts, depth - 1, !isCallOrNearly(value)).next().done;
  return [
    ...USUAL.filter(
      (name) => Object.hasOwn(value, name) && holds(name, isNearly ? isSurelyCall : isCallOrNearly),
    ),
    ...others.filter((name) => holds(name, isSurelyCall)),
  ];
}

/** A member with what a server answered, such as `res` or `responseBody`. */
function isResponse(name: string): boolean {
  return /response|^resp?(?:s|body|data|json|payload)?$/.test(name.replaceAll(/[_-]/g, '').toLowerCase());
}

function isCallOrNearly(value: unknown): boolean {
  return isCall(value) || isNearlyCall(value);
}

/** Calls, and values of a named format, which may hold some. */
function* callsWithin(
  value: unknown,
  accepts: (value: unknown) => boolean,
  depth: number,
  hasFormats = true,
): Generator<unknown> {
  if (typeof value === 'string') {
    for (const found of piecesInText(value, '')) yield* callsWithin(found.value, accepts, depth, hasFormats);
  } else if (Array.isArray(value)) {
    if (depth <= 0) return;
    for (const element of value) yield* callsWithin(element, accepts, depth - 1, hasFormats);
  } else if (isObject(value)) {
    if (accepts(value)) yield value;
    else if (hasFormats && NAMED.some((reader) => reader.recognise(value) !== undefined)) yield value;
    else if (depth > 0) {
      for (const name of membersWithCalls(value, depth)) {
        yield* callsWithin(value[name], accepts, depth - 1, hasFormats);
      }
    }
  }
}

/** They hold calls only inside, so a `type` of their own says nothing. */
export const LOG_LINES: readonly Reader[] = [LOG_LINE, LINE_ABOUT_CALL, TRACE];

/** Formats that are also recognised inside a log line or a message. */
const NAMED: readonly Reader[] = [...PROXIES, ...JOURNALS, ...AWS, ...LOGS];

/** Tried after every named format. */
export const WRAPPERS: readonly Reader[] = [WRAPPER, PLAIN_LOG_LINE];
