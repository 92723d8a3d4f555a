/** The secrets in the query of a URL: function hosts let requests through by `?code=…`. */
import type { LabelledSecret } from './redactor.ts';

/** A shorter value may also be a word or a number that is not secret, such as a version. */
const SHORTEST = 8;

/** The values of a query, as they are written there and decoded. */
export function querySecrets(url: string): LabelledSecret[] {
  const [whole = ''] = url.split('#');
  const query = whole.includes('?') ? whole.slice(whole.indexOf('?') + 1) : '';
  return query.split('&').flatMap((pair) => {
    const [[name, value] = ['', '']] = new URLSearchParams(pair);
    // Without a name, what stands there is the secret.
    const isNamed = pair.includes('=');
    const written = pair.slice(pair.indexOf('=') + 1);
    return [...new Set([written, isNamed ? value : name])]
      .filter((one) => one.length >= SHORTEST)
      .map((one) => ({ value: one, label: isNamed ? `query-${name}` : 'query' }));
  });
}
