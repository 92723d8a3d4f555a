/** Why a run never began, in three lines: what happened, the likely reason, and what to do. */
import type { ExampleResult, ResultRecord } from '../../schemas/index.ts';

/** A sentence each, without a full stop. What happened can hold text from the destination: escape it. */
export interface NeverBegan {
  readonly happened: string;
  readonly reason: string;
  readonly remedy: string;
}

const LOOKED_AT: readonly ExampleResult['verdict'][] = ['pass', 'fail', 'warn', 'info', 'harness-error'];

/** @returns undefined if at least one example was graded, or if nothing kept the run from beginning */
export function neverBegan({ run, clauses }: ResultRecord): NeverBegan | undefined {
  const { unusable, evidenceFault } = run.findings ?? {};
  const isGraded = clauses.some(({ examples }) =>
    examples.some(({ verdict }) => LOOKED_AT.includes(verdict)),
  );
  if (isGraded) return undefined;
  if (unusable !== undefined)
    return explained(unusable, [...PROXY, ...TARGET, ...CONNECTION], UNKNOWN_TARGET);
  if (evidenceFault !== undefined)
    return explained(evidenceFault, [...PROXY, ...EVIDENCE, ...CONNECTION], UNKNOWN_EVIDENCE);
  return undefined;
}

type Cause = readonly [pattern: RegExp, reason: string, remedy: string];
type Unknown = readonly [reason: string, remedy: string];

/** The reason of a run ends with advice that the third line repeats. */
const ADVICE =
  /: (check the URL, and that ASTROLABE_API_KEY is the key of its connector|Segment follows none, so pass .*)$/;

function explained(happened: string, causes: readonly Cause[], unknown: Unknown): NeverBegan {
  const [, ...known] = causes.find(([pattern]) => pattern.test(happened)) ?? [];
  const [reason = unknown[0], remedy = unknown[1]] = known;
  return { happened: happened.replace(ADVICE, ''), reason, remedy };
}

/** A proxy's own failure says nothing about what is behind it. */
const PROXY: readonly Cause[] = [
  [
    /: the proxy \S+ .*\(407\)/,
    'the proxy requires a user name and a password',
    'correct them in HTTP_PROXY and HTTPS_PROXY, where special characters are percent-encoded',
  ],
  [
    /: the proxy \S+ /,
    'the proxy of this network does not pass the requests on',
    'check HTTP_PROXY and HTTPS_PROXY, or name the host in NO_PROXY if it is reached directly',
  ],
];

/** What the responses to the first calls point to. */
const TARGET: readonly Cause[] = [
  [
    /--blocking-api-key/,
    'the key of --blocking-api-key is misspelt, or belongs to another connector or environment',
    'correct ASTROLABE_BLOCKING_API_KEY, or leave it out: its clauses are then not applicable',
  ],
  [
    /answered (401|403)\b/,
    'the API key is misspelt, or belongs to another connector or environment',
    'check that ASTROLABE_API_KEY is the key of the connector behind --base-url',
  ],
  [
    /answered (404|405|410)\b/,
    'the URL is not the one that takes the calls',
    'check --base-url: it is used exactly as given',
  ],
  [
    /answered 3\d\d\b/,
    'the URL redirects, for instance to HTTPS or to a login page',
    'use the final URL as --base-url: redirects are not followed',
  ],
  [
    /answered 5\d\d\b/,
    'the destination itself, or a proxy in front of it, failed',
    'look for the first call of this run in the log of the destination',
  ],
  [
    /answered 4\d\d\b/,
    'the destination does not accept a minimal identify call',
    'compare "controls" in conformance.json, which has the call, with what the destination accepts',
  ],
];

/** What a missing response points to. */
const CONNECTION: readonly Cause[] = [
  [
    /ECONNREFUSED/,
    'the server is not running, or it listens at another host or port',
    'start it, or correct the address',
  ],
  [
    /ENOTFOUND|EAI_AGAIN/,
    'the host name is misspelt, or this network cannot resolve it',
    'check the address, and the VPN or DNS server of this machine',
  ],
  [
    /EHOSTUNREACH|ENETUNREACH/,
    'this machine has no route to that network',
    'check the address, the VPN and the firewall',
  ],
  [
    /ETIMEDOUT|no complete response within/,
    'a firewall drops the connection, or the server is overloaded',
    'try the address with curl from this machine, or raise --timeout',
  ],
  [
    /--client-cert/,
    'the target requires a certificate of the client, or does not trust the one that it got',
    'pass --client-cert FILE and --client-key FILE',
  ],
  [
    /CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|certificate/,
    'the certificate is self-signed, has expired, or is for another host name',
    'correct the host name, or pass the certificate of its authority as --ca FILE (NODE_EXTRA_CA_CERTS works too)',
  ],
  [
    /EPROTO|ERR_SSL|ERR_TLS|TLS handshake/,
    'the address serves plain HTTP, not HTTPS',
    'write http:// instead of https://, or correct the port',
  ],
  [
    /HPE_|not valid HTTP/,
    'the address serves another protocol than HTTP, for instance HTTPS',
    'write https:// instead of http://, or correct the port',
  ],
  [
    /ECONNRESET|EPIPE|connection closed/,
    'the server or a proxy closes the connection, or the address serves HTTPS',
    'look in the log of the server, or write https:// instead of http://',
  ],
];

const EVIDENCE: readonly Cause[] = [
  [
    /adapter/,
    'the module of --adapter does not work outside the program that it was written in, or does not follow docs/records-api.md',
    'run the module by itself with the ID of a User that exists, then run again',
  ],
  [
    /answered (401|403)\b/,
    'the Records API refuses the API key of the connector',
    'let it accept the key of the connector that the calls go to',
  ],
  [
    /answered \d{3} instead of 200|not JSON/,
    'the address is not that of the Records API, or a proxy or login page answers in its place',
    'correct --records-url; docs/records-api.md has the requests and responses',
  ],
];

const UNKNOWN_TARGET: Unknown = [
  'the address, the key or the network between here and the destination',
  'check --base-url and ASTROLABE_API_KEY; conformance.json has what was sent and what came back ("controls")',
];

const UNKNOWN_EVIDENCE: Unknown = [
  'the Records API or the adapter does not answer as docs/records-api.md says',
  'send one of its requests by hand and compare the response with docs/records-api.md',
];
