/** Evidence from the user's own module, such as one that reads the destination's database. */
import { pathToFileURL } from 'node:url';
import { type Result, validate } from '../../schemas/index.ts';
import { BlockedExample, EvidenceFault } from '../errors.ts';
import type { Timing } from '../target/index.ts';
import type { AccountRecord, Asking, EventRecord, EvidencePort, UserRecord } from './port.ts';

type Question = (query: object) => unknown;

const QUESTIONS = ['users', 'accounts', 'events'] as const;

type Questions = Record<(typeof QUESTIONS)[number], Question>;

/**
 * Loads an adapter: a module whose default export has `users(query)`, `accounts(query)` and `events(query)`, which
 * return the arrays of the Records API (docs/contract.md section 4). The query also names the connector as `connector`:
 * `api-key` or `blocking-api-key`.
 *
 * If a function throws, does not return in time or returns another shape, the read throws an EvidenceFault.
 *
 * @param file absolute path
 * @param timeoutMs how long one read may take
 */
export async function loadAdapter(
  file: string,
  timeoutMs: number,
  timing: Timing,
): Promise<Result<EvidencePort>> {
  const loaded = await importQuestions(file);
  if ('problem' in loaded) return loaded;
  const questions = loaded.value;
  const ask = async (name: (typeof QUESTIONS)[number], query: object, { credential, recorder }: Asking) => {
    const connector = credential === 'the blocking API key' ? 'blocking-api-key' : 'api-key';
    const startedAt = timing.now();
    const rows = await within(timeoutMs, timing, `the adapter's ${name}()`, () =>
      questions[name]({ ...query, connector }),
    );
    const [violation] = validate(`records-${name}`, { [name]: rows });
    if (violation !== undefined) {
      throw new EvidenceFault(
        `the adapter's ${name}() returned invalid records: at "${violation.pointer}", ${violation.message}`,
      );
    }
    recorder.exchanges.push({
      purpose: 'records',
      startedAt: new Date(startedAt).toISOString(),
      durationMs: timing.now() - startedAt,
      request: { method: 'CALL', url: `adapter:${name}`, headers: {}, body: JSON.stringify(query) },
      response: { status: 200, headers: {}, body: JSON.stringify(rows) },
    });
    return rows;
  };
  return {
    value: {
      users: async (query, asking) => (await ask('users', query, asking)) as UserRecord[],
      accounts: async (query, asking) => (await ask('accounts', query, asking)) as AccountRecord[],
      events: async (query, asking) => (await ask('events', query, asking)) as EventRecord[],
    },
  };
}

async function importQuestions(file: string): Promise<Result<Questions>> {
  let module: { default?: Partial<Record<string, Question>> };
  try {
    module = await import(pathToFileURL(file).href);
  } catch (error) {
    return { problem: `cannot load the adapter ${file}: ${(error as Error).message}` };
  }
  const questions = module.default;
  const missing = QUESTIONS.filter((name) => typeof questions?.[name] !== 'function');
  if (questions === undefined || missing.length > 0) {
    return {
      problem: `the adapter ${file} must have a default export with the functions ${QUESTIONS.join(', ')}; missing: ${missing.join(', ')}`,
    };
  }
  return { value: questions as Questions };
}

async function within(ms: number, { sleep }: Timing, what: string, ask: () => unknown): Promise<unknown> {
  const late = Symbol('late');
  let answer: unknown;
  try {
    answer = await Promise.race([ask(), sleep(ms).then(() => late)]);
  } catch (error) {
    if (error instanceof BlockedExample) throw error;
    throw new EvidenceFault(`${what} threw: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (answer === late) throw new EvidenceFault(`${what} did not return within ${ms} ms`);
  return answer;
}
