/** Steps of a sequence in a few words, for lists, diagrams and cards. */
import { type Exchange, isSuccessStatus } from '../../../schemas/index.ts';
import { cut, oneLine, plural } from '../../text/index.ts';
import { identifiersOf, membersOf, type SequenceStep } from './sequence.ts';

/** The words of docs/contract.md section 2: a status shows acceptance and nothing more. */
export function acceptance(status: number): string {
  if (isSuccessStatus(status)) return 'accepted';
  return (status >= 400 && status < 500) || status === 501 ? 'refused' : 'neither accepted nor refused';
}

const RECORDS: Readonly<Record<string, string>> = { users: 'User', accounts: 'Account', events: 'events' };

/** What a look asks for, such as `User`; undefined for a request that asks for nothing known. */
export function recordKind({ request }: Pick<Exchange, 'request'>): string | undefined {
  return RECORDS[/([a-z]+)(?:\?.*)?$/.exec(request.url)?.[1] ?? ''];
}

/** What was sent, such as `identify …ada`, `look at the User …ada` or `marker`. */
export function stepName({ kind, last }: SequenceStep): string {
  if (kind === 'marker') return 'marker of this tool';
  const names = identifiersOf(last).map(shortId).join(', ');
  if (kind === 'look') return `look at the ${recordKind(last) ?? 'records'}${names && ` ${names}`}`;
  const { type } = membersOf(last.request.body);
  if (typeof type === 'string' && type !== '') return oneLine(cut(`${type}${names && ` ${names}`}`, 60));
  const { method, body = '' } = last.request;
  return oneLine(`${method} with ${body === '' ? 'an empty body' : plural([...body].length, 'character')}`);
}

/** What came back, such as `202 accepted` or `no response`. */
export function stepOutcome({ kind, last }: SequenceStep): string {
  const { response, failure } = last;
  if (response === undefined) return oneLine(cut(`no response: ${failure ?? 'no reason recorded'}`, 120));
  return kind === 'call' ? `${response.status} ${acceptance(response.status)}` : String(response.status);
}

/** How often and for how long, such as `12 times in 0.8 s, the last` or `after 12 ms`. */
export function stepTiming({ kind, exchanges, last }: SequenceStep): string {
  const [first = last] = exchanges;
  const after = `after ${Math.round(last.durationMs)} ms`;
  if (exchanges.length === 1) return after;
  const spanMs = Date.parse(last.startedAt) + last.durationMs - Date.parse(first.startedAt);
  const times = `${exchanges.length} times in ${(spanMs / 1000).toFixed(1)} s`;
  const why = kind === 'call' ? reasons(exchanges) : '';
  return `${times}${why}, the last ${after}`;
}

function reasons(exchanges: readonly Exchange[]): string {
  const known = new Set(exchanges.flatMap(({ sentAgain }) => sentAgain ?? []));
  return known.size === 0 ? '' : ` (${[...known].join(', ')})`;
}

/** An identifier without the part that only says which run and example wrote it. */
export function shortId(id: string): string {
  return oneLine(cut(id.replace(/^conformance-[^-]+-(?:[A-Z]+-\d+-\d+-)?/, '…'), 40));
}
