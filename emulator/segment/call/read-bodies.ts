/** Reads the bodies of calls again, from the request that they came in. */
import { isObject, type JsonObject } from '../../../schemas/index.ts';
import type { Choices, ChoicesNumber } from '../../choices/index.ts';
import {
  type BodyKeeper,
  type BodyNumber,
  type CallTrace,
  NO_BODY,
  type OpenBody,
} from '../../history/index.ts';
import { enrich, type MutableCall } from './enrich.ts';
import { mergeShared } from './merge-shared.ts';

/** The bodies of one call. */
export interface CallBodies {
  /** As the request had it; undefined for a call that was made in the process. */
  readonly received: unknown;
  /** As it is delivered; undefined if it goes no further than the source. */
  readonly delivered: JsonObject | undefined;
}

/** A body with its JSON value, or its text if it is not JSON. */
interface OpenedBody extends OpenBody {
  readonly value: unknown;
}

/** `dropped` if the body is gone; undefined if there never was one. */
export type BodyReading = CallBodies | 'dropped' | undefined;

export interface BodyReader {
  /** The bodies of a call that passed the source. */
  ofCall(trace: CallTrace): BodyReading;
  /** A request to the destination itself: its JSON value, or the text if it is not JSON. */
  ofRequest(body: BodyNumber): { readonly value: unknown } | 'dropped' | undefined;
}

/**
 * A reader for one request, because it remembers the latest text that it has parsed.
 *
 * @param choicesAt what was in force when a call came
 * @param projectId of the source
 */
export function createBodyReader(
  bodies: BodyKeeper | undefined,
  choicesAt: (number: ChoicesNumber) => Choices,
  projectId: string,
): BodyReader {
  let latest: BodyNumber = NO_BODY;
  let opened: OpenedBody | undefined;

  /** Undefined if it was dropped. */
  const open = (body: BodyNumber): OpenedBody | undefined => {
    if (body === latest) return opened;
    const read = bodies?.read(body);
    latest = body;
    opened = read && {
      ...read,
      value: typeof read.content === 'string' ? parsed(read.content) : read.content,
    };
    return opened;
  };

  return {
    ofCall(trace) {
      const { body, place, reason } = trace;
      if (body === NO_BODY) return undefined;
      const found = open(body);
      if (found === undefined) return 'dropped';
      const { form, value: request } = found;
      if (!isObject(request)) return undefined;
      if (form === 'made') return { received: undefined, delivered: request };
      const received = form === 'call' ? request : itemOf(request.batch, place);
      if (reason !== undefined || !isObject(received)) return { received, delivered: undefined };
      return { received, delivered: deliveredFrom(request, received, trace, found) };
    },
    ofRequest(body) {
      if (body === NO_BODY) return undefined;
      const found = open(body);
      return found === undefined ? 'dropped' : { value: found.value };
    },
  };

  /** The same steps as when the call came, on a copy of what they change. */
  function deliveredFrom(
    request: JsonObject,
    received: JsonObject,
    { messageId, type, receivedAt }: CallTrace,
    { form, ip, hasOrigin = false, settings = 0 }: OpenedBody,
  ): JsonObject {
    const shared = form === 'call' ? undefined : request;
    const choices = choicesAt(settings);
    const call: MutableCall = { ...received };
    if (isObject(call.context)) call.context = { ...call.context };
    // The type is in the path.
    if (form === 'call') call.type = type;
    if (shared !== undefined) mergeShared(call, shared, choices);
    if (typeof call.messageId !== 'string' || call.messageId === '') call.messageId = messageId;
    delete call.writeKey;
    const receivedAtText = new Date(receivedAt).toISOString();
    const sentAt = shared?.sentAt;
    enrich(
      call,
      { receivedAt, receivedAtText, projectId, sentAt, ip, hasOrigin, namesLibrary: true, shared },
      choices,
    );
    return call;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function itemOf(list: unknown, place: number): unknown {
  return Array.isArray(list) ? list[place] : undefined;
}
