/** The calls that a destination receives: its one URL as a path, and each type of call as a webhook. */
import type { SchemaName } from '../../schemas/documents.ts';
import { CALL_TYPES, type CallType } from '../../schemas/index.ts';
import { pascal, typeName } from '../type-names.ts';
import { componentRef, type Json } from './components.ts';
import { type Example, fixtureExample } from './fixture-examples.ts';
import { CALL_RESPONSES } from './responses.ts';

/** A webhook: what Segment sends, and why. */
interface Webhook {
  readonly schema: SchemaName;
  readonly summary: string;
  readonly description: string;
  readonly tag: 'Calls' | 'Engage';
  readonly examples: Readonly<Record<string, Example>>;
}

const NOT_SUPPORTED = 'Astrolabe does not support this type of call, and answers with 501 (AST-HTTP-006).';

const WEBHOOKS: Readonly<Record<string, Webhook>> = {
  identify: {
    schema: 'identify',
    summary: 'Who a person is',
    description: 'Creates a User or updates its properties (AST-IDENT-001, AST-IDENT-002).',
    tag: 'Calls',
    examples: {
      page: fixtureExample('identify', 'page-example', 'As the documented page shows it'),
      delivered: fixtureExample('identify', 'delivered', 'With everything that Segment adds'),
      anonymous: fixtureExample('identify', 'anonymous', 'A person who has no user ID yet'),
    },
  },
  group: {
    schema: 'group',
    summary: 'Which company a person belongs to',
    description:
      'Creates an Account or updates its properties, and associates the User with it (AST-GROUP-001, AST-GROUP-002, AST-ASSOC-001).',
    tag: 'Calls',
    examples: {
      page: fixtureExample('group', 'page-example', 'As the documented page shows it'),
      noUser: fixtureExample('group', 'no-user', 'An Account without a person'),
    },
  },
  track: {
    schema: 'track',
    summary: 'What a person did',
    description: 'Is recorded as an event of its User (AST-TRACK-001, AST-TRACK-002).',
    tag: 'Calls',
    examples: {
      page: fixtureExample('track', 'page-example', 'As the documented page shows it'),
      delivered: fixtureExample('track', 'delivered', 'With everything that Segment adds'),
    },
  },
  delete: {
    schema: 'delete',
    summary: 'A person asked to be forgotten',
    description:
      'Arrives in full or bare. What the destination does with it is its own decision; it never fails because of it (AST-DEL-001).',
    tag: 'Calls',
    examples: {
      bare: fixtureExample('delete', 'bare', 'The bare form'),
      full: fixtureExample('delete', 'null-context', 'The full form'),
    },
  },
  page: {
    schema: 'page',
    summary: 'A person saw a page',
    description: NOT_SUPPORTED,
    tag: 'Calls',
    examples: { named: fixtureExample('page', 'named', 'A page with a name') },
  },
  screen: {
    schema: 'screen',
    summary: 'A person saw a screen of an app',
    description: NOT_SUPPORTED,
    tag: 'Calls',
    examples: { named: fixtureExample('screen', 'named', 'A screen with a name') },
  },
  alias: {
    schema: 'alias',
    summary: 'Two IDs belong to one person',
    description: NOT_SUPPORTED,
    tag: 'Calls',
    examples: { minimal: fixtureExample('alias', 'minimal', 'The old and the new ID') },
  },
  'audience-identify': {
    schema: 'audience-identify',
    summary: 'A person entered or left an audience',
    description:
      'An identify call; the member of `traits` with the name of the audience is true or false (AST-AUD-001, AST-AUD-002).',
    tag: 'Engage',
    examples: {
      entered: fixtureExample('audience-identify', 'entered', 'The person entered'),
      left: fixtureExample('audience-identify', 'left', 'The person left'),
    },
  },
  'audience-group': {
    schema: 'audience-group',
    summary: 'An account entered or left an audience',
    description:
      'A group call; the member of `traits` with the name of the audience is true or false (AST-AUD-008).',
    tag: 'Engage',
    examples: { entered: fixtureExample('audience-group', 'entered', 'The account entered') },
  },
  'computed-trait-identify': {
    schema: 'computed-trait-identify',
    summary: 'A computed trait of a person has a new value',
    description:
      'An identify call; the member of `traits` with the name of the trait has its value (AST-AUD-006).',
    tag: 'Engage',
    examples: { number: fixtureExample('computed-trait-identify', 'number', 'A trait that is a number') },
  },
  'computed-trait-group': {
    schema: 'computed-trait-group',
    summary: 'A computed trait of an account has a new value',
    description: 'A group call; the member of `traits` with the name of the trait has its value.',
    tag: 'Engage',
    examples: { number: fixtureExample('computed-trait-group', 'number', 'A trait that is a number') },
  },
};

/** The schemas of all webhooks. */
export const CALL_SCHEMAS: readonly SchemaName[] = Object.values(WEBHOOKS).map(({ schema }) => schema);

/** Headers that Segment sends, beside those that OpenAPI describes elsewhere. */
const HEADERS = ['UserAgent', 'CacheControl', 'SegmentSettings'].map((name) => ({
  $ref: `#/components/parameters/${name}`,
}));

/** docs/contract.md, section 3. */
export const HEADER_PARAMETERS: Readonly<Record<string, Json>> = {
  UserAgent: header('User-Agent', 'The client that Segment delivers with.', { const: 'Segment.io/1.0' }),
  CacheControl: header('Cache-Control', 'No cache may answer.', { const: 'no-cache' }),
  SegmentSettings: header(
    'X-Segment-Settings',
    'Further settings of the destination, as JSON in base64. Astrolabe has none: the header may be absent or empty.',
    {},
  ),
};

function header(name: string, description: string, schema: Json): Json {
  return { name, in: 'header', required: false, description, schema: { type: 'string', ...schema } };
}

/** A call of any type, as a union that generators of clients understand. */
export function anyCall(): Json {
  const refOf = (type: CallType) => componentRef(typeName(type)).$ref;
  return {
    title: 'Call',
    description: 'A call of any type.',
    oneOf: CALL_TYPES.map((type) => ({ $ref: refOf(type) })),
    discriminator: {
      propertyName: 'type',
      mapping: Object.fromEntries(CALL_TYPES.map((type) => [type, refOf(type)])),
    },
  };
}

/** The static URL. */
export function destinationPath(): Json {
  const calls = Object.entries(WEBHOOKS).filter(([name]) => ['identify', 'group', 'track'].includes(name));
  return {
    post: {
      operationId: 'deliverCall',
      summary: 'Delivers one call',
      description:
        'The one URL of a destination: the base URL that `verify` gets, used exactly as given. Each request has one call. Any other path than this one is fine for a destination of your own.',
      tags: ['Calls'],
      parameters: HEADERS,
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: componentRef('AnyCall'),
            examples: Object.fromEntries(calls.map(([name, { examples }]) => [name, examples.page])),
          },
        },
      },
      responses: CALL_RESPONSES,
    },
  };
}

/** What Segment sends to a destination, one webhook for each kind of call. */
export function webhooks(): Json {
  return Object.fromEntries(
    Object.entries(WEBHOOKS).map(([name, { schema, summary, description, tag, examples }]) => [
      name,
      {
        post: {
          operationId: `receive${pascal(name)}`,
          summary,
          description,
          tags: [tag],
          parameters: HEADERS,
          requestBody: {
            required: true,
            content: { 'application/json': { schema: componentRef(typeName(schema)), examples } },
          },
          responses: CALL_RESPONSES,
        },
      },
    ]),
  );
}
