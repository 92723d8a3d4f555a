/** Every identifier that a run wrote, for cleaning up a shared endpoint. */
import { isObject, isSuccessStatus, type ResultRecord } from '../../schemas/index.ts';

const ID_FIELDS = ['userId', 'anonymousId', 'groupId'] as const;

/**
 * NDJSON, one line per identifier in a call or marker: its field, the identifier, the example that sent it first, and
 * whether any call with it was accepted.
 */
export function renderLedger(record: ResultRecord): string {
  const entries = new Map<string, { field: string; id: string; example: string; accepted: boolean }>();
  const examples = record.clauses.flatMap((clause) => clause.examples);
  for (const { id: example, exchanges } of [
    { id: 'controls', exchanges: record.controls ?? [] },
    ...examples,
  ]) {
    for (const { purpose, request, response } of exchanges) {
      if (purpose === 'records') continue;
      const accepted = response !== undefined && isSuccessStatus(response.status);
      for (const [field, id] of idsIn(request.body ?? '')) {
        const key = `${field} ${id}`;
        const entry = entries.get(key) ?? { field, id, example, accepted: false };
        entries.set(key, { ...entry, accepted: entry.accepted || accepted });
      }
    }
  }
  return [...entries.values()].map((entry) => `${JSON.stringify(entry)}\n`).join('');
}

/** Ids by field in any casing: those of the call itself, not properties of these names. */
function idsIn(body: string): [string, string][] {
  const call = parsed(body);
  if (call === undefined) return idsInText(body);
  return Object.entries(call).flatMap(([name, value]) => {
    const field = fieldOf(name);
    return field === undefined || typeof value !== 'string'
      ? []
      : [[field, value] satisfies [string, string]];
  });
}

function parsed(body: string): object | undefined {
  try {
    const json: unknown = JSON.parse(body);
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

function fieldOf(name: string): string | undefined {
  return ID_FIELDS.find((known) => known.toLowerCase() === name.replaceAll('_', '').toLowerCase());
}

/** In malformed JSON too, because a destination may have stored it all the same. */
function idsInText(body: string): [string, string][] {
  const found = body.matchAll(/"([A-Za-z_]+)"\s*:\s*"((?:[^"\\]|\\.)*)"/g);
  return [...found].flatMap(([, name = '', value = '']) => {
    const field = fieldOf(name);
    return field === undefined ? [] : [[field, JSON.parse(`"${value}"`)] satisfies [string, string]];
  });
}
