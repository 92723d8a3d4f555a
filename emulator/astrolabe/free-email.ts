/** Recognises email addresses of free providers. */
import { createRequire } from 'node:module';
import { COMPANIES, FURTHER_PROVIDERS } from './free-providers.ts';

/** Public lists contain them, although they are reserved for examples or not used for email. */
const CONTESTED = ['example.com', 'test.com'];

let providers: ReadonlySet<string> | undefined;

/**
 * Whether a value is an email address of a free provider; the case of its domain does not matter.
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

/** Loaded at first use, because only a blocking connector needs the list. */
function knownProviders(): ReadonlySet<string> {
  if (providers !== undefined) return providers;
  const known = new Set(createRequire(import.meta.url)('email-providers/all.json') as string[]);
  for (const domain of FURTHER_PROVIDERS.flatMap(({ domains }) => domains)) known.add(domain);
  for (const domain of COMPANIES.flatMap(({ domains }) => domains)) known.delete(domain);
  providers = known;
  return known;
}
