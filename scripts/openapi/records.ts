/** The Records API as paths of the OpenAPI document (docs/records-api.md). */
import type { SchemaName } from '../../schemas/documents.ts';
import { typeName } from '../type-names.ts';
import { componentRef, type Json } from './components.ts';
import { fixtureExample } from './fixture-examples.ts';
import { responseRef } from './responses.ts';

const PERSON = ['UserId', 'AnonymousId'];

/** A collection, the parameters that find its records, and the schema of its answer. */
interface Collection {
  readonly name: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly string[];
  readonly schema: SchemaName;
}

const EITHER = 'Give `userId` or `anonymousId`, not both.';

const COLLECTIONS: readonly Collection[] = [
  {
    name: 'users',
    operationId: 'findUsers',
    summary: 'The Users with an ID',
    description: `${EITHER} More than one User is a duplicate.`,
    parameters: PERSON,
    schema: 'records-users',
  },
  {
    name: 'accounts',
    operationId: 'findAccounts',
    summary: 'The Accounts with an ID',
    description: 'More than one Account is a duplicate.',
    parameters: ['GroupId'],
    schema: 'records-accounts',
  },
  {
    name: 'events',
    operationId: 'findEvents',
    summary: 'The events of a User',
    description: `${EITHER} The oldest event comes first.`,
    parameters: PERSON,
    schema: 'records-events',
  },
];

export const RECORD_SCHEMAS: readonly SchemaName[] = COLLECTIONS.map(({ schema }) => schema);

export const QUERY_PARAMETERS: Readonly<Record<string, Json>> = {
  UserId: query('userId', 'The user ID, as the calls had it.', false),
  AnonymousId: query('anonymousId', 'The anonymous ID of a person who has no user ID.', false),
  GroupId: query('groupId', 'The group ID, as the calls had it.', true),
};

function query(name: string, description: string, required: boolean): Json {
  return { name, in: 'query', required, description, schema: { type: 'string', minLength: 1 } };
}

export function recordPaths(): Json {
  return Object.fromEntries(
    COLLECTIONS.map(({ name, operationId, summary, description, parameters, schema }) => [
      `/records/${name}`,
      {
        get: {
          operationId,
          summary,
          description,
          tags: ['Records'],
          parameters: parameters.map((one) => ({ $ref: `#/components/parameters/${one}` })),
          responses: {
            200: {
              description: 'The records that match; an empty array if none does.',
              content: {
                'application/json': {
                  schema: componentRef(typeName(schema)),
                  examples: {
                    one: fixtureExample(schema, 'one', 'One record'),
                    none: fixtureExample(schema, 'none', 'Nothing matches'),
                  },
                },
              },
            },
            400: responseRef('QueryInvalid'),
            401: responseRef('Unauthorized'),
            403: responseRef('Forbidden'),
            429: responseRef('TooManyCalls'),
            500: responseRef('Failed'),
            503: responseRef('Unavailable'),
          },
        },
      },
    ]),
  );
}
