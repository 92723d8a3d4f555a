/** Asks one server over kept connections, with headers that fetch would not let through. */
import { Pool } from 'undici';

export interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface Told {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface Asker {
  /** @param path with its query, as it goes on the wire */
  ask(path: string, asking?: Asking): Promise<Told>;
  close(): Promise<void>;
}

export function createAsker(url: string): Asker {
  const pool = new Pool(url, { connections: 8 });
  return {
    async ask(path, { method = 'GET', headers = {}, body } = {}) {
      const answer = await pool.request({ path, method, headers: { ...headers }, body: body ?? null });
      return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
    },
    close: () => pool.destroy(),
  };
}
