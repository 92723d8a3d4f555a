/** Grades an independent destination through a proxy that misbehaves. */
import type { ResultRecord } from '../../schemas/index.ts';
import { type DestinationOptions, runCommand, startDestination } from '../outside/index.ts';
import { pointAt, type Ran } from '../shell.ts';
import { type ProxyOptions, startProxy, type Trouble } from './proxy.ts';

export type Misbehaviour = Omit<ProxyOptions, 'origin'>;

/** Runs `verify --json` through a proxy. */
export async function through(
  misbehaviour: Misbehaviour,
  words: readonly string[] = [],
  options: DestinationOptions = {},
): Promise<Ran> {
  const destination = await startDestination({ blockingApiKey: 'bk-Blocking-7', ...options });
  const { origin } = new URL(destination.baseUrl);
  const proxy = await startProxy({ origin, ...misbehaviour });
  const behind = (url: string) => url.replace(origin, proxy.origin);
  try {
    const { argv, env } = pointAt({
      ...destination,
      baseUrl: behind(destination.baseUrl),
      recordsUrl: behind(destination.recordsUrl),
    });
    return await runCommand([...argv, ...words], env);
  } finally {
    await proxy.close();
    await destination.close();
  }
}

/** Clauses with one of these verdicts. */
export function having(record: ResultRecord, ...verdicts: readonly string[]): string[] {
  return record.clauses.filter(({ verdict }) => verdicts.includes(verdict)).map(({ id }) => id);
}

/** Whether a request is a call, and not a read of records. */
export function isCall(path: string): boolean {
  return path.startsWith('/hooks');
}

export function status(code: number, headers: Readonly<Record<string, string>> = {}): Trouble {
  return { kind: 'status', status: code, headers };
}
