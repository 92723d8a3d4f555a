/** Words of the field, and the clauses and pages that they mean: a reader who searches for one of them finds those. */

export interface FieldWords {
  /** What a reader may type; each is a whole phrase. */
  readonly words: readonly string[];
  /** Addresses within the site, the best one first. */
  readonly to: readonly string[];
}

const clauses = (page: string, ...ids: readonly string[]) => ids.map((id) => `${page}.html#${id}`);

const identify = (...ids: readonly string[]) => clauses('identify', ...ids.map((id) => `AST-IDENT-${id}`));
const group = (...ids: readonly string[]) => clauses('group', ...ids);
const track = (...ids: readonly string[]) => clauses('track', ...ids.map((id) => `AST-TRACK-${id}`));
const audiences = (...ids: readonly string[]) => clauses('audiences', ...ids.map((id) => `AST-AUD-${id}`));
const errors = (...ids: readonly string[]) => clauses('errors', ...ids);
const start = (...ids: readonly string[]) => clauses('getting-started', ...ids);
const symptom = (id: string) => `troubleshooting.html#${id}`;
const term = (id: string) => `glossary.html#${id}`;

export const FIELD_WORDS: readonly FieldWords[] = [
  {
    words: ['tutorial', 'tutorials', 'first steps', 'getting started', 'quick start', 'from scratch'],
    to: ['tutorial-express-destination.html#a-conformant-destination-in-express-from-nothing'],
  },
  { words: ['staging', 'remote endpoint', 'production'], to: ['start-qa.html#the-first-run'] },
  {
    words: ['upsert', 'create or update', 'create user', 'update user', 'new user'],
    to: identify('001', '002'),
  },
  {
    words: ['upsert account', 'create account', 'update account', 'company'],
    to: group('AST-GROUP-001', 'AST-GROUP-002'),
  },
  {
    words: ['partial update', 'patch', 'merge properties', 'overwrite', 'data loss'],
    to: [...identify('003', '014'), ...group('AST-GROUP-003')],
  },
  {
    words: ['data type', 'types', 'boolean', 'number', 'array', 'coercion'],
    to: [...identify('004'), ...group('AST-GROUP-004')],
  },
  { words: ['nested object', 'deep merge', 'address', 'json object'], to: identify('015', '013') },
  { words: ['null', 'delete property', 'unset', 'remove property'], to: identify('007') },
  {
    words: ['anonymous', 'anonymousid', 'alias', 'identity resolution', 'merge users'],
    to: identify('006', '011'),
  },
  { words: ['duplicate email', 'same email', 'email match'], to: identify('010') },
  {
    words: ['race condition', 'concurrency', 'parallel', 'lost update', 'simultaneous'],
    to: [...identify('012'), ...group('AST-GROUP-008')],
  },
  {
    words: ['isolation', 'tenant', 'mix-up', 'other users'],
    to: [...identify('005'), ...group('AST-GROUP-009', 'AST-GROUP-006')],
  },
  {
    words: ['case sensitive', 'opaque id', 'url characters', 'user id'],
    to: [...identify('009'), ...group('AST-GROUP-007')],
  },
  {
    words: ['snake case', 'snake_case', 'snakecase', 'audience name', 'property name', 'computation key'],
    to: audiences('001', '002'),
  },
  {
    words: [
      'segment membership',
      'cohort',
      'list membership',
      'enter audience',
      'exit audience',
      'leave audience',
    ],
    to: audiences('001', '002', '003'),
  },
  { words: ['computed trait', 'sql trait', 'predictive trait'], to: audiences('006') },
  { words: ['account audience', 'account level', 'linked audience'], to: audiences('008') },
  { words: ['first sync', 'backfill', 'incremental sync', 'delta'], to: audiences('009') },
  {
    words: ['member', 'membership', 'association', 'relationship', 'employee'],
    to: group('AST-ASSOC-001', 'AST-ASSOC-004'),
  },
  { words: ['event', 'custom event', 'event properties'], to: track('001', '002') },
  {
    words: ['timestamp', 'event time', 'clock', 'time zone'],
    to: [...track('005'), ...errors('AST-RETRY-003')],
  },
  {
    words: ['dedupe', 'deduplicate', 'duplicate', 'idempotent', 'idempotency', 'messageid', 'at least once'],
    to: [...errors('AST-RETRY-001', 'AST-RETRY-002'), ...track('004')],
  },
  {
    words: ['order', 'out of order', 'late', 'stale', 'ordering'],
    to: [...errors('AST-RETRY-003'), ...group('AST-ASSOC-005')],
  },
  {
    words: ['401', 'unauthorized', 'wrong key', 'invalid key', 'authentication'],
    to: [...start('AST-AUTH-003', 'AST-AUTH-005'), symptom('401-although-the-key-is-right')],
  },
  { words: ['403', 'forbidden', 'permission', 'scope'], to: start('AST-AUTH-007') },
  {
    words: ['basic auth', 'api key', 'credentials', 'password', 'bearer', 'token'],
    to: start('AST-AUTH-001', 'AST-AUTH-004', 'AST-AUTH-006'),
  },
  {
    words: ['leak', 'secret', 'echo', 'key in response'],
    to: [...start('AST-AUTH-008'), 'safety.html#keys'],
  },
  {
    words: ['rate limit', 'rate limiting', '429', 'throttle', 'throttling', 'quota', 'retry after'],
    to: [symptom('429-too-many-requests'), ...errors('AST-HTTP-014')],
  },
  {
    words: ['flaky', 'unsteady', 'intermittent', 'sometimes', '503', '502', '504'],
    to: [...errors('AST-HTTP-014'), symptom('a-clause-fails-only-sometimes'), term('unsteady')],
  },
  { words: ['500', '5xx', 'server error', 'crash', 'exception'], to: errors('AST-HTTP-013', 'AST-DEL-001') },
  {
    words: ['400', 'bad request', 'malformed', 'validation', 'invalid json', 'parse error'],
    to: errors('AST-HTTP-005', 'AST-HTTP-004'),
  },
  { words: ['501', 'not implemented', 'page', 'screen', 'unsupported'], to: errors('AST-HTTP-006') },
  {
    words: ['200', '202', 'accepted', 'success', 'status code'],
    to: [...errors('AST-HTTP-003'), term('accepted')],
  },
  { words: ['error message', 'error body', 'problem json'], to: errors('AST-ERR-001', 'AST-ERR-002') },
  { words: ['webhook', 'endpoint', 'post', 'http method', 'url'], to: errors('AST-HTTP-001') },
  { words: ['https', 'tls', 'ssl', 'certificate'], to: errors('AST-HTTP-002') },
  { words: ['camel case', 'camelcase', 'field casing', 'user_id'], to: errors('AST-HTTP-007') },
  {
    words: [
      'unknown field',
      'extra field',
      'schema evolution',
      'forward compatible',
      'additional properties',
    ],
    to: errors('AST-HTTP-008'),
  },
  { words: ['size limit', '32 kb', 'payload size', 'large body', '413'], to: errors('AST-HTTP-009') },
  {
    words: ['unicode', 'emoji', 'utf-8', 'charset', 'encoding', 'gzip', 'compression'],
    to: errors('AST-HTTP-011', 'AST-HTTP-012'),
  },
  { words: ['side effect', 'rollback', 'atomic', 'transaction'], to: errors('AST-HTTP-010') },
  {
    words: ['gdpr', 'ccpa', 'delete user', 'erasure', 'suppression', 'right to be forgotten'],
    to: errors('AST-DEL-001'),
  },
  {
    words: ['free email', 'gmail', 'personal email', 'disposable email', 'email'],
    to: start('AST-SETUP-001', 'AST-SETUP-003'),
  },
  {
    words: ['pii', 'personal data', 'redaction', 'test data', 'clean up', 'cleanup'],
    to: ['safety.html', 'commands.html#forget'],
  },
  {
    words: ['retry', 'backoff', 'redelivery', 'replay'],
    to: [...errors('AST-RETRY-001', 'AST-RETRY-002'), ...clauses('emulated-sides', 'SEG-DELIVER-001')],
  },
  {
    words: ['write key', 'source', 'tracking api', 'batch'],
    to: clauses('emulated-sides', 'SEG-INGEST-001'),
  },
  {
    words: ['connection refused', 'econnrefused', 'unreachable', 'exit code 4'],
    to: [symptom('connection-refused'), 'exit-codes.html'],
  },
  {
    words: ['timeout', 'timed out', 'slow', 'latency', 'eventual consistency', 'settle'],
    to: [symptom('timeouts-and-slow-records'), term('settle')],
  },
  {
    words: [
      'not observable',
      'not-observable',
      'why not observable',
      'everything is not observable',
      'read back',
      'readback',
      'query api',
    ],
    to: [symptom('every-clause-is-not-observable'), 'records-api.html', term('evidence')],
  },
  {
    words: ['junit', 'test report', 'badge', 'ndjson', 'sarif', 'xml', 'github summary'],
    to: ['formats.html'],
  },
  {
    words: ['known failures', 'allow list', 'allowlist', 'expected failures', 'baseline'],
    to: ['formats.html#baseline', term('baseline')],
  },
  { words: ['exit code', 'return code', 'status of a command', 'exit status'], to: ['exit-codes.html'] },
  { words: ['cli', 'flags', 'environment variables', 'configuration', 'options'], to: ['commands.html'] },
  {
    words: ['cucumber', 'gherkin', 'bdd', 'feature file', 'step definitions'],
    to: [
      'start-developers.html',
      'your-own-features.html',
      symptom('cucumber-ends-with-0-and-ran-no-scenarios'),
    ],
  },
  {
    words: ['mock', 'stub', 'fake', 'simulator', 'sandbox', 'local server'],
    to: ['emulator.html', term('emulator')],
  },
  { words: ['ci', 'pipeline', 'github actions', 'gitlab', 'continuous integration'], to: ['ci.html'] },
];
