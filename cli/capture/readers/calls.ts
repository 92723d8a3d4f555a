/** Calls themselves, and batches of them. */
import { isObject, type JsonObject } from '../../../schemas/index.ts';
import { memberText, mergedObjects, withMember } from '../json-text.ts';
import { isCall, isNearlyCall } from '../looks-like-call.ts';
import { elementsOf, type JsonPiece, pieceAt, pieceOf } from '../piece.ts';
import { type Content, inner, type Reader } from './reader.ts';

const CALL: Reader = {
  name: 'call',
  marks: [
    'type',
    'userId',
    'anonymousId',
    'groupId',
    'messageId',
    'event',
    'traits',
    'properties',
    'context',
  ],
  recognise(value) {
    if (!isCall(value)) return undefined;
    const isRaw = 'writeKey' in value || 'receivedAt' in value;
    return `its type is ${value.type}${isRaw ? ', with what Segment adds (the debugger copies it so)' : ''}`;
  },
  open: (piece) => [{ kind: 'call', piece }],
};

const NEARLY: Reader = {
  name: 'call',
  marks: [],
  recognise: (value) => (isNearlyCall(value) ? 'it has an ID and other members of a call' : undefined),
  open: (piece) => [{ kind: 'call', piece }],
};

const BATCH: Reader = {
  name: 'batch',
  marks: ['batch', 'sentAt', 'writeKey'],
  recognise: (value) => (Array.isArray(value.batch) ? 'batch is a list' : undefined),
  *open(piece): Generator<Content> {
    for (const call of elementsOf(pieceAt(piece, 'batch'))) yield inner(withShared(call, piece));
  },
};

/** The members beside the calls that belong to each of them (docs/segment-facts.md section 1). */
const MERGED = ['context', 'integrations'] as const;

/** A call with what its batch says for all; what the call says itself wins. */
function withShared(call: JsonPiece, batch: JsonPiece): JsonPiece {
  if (!isObject(call.value)) return call;
  const added = addedTo(call.value, batch.value as JsonObject);
  if (added.length === 0) return call;
  let text: string | undefined;
  const write = () => {
    text ??= added.reduce((own, name) => {
      const common = memberText(batch.text(), name) ?? 'null';
      const given = memberText(own, name);
      const isOwn = given !== undefined && given !== 'null';
      return withMember(own, name, isOwn ? mergedObjects(common, given) : common);
    }, call.text());
    return text;
  };
  return pieceOf(JSON.parse(write()), call.pointer, write);
}

function addedTo(call: JsonObject, batch: JsonObject): readonly string[] {
  const merged = MERGED.filter(
    (name) => isObject(batch[name]) && (isObject(call[name]) || (call[name] ?? undefined) === undefined),
  );
  const isSent =
    batch.sentAt !== undefined && batch.sentAt !== null && (call.sentAt ?? undefined) === undefined;
  return isSent ? [...merged, 'sentAt'] : merged;
}

export const CALLS: readonly Reader[] = [CALL, BATCH];

/** Without a type, or with one that is not known; tried last. */
export const NEARLY_CALLS: readonly Reader[] = [NEARLY];
