/** Whether a target answers at all, found out without writing anything to it. */
import { createRedactor } from '../safe-text/index.ts';
import type { Settings } from './settings.ts';
import {
  createHttpClient,
  credentialsOf,
  describeResponse,
  type HttpClient,
  SEGMENT_HEADERS,
  secretsOf,
  type Timing,
} from './target/index.ts';

/** What a proxy or a load balancer answers while the server behind it is away. */
const AWAY: readonly number[] = [502, 503, 504];

/** No call: a destination refuses it, or has nothing to store. */
const EMPTY_CALL = '{}';

/**
 * Posts an empty object once.
 *
 * @param client sends the request; default: over HTTP, as a run would
 * @returns why nothing can be graded yet: no response, or 502, 503 or 504; undefined for every other response
 */
export async function whyNotAnswering(
  settings: Settings,
  { now }: Pick<Timing, 'now'>,
  client: HttpClient = createHttpClient({ ...settings, connections: 1, now }),
): Promise<string | undefined> {
  const { redact } = createRedactor(secretsOf(settings));
  const { headers: authorization = {} } = credentialsOf(settings).get('the API key') ?? {};
  try {
    const response = await client.send({
      method: 'POST',
      url: settings.baseUrl,
      headers: { ...settings.connection.headers, ...SEGMENT_HEADERS, ...authorization },
      body: EMPTY_CALL,
    });
    if ('status' in response && !AWAY.includes(response.status)) return undefined;
    return redact('failure' in response ? response.failure : describeResponse(response));
  } finally {
    await client.close();
  }
}
