/** Talks to the control plane of a running emulator. */
import { request } from 'undici';
import { CommandError } from '../shell.ts';
import type { ControlOptions } from './audience.ts';

export interface Control {
  get(path: string): Promise<unknown>;
  post(path: string, body: object): Promise<unknown>;
  delete(path: string): Promise<unknown>;
}

/** Its methods throw a CommandError: 4 if the emulator cannot be reached, 2 if it refuses. */
export function openControl({ controlUrl, controlToken }: ControlOptions): Control {
  const root = controlUrl.replace(/\/+$/, '');
  if (!URL.canParse(root)) throw new CommandError(2, `--control-url is not a URL: ${JSON.stringify(root)}`);
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (controlToken !== undefined) headers.authorization = `Bearer ${controlToken}`;
  const ask = async (path: string, method: 'GET' | 'POST' | 'DELETE', body?: string): Promise<unknown> => {
    const answer = await request(`${root}${path}`, { method, headers, body: body ?? null }).catch(
      (error: Error) => {
        throw new CommandError(4, `${root} cannot be reached (${error.message}): start it with emulate`);
      },
    );
    const content = contentOf(await answer.body.text());
    if (content === undefined) {
      throw new CommandError(2, `${root} is not a control plane: use the URL that emulate prints as control`);
    }
    if (answer.statusCode < 300) return content;
    const hint =
      content.code === 'not-found' ? ` (is --control-url the one that emulate prints as control?)` : '';
    throw new CommandError(2, `${content.message ?? `${root}${path} answered ${answer.statusCode}`}${hint}`);
  };
  return {
    get: (path) => ask(path, 'GET'),
    post: (path, body) => ask(path, 'POST', JSON.stringify(body)),
    delete: (path) => ask(path, 'DELETE'),
  };
}

/** @param key of an audience or a computed trait; both use the same keys */
export function pathOf(key: string): string {
  return `/audiences/${encodeURIComponent(key)}`;
}

/** The object in a response of the control plane; undefined if it cannot be one. */
function contentOf(text: string): { readonly message?: string; readonly code?: string } | undefined {
  try {
    const content: unknown = JSON.parse(text);
    return typeof content === 'object' && content !== null && Object.keys(content).length > 0
      ? content
      : undefined;
  } catch {
    return undefined;
  }
}
