/** What a look at the records found, as a few short lines. */
import { type Exchange, isObject } from '../../schemas/index.ts';
import { shortId } from '../parts/index.ts';
import { cut, oneLine } from '../text/index.ts';

const LINES_SHOWN = 8;
const VALUE_CHARACTERS = 160;

/** The part of an id, or of an address made of it, that only names the run and the example. */
const RUN_PART = /\bconformance-[^-\s"]+-(?:[a-z]+-\d+-\d+-)?/gi;

/** One line per member of each record; a sentence if there is no record, or none that can be read. */
export function storedLines({ response, failure }: Pick<Exchange, 'response' | 'failure'>): string[] {
  if (response === undefined) return [oneLine(cut(`not seen: ${failure ?? 'no reason recorded'}`, 60))];
  const records = recordsIn(response.body);
  if (records === undefined) return ['not readable as records'];
  const lines = records.flatMap(recordLines);
  if (lines.length === 0) return ['nothing is stored'];
  if (lines.length <= LINES_SHOWN) return lines;
  return [...lines.slice(0, LINES_SHOWN - 1), `… ${lines.length - LINES_SHOWN + 1} more lines`];
}

function recordsIn(body: string): readonly Readonly<Record<string, unknown>>[] | undefined {
  const answer = parsed(body);
  const [list] = isObject(answer) ? Object.values(answer).filter((value) => Array.isArray(value)) : [];
  const records = isObject(answer) && list === undefined ? [answer] : list;
  return Array.isArray(records) ? records.filter(isObject) : undefined;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function recordLines(record: Readonly<Record<string, unknown>>): string[] {
  const { event, groupId, userId, anonymousId, properties, userIds, accountIds } = record;
  const owner = String(userId ?? anonymousId ?? 'an unknown user');
  return [
    typeof event === 'string'
      ? `event ${inJson(event)} of ${shortId(owner)}`
      : typeof groupId === 'string'
        ? `Account ${shortId(groupId)}`
        : `User ${shortId(owner)}`,
    ...Object.entries(isObject(properties) ? properties : {}).map(
      ([name, value]) => `  ${shown(name)}: ${inJson(value)}`,
    ),
    ...idLines('Users', userIds),
    ...idLines('Accounts', accountIds),
  ];
}

function idLines(noun: string, ids: unknown): string[] {
  if (!Array.isArray(ids) || ids.length === 0) return [];
  return [`  ${noun}: ${shown(ids.map((id) => shortId(String(id))).join(', '))}`];
}

/** A value of a call or of a record, on one line; ids in it are short. */
export function inJson(value: unknown): string {
  return shown(JSON.stringify(value).replaceAll(RUN_PART, '…'));
}

function shown(text: string): string {
  return oneLine(cut(text, VALUE_CHARACTERS));
}
