/** Reads a call from a body: which fields are used, and which shapes are refused. */

import type { Refusal } from './answer.ts';
import type { Broken } from './faults.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** The person that a call is about; a userId takes precedence over an anonymousId. */
export interface Person {
  readonly userId?: string | undefined;
  readonly anonymousId?: string | undefined;
}

interface CommonFields {
  readonly person: Person;
  readonly messageId: string | undefined;
  readonly timestamp: string | undefined;
  readonly context: JsonObject;
  /** What Engage computed, if it sent the call (`context.personas`). */
  readonly computation: { readonly kind: unknown; readonly key: string } | undefined;
}

export type IdentifyCall = CommonFields & { readonly type: 'identify'; readonly traits: JsonObject };
export type GroupCall = CommonFields & {
  readonly type: 'group';
  readonly groupId: string;
  readonly traits: JsonObject;
};
export type TrackCall = CommonFields & {
  readonly type: 'track';
  readonly event: string;
  readonly properties: JsonObject;
};
export type Call = IdentifyCall | GroupCall | TrackCall;

const unsupported: readonly unknown[] = ['page', 'screen', 'alias'];

const specFields = new Set(
  `type userid anonymousid groupid previousid event name category traits properties context integrations
   messageid timestamp originaltimestamp sentat receivedat version channel projectid`.split(/\s+/),
);

/** Reads the bytes of a body; 400 unless they are a JSON object in UTF-8 (AST-HTTP-004). */
export function parseBody(bytes: Uint8Array, broken: Broken): JsonObject | Refusal {
  try {
    const sent = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const isCut = broken('accepts-text-after-json') && /\}\s+\w/.test(sent);
    const text = isCut ? sent.slice(0, sent.lastIndexOf('}') + 1) : sent;
    const value: unknown = JSON.parse(repaired(text, broken));
    if (isObject(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
  }
  const message = 'The body is not a JSON object: send one call as {"type": …}.';
  if (broken('bad-json-422')) return { refusal: 422, message };
  return { refusal: broken('500-for-bad-json') ? 500 : 400, message };
}

/** What careless readers make of a body that is not JSON. */
function repaired(text: string, broken: Broken): string {
  if (broken('accepts-json5')) return text.replace(/([{,]\s*)([a-z]\w*)(?=:)/gi, '$1"$2"');
  if (broken('ignores-text-after-json')) return text.slice(0, text.lastIndexOf('}') + 1) || text;
  if (broken('accepts-empty-body') && text.trim() === '') return '{"type": "identify", "userId": "nobody"}';
  return text;
}

/** Reads a call; 501 for a type that is not supported, 400 for a wrong shape (AST-HTTP-005 and 006). */
export function readCall(body: JsonObject, broken: Broken): Call | Refusal {
  const type = field(body, 'type', broken);
  if (type === 'delete') {
    return { refusal: broken('delete-crashes') ? 500 : 501, message: 'delete is not supported.' };
  }
  if (unsupported.includes(type)) {
    const message = `${type} is not supported: send identify, group or track.`;
    return { refusal: broken('page-400') ? 400 : 501, message };
  }

  const malformed = (message: string): Refusal => ({
    refusal: broken('500-for-bad-shape') ? 500 : 400,
    message,
  });
  const unknown = Object.keys(body).find((name) => !specFields.has(foldName(name)));
  if (unknown !== undefined && broken('unknown-field-400')) {
    return malformed(`The field ${unknown} is unknown: leave it out.`);
  }

  const common = readCommonFields(body, broken);
  const { person } = common;
  const hasNoId = person.userId === undefined && person.anonymousId === undefined;
  if (hasNoId && (type === 'identify' || type === 'track')) {
    return malformed(`${type} has neither userId nor anonymousId: send one of them as a string.`);
  }

  if (type === 'track') {
    const event = text(field(body, 'event', broken));
    const properties = field(body, 'properties', broken) ?? {};
    if (event === undefined) return malformed('track has no event: send its name as a string.');
    if (!isObject(properties)) return malformed('properties is not an object: send {"name": value}.');
    return { ...common, type, event, properties };
  }

  const traits = field(body, 'traits', broken) ?? {};
  if (type === 'group') {
    const groupId = text(field(body, 'groupId', broken));
    if (groupId === undefined) return malformed('group has no groupId: send it as a string.');
    if (!isObject(traits)) return malformed('traits is not an object: send {"name": value}.');
    return { ...common, type, groupId, traits };
  }
  if (type === 'identify') {
    if (person.userId === undefined && broken('anonymous-identify-400')) {
      return malformed('identify has no userId: send it as a string.');
    }
    if (!isObject(traits)) return malformed('traits is not an object: send {"name": value}.');
    return { ...common, type, traits };
  }
  return malformed('type is missing or unknown: send identify, group or track.');
}

/** Reads the fields that all calls share; each is optional. */
export function readCommonFields(body: JsonObject, broken: Broken): CommonFields {
  const context = objectOrEmpty(field(body, 'context', broken));
  const personas = objectOrEmpty(context.personas);
  const key = text(personas.computation_key);
  return {
    person: {
      userId: text(field(body, 'userId', broken)),
      anonymousId: text(field(body, 'anonymousId', broken)),
    },
    messageId: text(field(body, 'messageId', broken)),
    timestamp: text(field(body, 'timestamp', broken)),
    context,
    computation: key === undefined ? undefined : { kind: personas.computation_class, key },
  };
}

/** Finds a field in any casing; the documented spelling wins, and null counts as absent (AST-HTTP-007). */
export function field(body: JsonObject, name: string, broken: Broken): unknown {
  const exact = Object.hasOwn(body, name) ? body[name] : undefined;
  if ((exact !== undefined && exact !== null) || broken('ignores-field-casing')) return exact;
  const folded = foldName(name);
  return Object.entries(body).find(([other, value]) => value !== null && foldName(other) === folded)?.[1];
}

/** Whether a value is a JSON object, not an array, null or a scalar. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectOrEmpty(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

function foldName(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
