/** Sends requests to one server over kept-alive connections, with headers that fetch would refuse. */
import { Pool } from 'undici';

/** What a request says besides its path. */
export interface Request {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface Client {
  /** @param path with its query, as it is sent */
  request(path: string, options?: Request): Promise<Answer>;
  close(): Promise<void>;
}

export function createClient(url: string): Client {
  const pool = new Pool(url, { connections: 8 });
  return {
    async request(path, { method = 'GET', headers = {}, body } = {}) {
      const answer = await pool.request({ path, method, headers: { ...headers }, body: body ?? null });
      return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
    },
    close: () => pool.destroy(),
  };
}
