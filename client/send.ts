/** Sends calls to Segment's ingress of a world, as a library would. */
import {
  EmulatorUnreachable,
  exchange,
  type FetchLike,
  inTurn,
  type JsonValue,
  refusalFrom,
} from './requests/index.ts';

/** A call to send, such as `{ type: 'track', userId: 'ada', event: 'Signed Up' }`. */
export interface OutgoingCall {
  readonly type: 'identify' | 'group' | 'track' | 'page' | 'screen' | 'alias';
  readonly userId?: string;
  readonly anonymousId?: string;
  readonly messageId?: string;
  /** For track: the name of the event. */
  readonly event?: string;
  /** For group: the id of the group. */
  readonly groupId?: string;
  readonly traits?: { readonly [name: string]: JsonValue };
  readonly properties?: { readonly [name: string]: JsonValue };
  readonly context?: { readonly [name: string]: JsonValue };
  readonly timestamp?: string;
  readonly [member: string]: JsonValue | undefined;
}

/** Characters of one batch: the ingress takes 500 KB. */
const BATCH_CHARACTERS = 100_000;

interface SendingTo {
  readonly ingressUrl: string;
  readonly writeKey: string;
}

/** @throws ControlError if the ingress refuses them */
export async function sendCalls(
  fetch: FetchLike,
  { ingressUrl, writeKey }: SendingTo,
  calls: OutgoingCall | readonly OutgoingCall[],
): Promise<void> {
  const post = async (path: string, body: string) => {
    const address = `${ingressUrl}/v1/${path}`;
    const headers = { authorization: `Basic ${btoa(`${writeKey}:`)}`, 'content-type': 'application/json' };
    const { status, text } = await inTurn(() => exchange(fetch, address, { method: 'POST', headers, body }));
    if (status >= 200 && status < 300) return;
    throw (
      refusalFrom(`POST ${address}`, status, text) ??
      new EmulatorUnreachable(`the ingress at ${address} answered ${status}: ${text.slice(0, 200)}`)
    );
  };
  if (!isList(calls)) return post(encodeURIComponent(String(calls.type)), JSON.stringify(calls));
  for (const batch of batchesOf(calls)) await post('batch', `{"batch":[${batch.join(',')}]}`);
}

function* batchesOf(calls: readonly OutgoingCall[]): Iterable<readonly string[]> {
  let batch: string[] = [];
  let size = 0;
  for (const call of calls) {
    const text = JSON.stringify(call);
    if (batch.length > 0 && size + text.length > BATCH_CHARACTERS) {
      yield batch;
      batch = [];
      size = 0;
    }
    batch.push(text);
    size += text.length;
  }
  if (batch.length > 0) yield batch;
}

function isList(calls: OutgoingCall | readonly OutgoingCall[]): calls is readonly OutgoingCall[] {
  return Array.isArray(calls);
}
