/** The Records API and parts of the control plane for the process itself: the same answers without a request. */
import { didYouMean, isObject, millisecondsOf } from '../../schemas/index.ts';
import { RECORD_PARAMETERS, type RecordCollection } from '../astrolabe/index.ts';
import type { Core } from '../core.ts';
import type { Emulator } from '../emulator.ts';
import { isOutcome, noOutcome } from '../history/index.ts';
import type { ResolvedOptions } from '../options/index.ts';
import { moveClockBy, OUT_OF_RANGE } from './clock-answers.ts';
import { resetState } from './state.ts';

const CONNECTORS = { 'api-key': 'apiKey', 'blocking-api-key': 'blockingApiKey' } as const;
const CONNECTOR_NAMES = Object.keys(CONNECTORS).join(' or ');

/** @param isClosed whether the emulator was closed: then it can still be read, but not changed */
export function createInProcess(
  core: Core,
  options: Pick<ResolvedOptions, 'apiKey' | 'blockingApiKey'>,
  isClosed: () => boolean,
): Pick<Emulator, 'records' | 'traces' | 'advance' | 'reset'> {
  const ask =
    (collection: RecordCollection) =>
    (given: unknown = {}) => {
      const names: readonly string[] = RECORD_PARAMETERS[collection];
      const { connector = 'api-key', ...ids } = readFilter(collection, given, [...names, 'connector']);
      if (!isConnector(connector)) throw new TypeError(`${collection}: connector must be ${CONNECTOR_NAMES}`);
      const answer = core.destination.records({
        collection,
        authorization: `Basic ${Buffer.from(`${options[CONNECTORS[connector]]}:`).toString('base64')}`,
        query: new URLSearchParams(asTexts(collection, ids)),
        everything: true,
      });
      const { [collection]: records, message } = answer.body as Readonly<Record<string, unknown>>;
      if (Array.isArray(records)) return records.map(asSent);
      throw new TypeError(`${collection}: ${message}`);
    };
  return {
    records: { users: ask('users'), accounts: ask('accounts'), events: ask('events') },
    traces(given = {}) {
      const names = ['messageId', 'userId', 'outcome', 'limit', 'bodies'];
      const {
        limit = Number.POSITIVE_INFINITY,
        bodies = true,
        ...texts
      } = readFilter('traces', given, names);
      if (typeof limit !== 'number' || !(limit >= 1) || limit % 1 > 0) {
        throw new TypeError('traces: limit must be a whole number of at least 1');
      }
      if (typeof bodies !== 'boolean') throw new TypeError('traces: bodies must be true or false');
      const query = asTexts('traces', texts);
      const { outcome } = query;
      if (outcome !== undefined && !isOutcome(outcome)) throw new TypeError(`traces: ${noOutcome(outcome)}`);
      const bodiesOf = bodies ? core.bodyShow().ofCall : undefined;
      return core.traces.read({ ...query, limit }, bodiesOf).traces.map(asSent);
    },
    async advance(duration) {
      refuseIfClosed(isClosed);
      const moved = await moveClockBy(core.clock, readDuration(duration));
      if ('value' in moved) return asSent(moved.value);
      throw new Error(moved.problem === 'not-frozen' ? NOT_FROZEN : `advance: ${OUT_OF_RANGE}`);
    },
    async reset() {
      refuseIfClosed(isClosed);
      resetState(core);
      await core.saved();
    },
  };
}

const NOT_FROZEN =
  'advance: only a frozen clock can be moved: start the emulator with { clock: \'frozen\' }, or stop its clock with POST {"mode": "frozen"} to its control plane, at /clock';

function refuseIfClosed(isClosed: () => boolean): void {
  if (isClosed()) throw new Error('the emulator is closed: start another one');
}

/** Values of programs in plain JavaScript are not checked by a compiler. */
function readDuration(duration: unknown): number {
  const ms = typeof duration === 'string' ? millisecondsOf(duration) : duration;
  if (typeof ms === 'number' && ms >= 0 && Number.isFinite(ms)) return Math.round(ms);
  throw new TypeError(
    `advance takes a duration such as '300ms', '5s', '2m', '6h' or '31d', or milliseconds from 0, not ${shown(duration)}`,
  );
}

/** @throws TypeError if it is not an object, or has an unknown member */
function readFilter(
  method: string,
  given: unknown,
  names: readonly string[],
): Readonly<Record<string, unknown>> {
  if (!isObject(given)) {
    throw new TypeError(`${method} takes an object with ${names.join(', ')}, not ${shown(given)}`);
  }
  for (const name of Object.keys(given)) {
    if (names.includes(name)) continue;
    const hint = didYouMean(name, names, `write one of ${names.join(', ')}`);
    throw new TypeError(`${method}: there is no ${JSON.stringify(name)}: ${hint}`);
  }
  return given;
}

/** Leaves out what is undefined. */
function asTexts(method: string, given: Readonly<Record<string, unknown>>): Record<string, string> {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([name, value]) => {
      if (typeof value === 'string') return [name, value];
      throw new TypeError(`${method}: ${name} must be a string, not ${shown(value)}`);
    }),
  );
}

function isConnector(name: unknown): name is keyof typeof CONNECTORS {
  return typeof name === 'string' && Object.hasOwn(CONNECTORS, name);
}

/** As it arrives over HTTP: a copy without undefined members, so that changing it changes nothing that is stored. */
function asSent<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value));
}

function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return typeof value === 'object' && value !== null ? 'an object or a list' : String(value);
}
