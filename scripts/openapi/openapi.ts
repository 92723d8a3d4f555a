/** The OpenAPI 3.1 document, made from the schemas: the content of schemas/openapi.json. `npm run openapi` writes it. */
import { anyCall, CALL_SCHEMAS, destinationPath, HEADER_PARAMETERS, webhooks } from './calls.ts';
import { componentsFor, type Json } from './components.ts';
import { QUERY_PARAMETERS, RECORD_SCHEMAS, recordPaths } from './records.ts';
import { RESPONSES } from './responses.ts';

/** What the document takes from package.json. */
export interface PackageFacts {
  readonly version: string;
  readonly license: string;
}

/**
 * The document. It needs no other file: what the schemas refer to is among its components.
 *
 * @param facts the document has the version of the package
 */
export function openapiDocument({ version, license }: PackageFacts): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Astrolabe destination',
      summary: 'What a Segment destination for Astrolabe receives and answers, and how its records are read.',
      description:
        'Made from the JSON Schemas of astrolabe-conformance. `paths` has the URL of the destination and the Records API, ' +
        '`webhooks` has the calls that Segment sends to it. Identifiers such as AST-HTTP-003 name the clauses that `verify` ' +
        'grades; `npx astrolabe-conformance explain AST-HTTP-003` prints one. No document describes a way to read back what ' +
        'Astrolabe stored: the Records API is what a destination under test offers in its test environment.',
      version,
      license: { name: license, identifier: license },
    },
    servers: [
      {
        url: '{origin}',
        description: 'The emulator, or a destination of your own.',
        variables: {
          origin: { default: 'http://127.0.0.1:4100', description: 'Where `emulate` listens by default.' },
        },
      },
    ],
    security: [{ apiKey: [] }],
    tags: [
      { name: 'Calls', description: 'Calls that arrive at the destination, one per request.' },
      { name: 'Engage', description: 'Calls that Engage makes for audiences and computed traits.' },
      { name: 'Records', description: 'What a destination under test stored.' },
    ],
    paths: { '/astrolabe': destinationPath(), ...recordPaths() },
    webhooks: webhooks(),
    components: {
      securitySchemes: {
        apiKey: {
          type: 'http',
          scheme: 'basic',
          description:
            'The API key of the connector is the user name, and the password is empty: `Basic base64(apiKey + ":")`.',
        },
      },
      parameters: { ...HEADER_PARAMETERS, ...QUERY_PARAMETERS },
      responses: RESPONSES,
      schemas: { AnyCall: anyCall(), ...componentsFor([...CALL_SCHEMAS, ...RECORD_SCHEMAS, 'error-body']) },
    },
  };
}

/** The document as the text of its file. */
export function openapiText(facts: PackageFacts): string {
  return `${JSON.stringify(openapiDocument(facts), null, 2)}\n`;
}
