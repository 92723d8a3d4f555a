/** The exchanges of an example as steps: calls, looks at records, and the tool's own markers. */
import { type Difference, type Exchange, isObject } from '../../../schemas/index.ts';

/** What one or more exchanges were for. Repeated looks, and a call that was sent again, are one step. */
export interface SequenceStep {
  readonly kind: 'call' | 'look' | 'marker';
  /** Oldest first, at least one. */
  readonly exchanges: readonly Exchange[];
  /** The exchange that counts: for repeated looks, the last one. */
  readonly last: Exchange;
  /** True for the call after which the expected state or response did not come, and for the look that decided. */
  readonly matters: boolean;
}

interface OpenStep {
  readonly kind: SequenceStep['kind'];
  readonly exchanges: [Exchange, ...Exchange[]];
}

/** The steps in the order of sending; looks between two calls are folded by what they looked at. */
export function sequenceOf(
  exchanges: readonly Exchange[],
  difference: Difference | undefined,
): SequenceStep[] {
  const steps: OpenStep[] = [];
  const markers = new Set<string>();
  let stretch = 0;
  for (const exchange of exchanges) {
    for (const id of exchange.purpose === 'marker' ? identifiersOf(exchange) : []) markers.add(id);
    const kind = kindOf(exchange, markers);
    const known =
      kind === 'call'
        ? steps.findLast((step) => isSentAgain(step, exchange))
        : steps.slice(stretch).find((step) => step.kind === kind && isAnother(step, exchange));
    if (known === undefined) steps.push({ kind, exchanges: [exchange] });
    else known.exchanges.push(exchange);
    if (known === undefined && kind === 'call') stretch = steps.length;
  }
  const look = decisiveLook(steps, difference);
  const call = decisiveCall(steps, look);
  return steps.map((step) => ({ ...step, last: lastOf(step), matters: step === call || step === look }));
}

/**
 * The look that the difference is about: the last one at a record that the message names, else the last one.
 *
 * @returns undefined if no look follows the last call: then its response was judged
 */
export function decisiveLook<Step extends Pick<SequenceStep, 'kind' | 'exchanges'>>(
  steps: readonly Step[],
  difference: Difference | undefined,
): Step | undefined {
  if (difference === undefined || steps.findLast(({ kind }) => kind !== 'marker')?.kind === 'call') {
    return undefined;
  }
  const looks = steps.filter(({ kind }) => kind === 'look');
  return (
    looks.findLast((step) =>
      identifiersOf(lastOf(step)).some((id) => difference.message.includes(`"${id}"`)),
    ) ?? looks.at(-1)
  );
}

/** The ids that a request names: in a call's body, in the query of a look, or in the question to an adapter. */
export function identifiersOf({ request }: Pick<Exchange, 'request'>): string[] {
  const inUrl = URL.canParse(request.url) ? [...new URL(request.url).searchParams.entries()] : [];
  const inBody = Object.entries(membersOf(request.body));
  return [...inUrl, ...inBody].flatMap(([name, value]) =>
    /^(user|anonymous|group)id$/i.test(name) && typeof value === 'string' && value !== '' ? [value] : [],
  );
}

/** The members of a body that is a JSON object; none for any other body. */
export function membersOf(body: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body ?? '');
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function kindOf(exchange: Exchange, markers: ReadonlySet<string>): SequenceStep['kind'] {
  if (exchange.purpose === 'call') return 'call';
  if (exchange.purpose === 'marker') return 'marker';
  return identifiersOf(exchange).some((id) => markers.has(id)) ? 'marker' : 'look';
}

function isAnother({ kind, exchanges }: OpenStep, { request }: Exchange): boolean {
  const [{ request: first }] = exchanges;
  return kind === 'marker' || (first.url === request.url && first.body === request.body);
}

function isSentAgain(step: OpenStep, { request }: Exchange): boolean {
  const { request: before, sentAgain } = lastOf(step);
  return sentAgain !== undefined && before.url === request.url && before.body === request.body;
}

/** The last call about the record that was looked at, else the last call. */
function decisiveCall(steps: readonly OpenStep[], look: OpenStep | undefined): OpenStep | undefined {
  const calls = steps.filter(({ kind }) => kind === 'call');
  const ids = look === undefined ? [] : identifiersOf(lastOf(look));
  return calls.findLast((step) => identifiersOf(lastOf(step)).some((id) => ids.includes(id))) ?? calls.at(-1);
}

function lastOf({ exchanges }: { readonly exchanges: readonly Exchange[] }): Exchange {
  return exchanges.at(-1) as Exchange;
}
