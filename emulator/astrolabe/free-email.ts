/** Which email addresses belong to a free provider. */
import { createRequire } from 'node:module';

/** Public lists hold them; they are reserved for examples or in use by nobody in particular. */
const CONTESTED = ['example.com', 'test.com'];

let providers: ReadonlySet<string> | undefined;

/**
 * Whether an address is one of a free provider, in any case of its domain. What is no address is none.
 *
 * @param countContested whether example.com and test.com count as free
 */
export function isFreeEmail(address: unknown, countContested: boolean): boolean {
  if (typeof address !== 'string') return false;
  const at = address.lastIndexOf('@');
  if (at < 1) return false;
  const domain = address
    .slice(at + 1)
    .trim()
    .toLowerCase();
  return CONTESTED.includes(domain) ? countContested : knownProviders().has(domain);
}

/** Read at first use: only a blocking connector needs the list. */
function knownProviders(): ReadonlySet<string> {
  providers ??= new Set(createRequire(import.meta.url)('email-providers/all.json') as string[]);
  return providers;
}
