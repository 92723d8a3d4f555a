/** Evidence from the user's own module, such as one that reads the destination's database. */
import { Worker, type WorkerOptions } from 'node:worker_threads';
import {
  type AccountRecord,
  type EventRecord,
  type Result,
  type UserRecord,
  validate,
} from '../../schemas/index.ts';
import { ownModule } from '../../schemas/package-root.ts';
import { BlockedExample, LostEvidence } from '../errors.ts';
import {
  createBodyRecorder,
  type RunEnd,
  type RunLimit,
  record,
  type Tally,
  type Timing,
  tryAgain,
} from '../target/index.ts';
import type { Question, Said } from './adapter-protocol.ts';
import type { Asking, OpenEvidence } from './port.ts';

/** What an adapter needs besides its file. */
interface AdapterParts {
  readonly timeoutMs: number;
  readonly timing: Timing;
  readonly tally: Tally;
  readonly end: Pick<RunEnd, 'stopped' | 'whyStopped'>;
  readonly limit: Pick<RunLimit, 'requested' | 'received'>;
  /** Receives what the module prints. */
  readonly log: (text: string) => void;
}

/**
 * Loads an adapter: a module whose default export has `users(query)`, `accounts(query)` and `events(query)`, which
 * return the arrays of the Records API (docs/contract.md section 4). The query also names the connector as `connector`:
 * `api-key` or `blocking-api-key`. The module runs in a thread of its own and may be TypeScript.
 *
 * A function that throws or does not return within `timeoutMs` is called up to two more times; then the read throws
 * LostEvidence, as it does at once if the thread ends or the rows have another shape.
 *
 * @param file absolute path
 */
export async function loadAdapter(file: string, parts: AdapterParts): Promise<Result<OpenEvidence>> {
  const { timeoutMs, timing, tally, end, limit } = parts;
  const thread = await startThread(file, parts);
  if ('problem' in thread) return thread;
  const { ask, close } = thread.value;
  const shownBody = createBodyRecorder((text) => text);
  const read = async (question: Question, query: object, { credential, recorder }: Asking) => {
    const connector = credential === 'the blocking API key' ? 'blocking-api-key' : 'api-key';
    const { last: answer } = await tryAgain(attempt, {
      timing,
      recorder,
      mayImprove: (reply) => 'problem' in reply,
    });
    if ('problem' in answer) throw new LostEvidence(`the adapter's ${question}() ${answer.problem}`);
    const rows = parse(answer.value);
    const [violation] = validate(`records-${question}`, { [question]: rows });
    if (violation !== undefined) {
      throw new LostEvidence(
        `the adapter's ${question}() returned invalid records: at "${violation.pointer}", ${violation.message}`,
      );
    }
    return rows;

    async function attempt(): Promise<Reply> {
      if (end.stopped()) throw new BlockedExample(end.whyStopped('during'));
      const startedAt = timing.now();
      tally.records += 1;
      limit.requested();
      const asked = ask(question, { ...query, connector });
      const answer = await within(timeoutMs, asked, `did not return within ${timeoutMs} ms`);
      if ('value' in answer) limit.received(answer.value?.length ?? 0);
      record(recorder, {
        purpose: 'records',
        startedAt: new Date(startedAt).toISOString(),
        durationMs: Math.max(0, timing.now() - startedAt),
        request: { method: 'CALL', url: `adapter:${question}`, headers: {}, body: JSON.stringify(query) },
        ...('problem' in answer
          ? { failure: answer.problem }
          : { response: { status: 200, headers: {}, body: shownBody(answer.value ?? '') } }),
      });
      return answer;
    }
  };
  return {
    value: {
      close,
      port: {
        users: async (query, asking) => (await read('users', query, asking)) as UserRecord[],
        accounts: async (query, asking) => (await read('accounts', query, asking)) as AccountRecord[],
        events: async (query, asking) => (await read('events', query, asking)) as EventRecord[],
      },
    },
  };
}

/** A module may connect to a database while it loads. */
const LOADING_MS = 30_000;

/** JSON, or why there is none. */
type Reply = Result<string | undefined>;

interface Thread {
  /** @throws LostEvidence if the thread has ended */
  ask(question: Question, query: object): Promise<Reply>;
  close(): Promise<void>;
}

/** From the sources, TypeScript is loaded in the thread itself: Node 20 does not pass the main thread's loader on. */
function startWorker(options: WorkerOptions): Worker {
  const own = ownModule('harness/evidence/adapter-thread');
  if (!own.pathname.endsWith('.ts')) return new Worker(own, options);
  const [loader, thread, parent] = [import.meta.resolve('tsx/esm/api'), own.href, import.meta.url].map(
    (url) => JSON.stringify(url),
  );
  return new Worker(`import(${loader}).then(({ tsImport }) => tsImport(${thread}, ${parent}))`, {
    ...options,
    eval: true,
  });
}

async function startThread(file: string, { log }: Pick<AdapterParts, 'log'>): Promise<Result<Thread>> {
  const worker = startWorker({ workerData: file, stdout: true, stderr: true });
  worker.stdout.on('data', (chunk) => log(String(chunk)));
  worker.stderr.on('data', (chunk) => log(String(chunk)));
  const waiting = new Map<number, (answer: Reply) => void>();
  let lastId = 0;
  let ended: string | undefined;
  const { promise: loaded, resolve: load } = withResolvers<Result<true>>();
  const end = (how: string) => {
    ended ??= how;
    load({ problem: `the adapter ${file} ${ended} while it was loaded` });
    for (const settle of waiting.values()) settle({ problem: ended });
    waiting.clear();
  };
  worker.on('error', (error) => end(`stopped: ${error instanceof Error ? error.message : String(error)}`));
  worker.on('exit', (code) => end(`ended its thread with exit code ${code}`));
  worker.on('message', (said: Said) => {
    if (said.kind === 'ready') return load({ value: true });
    if (said.kind === 'unusable') return load({ problem: said.problem });
    const answer = said.kind === 'answer' ? { value: said.json } : { problem: `threw: ${said.message}` };
    waiting.get(said.id)?.(answer);
    waiting.delete(said.id);
  });
  const close = async () => {
    await worker.terminate();
  };
  const outcome = await within(
    LOADING_MS,
    loaded,
    `the adapter ${file} did not load within ${LOADING_MS} ms`,
  );
  if ('problem' in outcome) {
    await close();
    return outcome;
  }
  return {
    value: {
      close,
      ask(question, query) {
        if (ended !== undefined) throw new LostEvidence(`the adapter ${ended}`);
        const { promise, resolve } = withResolvers<Reply>();
        lastId += 1;
        waiting.set(lastId, resolve);
        worker.postMessage({ id: lastId, question, query });
        return promise;
      },
    },
  };
}

/** The result, or `problem` if it does not come in time. */
async function within<T>(ms: number, result: Promise<Result<T>>, problem: string): Promise<Result<T>> {
  const { promise: late, resolve } = withResolvers<Result<T>>();
  const timer = setTimeout(() => resolve({ problem }), ms);
  try {
    return await Promise.race([result, late]);
  } finally {
    clearTimeout(timer);
  }
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

function parse(json: string | undefined): unknown {
  return json === undefined ? undefined : JSON.parse(json);
}
