/** Violations for readers, out of what ajv reports. */
import type { AnySchemaObject, ErrorObject } from 'ajv/dist/2020.js';
import type { SchemaName } from './documents.ts';
import { expectation, listed, shown, typeOf } from './wording.ts';

/** One thing that is wrong with a value. */
export interface Violation {
  /** JSON pointer to the offending value; '' is the whole. A missing member is reported where it is missing. */
  readonly pointer: string;
  /**
   * Which rule is broken, as `keyword:member`: `required:groupId`, `type:traits`, `min-length:event`,
   * `required:userId-or-anonymousId`. The whole value goes by the name of its schema: `type:identify`; an
   * unknown member by the name of what contains it: `additional-properties:counts`.
   */
  readonly rule: string;
  /** One sentence without a full stop: what is wrong and what to write instead. It repeats no value. */
  readonly message: string;
}

/** One violation for each broken rule at each place. */
export function violationsOf(name: SchemaName, errors: readonly ErrorObject[]): readonly Violation[] {
  const violations = withoutBranches(errors).map((error) => violationOf(name, error));
  return [...new Map(violations.map((one) => [`${one.pointer} ${one.rule}`, one])).values()];
}

/** A failed `anyOf` speaks for its branches, and what a `then` requires speaks for its `if`. */
function withoutBranches(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const choices = errors.filter(({ keyword }) => keyword === 'anyOf');
  return errors.filter(
    ({ keyword, schemaPath }) =>
      keyword !== 'if' && !choices.some((choice) => schemaPath.startsWith(`${choice.schemaPath}/`)),
  );
}

function violationOf(name: SchemaName, error: ErrorObject): Violation {
  const path = error.instancePath.split('/').slice(1).map(unescapePointer);
  const where = path.length === 0 ? name.replaceAll('-', ' ') : dotted(path);
  const member = path.findLast((segment) => !/^\d+$/.test(segment)) ?? name;
  const keyword = error.keyword.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const rule = (subject: string) => `${keyword}:${subject}`;
  const pointer = error.instancePath;

  switch (error.keyword) {
    case 'required': {
      const { missingProperty } = error.params as { missingProperty: string };
      const wanted = expectation(error.parentSchema?.properties?.[missingProperty]);
      const instead = wanted === undefined ? '' : `: write ${wanted}`;
      return {
        pointer,
        rule: rule(missingProperty),
        message: `${where} needs ${withArticle(missingProperty)}${instead}`,
      };
    }
    case 'anyOf': {
      const names = (error.schema as AnySchemaObject[]).flatMap(({ required = [] }) => required as string[]);
      if (names.length === 0) break;
      return {
        pointer,
        rule: `required:${names.join('-or-')}`,
        message: `${where} needs ${listed(names.map(withArticle))}`,
      };
    }
    case 'computedMember': {
      const wanted = expectation({ type: error.schema });
      return {
        pointer: `${pointer}/traits`,
        rule: rule('traits'),
        message: `traits needs the member that context.personas.computation_key names: write ${wanted}`,
      };
    }
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const { additionalProperty, unevaluatedProperty } = error.params as Record<string, string>;
      const unknown = additionalProperty ?? unevaluatedProperty ?? '';
      return {
        pointer: `${pointer}/${unknown.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        rule: rule(member),
        message: `${dotted([...path, unknown])} is not known here: correct its spelling or leave it out`,
      };
    }
  }
  return { pointer, rule: rule(member), message: `${where} ${complaint(error)}` };
}

function complaint({ keyword, schema, parentSchema, params, data, message }: ErrorObject): string {
  switch (keyword) {
    case 'type':
      return `must be ${expectation(parentSchema) ?? schema}, not ${typeOf(data)}`;
    case 'const':
    case 'enum':
      return `must be ${expectation(parentSchema)}`;
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      return params.limit === 1 ? `must not be empty: write ${expectation(parentSchema)}` : `${message}`;
    case 'pattern':
    case 'format': {
      const example: unknown = parentSchema?.examples?.[0];
      return example === undefined
        ? `must have the form ${schema}`
        : `must have the form of ${shown(example)}`;
    }
    default:
      return message ?? `breaks the rule ${keyword}`;
  }
}

/** `userId` → `a userId`; words that are no IDs stand alone. */
function withArticle(member: string): string {
  if (!/(Id|_id)$/.test(member)) return member;
  return /^[aeio]/.test(member) ? `an ${member}` : `a ${member}`;
}

/** `['users', '0', 'properties']` → `users[0].properties` */
function dotted(path: readonly string[]): string {
  return path
    .map((segment) => (/^\d+$/.test(segment) ? `[${segment}]` : `.${segment}`))
    .join('')
    .replace(/^\./, '');
}

function unescapePointer(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}
