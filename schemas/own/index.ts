/** Compiles the JSON Schemas that users bring along; the build cannot compile them beforehand, so it loads ajv. */
import { Ajv, type ErrorObject, type Options } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { isNestedWithin } from '../beyond/index.ts';
import { isObject } from '../is-object.ts';
import { complaint, type Violation, violationsOf } from '../violations.ts';
import { misspeltKeyword } from './keywords.ts';

export { checksNothing } from './keywords.ts';

/** Checks a value against a schema of a user; the violations are worded as those of `validate`. */
export type OwnCheck = (value: unknown) => readonly Violation[];

/** Compiles one schema after another. */
export interface OwnCompiler {
  /**
   * @param subject what the messages call the whole value: `properties`
   * @returns the check, or what is wrong with the schema
   */
  compile(schema: unknown, subject: string): { readonly check: OwnCheck } | { readonly fault: SchemaFault };
}

/** Why a schema cannot be used. */
export interface SchemaFault {
  /** JSON pointer within the schema. */
  readonly pointer: string;
  /** A phrase without a full stop: `must be an object`. */
  readonly message: string;
}

const OPTIONS: Options = {
  // Plans that other programs wrote have members that no draft knows.
  strict: false,
  allErrors: true,
  // Violations are worded from the schema beside the error.
  verbose: true,
  logger: false,
  // The problem of a schema is returned, with its place.
  validateSchema: false,
  addUsedSchema: false,
  formats: fullFormats,
};

/** Draft 2020-12 if a schema names no draft; drafts 4 to 7, which plans of Segment name, are read as draft 7. */
export function createOwnCompiler(): OwnCompiler {
  let draft7: Ajv | undefined;
  let draft2020: Ajv2020 | undefined;
  const ajvOf = (schema: unknown) => {
    const named = isObject(schema) ? schema.$schema : undefined;
    if (typeof named === 'string' && /draft-0[4-7]\b/.test(named)) {
      draft7 ??= withoutIds(new Ajv(OPTIONS));
      return draft7;
    }
    draft2020 ??= withoutIds(new Ajv2020(OPTIONS));
    return draft2020;
  };
  return {
    compile(schema, subject) {
      if (!isObject(schema) && typeof schema !== 'boolean') {
        return { fault: { pointer: '', message: 'must be a JSON Schema, which is an object' } };
      }
      if (!isNestedWithin(DEEPEST, schema)) {
        return { fault: { pointer: '', message: `must not be nested deeper than ${DEEPEST} levels` } };
      }
      const named = isObject(schema) ? schema.$schema : undefined;
      if (named !== undefined && !(typeof named === 'string' && KNOWN_DRAFT.test(named))) {
        const message =
          'must be the address of draft 4, 6, 7 or 2020-12 of JSON Schema; left out, it is 2020-12';
        return { fault: { pointer: '/$schema', message } };
      }
      if (isObject(schema) && schema.$async !== undefined) {
        return { fault: { pointer: '/$async', message: 'is not known here: leave it out' } };
      }
      const ajv = ajvOf(schema);
      // Without the name: the validator of the draft is chosen already, and the older drafts have none here.
      const { $schema: _, ...rest } = isObject(schema) ? schema : { not: schema ? false : {} };
      if (ajv.validateSchema(rest) !== true) {
        return { fault: faultOf(ajv.errors ?? []) };
      }
      const misspelt = misspeltKeyword(rest);
      if (misspelt !== undefined) {
        const { pointer, meant } = misspelt;
        return {
          fault: {
            pointer,
            message: `is not a keyword of JSON Schema: did you mean ${JSON.stringify(meant)}?`,
          },
        };
      }
      try {
        const check = ajv.compile(rest);
        return { check: (value) => (check(value) ? NONE : violationsOf(subject, check.errors ?? [])) };
      } catch (error) {
        return { fault: { pointer: '', message: `cannot be used: ${(error as Error).message}` } };
      }
    },
  };
}

/** Of the errors about one keyword, the one that is furthest in says most. */
function faultOf(errors: readonly ErrorObject[]): SchemaFault {
  const [first] = errors;
  if (first === undefined) return { pointer: '', message: 'is not valid' };
  const depthOf = ({ instancePath }: ErrorObject) => instancePath.split('/').length;
  const inside = errors.filter(({ instancePath }) => instancePath.startsWith(`${first.instancePath}/`));
  const [said = first] = inside.toSorted((one, other) => depthOf(other) - depthOf(one));
  return { pointer: said.instancePath, message: complaint(said) };
}

/** Schemas that people write have a few dozen levels. */
const DEEPEST = 200;

const NONE: readonly Violation[] = [];

const KNOWN_DRAFT = /^https?:\/\/json-schema\.org\/(draft-0[467]\/schema#?|draft\/2020-12\/schema#?)$/;

/** Tools that write tracking plans put an `id` into each member, which draft 4 knew and ajv refuses. */
function withoutIds<Compiler extends Ajv | Ajv2020>(ajv: Compiler): Compiler {
  ajv.removeKeyword('id');
  return ajv;
}
