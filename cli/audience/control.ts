/** Talks to the control plane of a running emulator. */
import { type Dispatcher, ProxyAgent, request } from 'undici';
import { proxyFor, readProxies } from '../../proxies/index.ts';
import { cutText, oneLine } from '../../safe-text/index.ts';
import { isNestedWithin, isObject, type JsonObject } from '../../schemas/index.ts';
import { CommandError, type Shell } from '../shell.ts';
import type { ControlOptions } from './audience.ts';

/** No response of the control plane is longer. */
const MOST_BYTES = 64 * 1024 * 1024;
/** How deep a response may be nested. */
const DEPTH = 100;
/** Characters of a refusal that are shown. */
const MESSAGE_LENGTH = 1000;

export interface Control {
  get(path: string): Promise<unknown>;
  post(path: string, body: object): Promise<unknown>;
  delete(path: string): Promise<unknown>;
}

/** Its methods throw a CommandError: 4 if the emulator cannot be reached, 2 if it refuses. */
export function openControl(
  { controlUrl, controlToken }: ControlOptions,
  shell: Pick<Shell, 'env' | 'hide'>,
): Control {
  shell.hide([{ value: controlToken ?? '', label: 'control-token' }]);
  const root = controlUrl.replace(/\/+$/, '');
  if (!URL.canParse(root)) throw new CommandError(2, `--control-url is not a URL: ${JSON.stringify(root)}`);
  const { dispatcher, through } = wayTo(root, shell.env);
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (controlToken !== undefined) headers.authorization = `Bearer ${controlToken}`;
  const ask = async (path: string, method: 'GET' | 'POST' | 'DELETE', body?: string): Promise<unknown> => {
    const answer = await request(`${root}${path}`, { method, headers, body: body ?? null, dispatcher }).catch(
      (error: Error) => {
        throw new CommandError(
          4,
          `${root} cannot be reached${through} (${error.message}): start it with emulate`,
        );
      },
    );
    const content = contentOf(await readText(answer.body));
    if (content === undefined) {
      throw new CommandError(
        2,
        `${root} is not a control plane${through}: use the URL that emulate prints as control`,
      );
    }
    if (answer.statusCode < 300) return content;
    const hint =
      content.code === 'not-found' ? ` (is --control-url the one that emulate prints as control?)` : '';
    throw new CommandError(
      2,
      `${messageIn(content) ?? `${root}${path} answered ${answer.statusCode}`}${hint}`,
    );
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

/** A response whose connection breaks off, or that is longer than any that the control plane gives, is read as empty. */
async function readText(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.length;
      if (size > MOST_BYTES) return '';
      chunks.push(chunk);
    }
  } catch {
    return '';
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The object in a response of the control plane; undefined if it cannot be one. */
function contentOf(text: string): JsonObject | undefined {
  try {
    const content: unknown = JSON.parse(text);
    const isContent = isObject(content) && Object.keys(content).length > 0 && isNestedWithin(DEPTH, content);
    return isContent ? content : undefined;
  } catch {
    return undefined;
  }
}

function messageIn({ message }: JsonObject): string | undefined {
  return typeof message === 'string' ? oneLine(cutText(message, MESSAGE_LENGTH)) : undefined;
}

/** How the control plane is reached; `through` names the proxy in a message. */
function wayTo(
  root: string,
  env: Shell['env'],
): { readonly dispatcher: Dispatcher | undefined; readonly through: string } {
  const proxy = proxyFor(new URL(root), readProxies(env));
  if ('problem' in proxy) throw new CommandError(2, proxy.problem);
  if (proxy.value === undefined) return { dispatcher: undefined, through: '' };
  const { address: uri, authorization, variable } = proxy.value;
  const options = { uri, proxyTunnel: false };
  return {
    dispatcher: new ProxyAgent(authorization === undefined ? options : { ...options, token: authorization }),
    through: ` through the proxy ${uri} (${variable})`,
  };
}
