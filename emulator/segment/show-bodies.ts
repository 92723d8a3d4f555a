/** The bodies of calls as readers see them: without keys. */
import { cutText, redactValue } from '../../safe-text/index.ts';
import { isNestedWithin, isObject, isSuccessStatus } from '../../schemas/index.ts';
import { type CallTrace, type JournalEntry, NO_BODY } from '../history/index.ts';
import type { BodyReader } from './call/index.ts';

/** Members of a call that is shown; none if bodies are not kept. */
export interface ShownBodies {
  /** As it was received: a JSON value; the beginning of the text if it is not JSON. */
  readonly received?: unknown;
  /** As it was delivered; absent if the call ended before. */
  readonly delivered?: unknown;
  /** The bodies were kept, and are gone because newer ones needed the space. */
  readonly bodies?: 'dropped';
}

export interface BodyShow {
  ofCall(trace: CallTrace): ShownBodies;
  ofEntry(entry: JournalEntry): ShownBodies;
}

const DROPPED: ShownBodies = { bodies: 'dropped' };
const NONE: ShownBodies = {};

/** Characters of a body that is not JSON. */
const TEXT_LENGTH = 2_000;

/** Levels of a call that the emulator accepts; beyond that it cannot be written as JSON again. */
const DEPTH = 1_000;
const TOO_DEEP = '(nested too deeply to be shown)';

/** @param redact hides the keys in a text */
export function createBodyShow(reader: BodyReader, redact: (text: string) => string): BodyShow {
  return {
    ofCall(trace) {
      const bodies = reader.ofCall(trace);
      if (bodies === undefined) return NONE;
      if (bodies === 'dropped') return DROPPED;
      return {
        received: withoutKeys(bodies.received, redact),
        delivered: withoutKeys(bodies.delivered, redact),
      };
    },
    ofEntry({ body, status }) {
      const request = reader.ofRequest(body ?? NO_BODY);
      if (request === undefined) return NONE;
      if (request === 'dropped') return DROPPED;
      const received = withoutKeys(request.value, redact);
      return isSuccessStatus(status) ? { received, delivered: received } : { received };
    },
  };
}

/** A write key is hidden also if it is not one of the emulator's own. */
function withoutKeys(body: unknown, redact: (text: string) => string): unknown {
  if (!isNestedWithin(DEPTH, body)) return TOO_DEEP;
  if (typeof body === 'string') return redact(cutText(body, TEXT_LENGTH));
  const shown = hasKey(body, redact) ? redactValue(body, redact) : body;
  return isObject(shown) && shown.writeKey !== undefined ? { ...shown, writeKey: '«key»' } : shown;
}

/** Nearly no body has a key, and its whole text is looked through much faster than each of its members. */
function hasKey(body: unknown, redact: (text: string) => string): boolean {
  const text = JSON.stringify(body) ?? '';
  return redact(text) !== text;
}
