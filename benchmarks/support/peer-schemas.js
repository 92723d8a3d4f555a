/** The project's schemas for peers: as one schema, and as an OpenAPI document with that schema. */
import { schemaDocument } from '../../build/schemas/documents.js';

const CALLS = ['identify', 'group', 'track'];

/**
 * The three kinds of calls as alternatives, without the `if` of the schema of all calls, which has four more kinds; so
 * there is less to check.
 */
export function callSchema() {
  return { oneOf: CALLS.map((name) => inlined(name)) };
}

export function openApiDocument(path) {
  return {
    openapi: '3.1.0',
    info: { title: 'Destination', version: '1' },
    paths: {
      [path]: {
        post: {
          security: [{ key: [] }],
          requestBody: {
            required: true,
            content: { 'application/json': { schema: callSchema() } },
          },
          responses: {
            200: {
              description: 'accepted',
              content: {
                'application/json': {
                  schema: { type: 'object', properties: { success: { type: 'boolean' } } },
                  example: { success: true },
                },
              },
            },
          },
        },
      },
    },
    components: { securitySchemes: { key: { type: 'http', scheme: 'basic' } } },
  };
}

/** A schema with its references replaced: peers know neither our addresses nor our formats. */
function inlined(name) {
  const { $schema, $id, $defs, ...schema } = schemaDocument(name);
  return replaceReferences(schema);
}

function replaceReferences(value) {
  if (Array.isArray(value)) return value.map(replaceReferences);
  if (typeof value !== 'object' || value === null) return value;
  const { $ref, format, ...rest } = value;
  const replaced = Object.fromEntries(
    Object.entries(rest).map(([name, member]) => [name, replaceReferences(member)]),
  );
  return $ref === undefined ? replaced : { ...replaced, ...target($ref) };
}

function target(reference) {
  const [, name, definition] = /^([a-z-]+)\.schema\.json(?:#\/\$defs\/([a-z]+))?$/.exec(reference);
  if (definition === undefined) return inlined(name);
  return replaceReferences(schemaDocument(name).$defs[definition]);
}
