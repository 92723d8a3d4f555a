/** Talks to the control plane of a running emulator. */
import { request } from 'undici';
import type { OptionReader } from '../options.ts';
import { CommandError } from '../shell.ts';

export interface Control {
  get(path: string): Promise<unknown>;
  post(path: string, body: object): Promise<unknown>;
  delete(path: string): Promise<unknown>;
}

const USUAL = 'http://127.0.0.1:4100/_emulator';

/** Its methods throw a CommandError: 4 where nobody is there, 2 where the emulator refuses. */
export function openControl(options: OptionReader): Control {
  const root = (options.text('controlUrl') ?? USUAL).replace(/\/+$/, '');
  if (!URL.canParse(root)) throw new CommandError(2, `--control-url is no address: ${JSON.stringify(root)}`);
  const token = options.text('controlToken');
  const headers = {
    'content-type': 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  const ask = async (path: string, method: 'GET' | 'POST' | 'DELETE', body?: string): Promise<unknown> => {
    const answer = await request(`${root}${path}`, {
      method,
      headers,
      body: body ?? null,
    }).catch((error: Error) => {
      throw new CommandError(4, `${root} cannot be reached (${error.message}): start it with emulate`);
    });
    const text = await answer.body.text();
    const said = bodyOf(text);
    if (said === undefined) {
      throw new CommandError(
        2,
        `${root} is no control plane: give the address that emulate prints as control`,
      );
    }
    if (answer.statusCode < 300) return said;
    const hint =
      said.code === 'not-found' ? ` (is --control-url the one that emulate prints as control?)` : '';
    throw new CommandError(2, `${said.message ?? `${root}${path} answered ${answer.statusCode}`}${hint}`);
  };
  return {
    get: (path) => ask(path, 'GET'),
    post: (path, body) => ask(path, 'POST', JSON.stringify(body)),
    delete: (path) => ask(path, 'DELETE'),
  };
}

/** @param key of an audience or a computed trait, which have one space of keys */
export function pathOf(key: string): string {
  return `/audiences/${encodeURIComponent(key)}`;
}

/** An object with what an answer of the control plane may have; nothing where it cannot be one. */
function bodyOf(text: string): { readonly message?: string; readonly code?: string } | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null && Object.keys(body).length > 0 ? body : undefined;
  } catch {
    return undefined;
  }
}
