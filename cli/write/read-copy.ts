/** A copy of a documentation page, from disk or from its URL. */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { systemTiming } from '../../harness/ambient.ts';
import { DIRECT } from '../../harness/connection/index.ts';
import { readPage, textOfHtml } from '../../harness/registry/index.ts';
import { createHttpClient, isAccepted } from '../../harness/target/index.ts';
import { proxyFor, readProxies } from '../../proxies/index.ts';
import { CommandError, type Shell } from '../shell.ts';

const TIMEOUT_MS = 30_000;

/**
 * The page's text; HTML is recognised by its first tag.
 *
 * @param place a path, or a URL that starts with `http://` or `https://`
 * @throws CommandError with exit code 2 if it cannot be read or has no text, 4 if it cannot be fetched
 */
export async function readCopy(place: string, { cwd, env }: Pick<Shell, 'cwd' | 'env'>): Promise<string> {
  const content = /^https?:\/\//iu.test(place)
    ? await fetchPage(place, env)
    : readCopyFile(resolve(cwd, place));
  const text = /^\s*<(?:!doctype|html|head|body|main|article)\b/iu.test(content)
    ? await textOfHtml(content)
    : content;
  if (readPage(text).length === 0)
    throw new CommandError(2, `${place} has no text: there is nothing to compare`);
  return text;
}

async function fetchPage(url: string, env: Shell['env']): Promise<string> {
  if (!URL.canParse(url)) throw new CommandError(2, `${url} is not a URL: write https://host/path`);
  const proxies = readProxies(env);
  const proxy = proxyFor(new URL(url), proxies);
  if ('problem' in proxy) throw new CommandError(2, proxy.problem);
  const connection = { ...DIRECT, proxies };
  const client = createHttpClient({
    timeoutMs: TIMEOUT_MS,
    connections: 1,
    connection,
    now: systemTiming.now,
  });
  try {
    const answer = await client.send({ method: 'GET', url, headers: { accept: 'text/html, text/plain' } });
    if ('failure' in answer) throw new CommandError(4, `${url} cannot be fetched: ${answer.failure}`);
    const { status, headers, body } = answer;
    if (isAccepted(answer)) return body;
    const where = headers.location === undefined ? '' : `, to ${headers.location}: use that URL`;
    throw new CommandError(4, `${url} answered ${status}${where}`);
  } finally {
    await client.close();
  }
}

function readCopyFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new CommandError(2, `${path} cannot be read: ${(error as Error).message}`);
  }
}
