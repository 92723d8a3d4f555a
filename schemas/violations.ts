/** Turns the errors of ajv into violations for readers. */
import type { AnySchemaObject, ErrorObject } from 'ajv/dist/2020.js';
import { escapedName } from './escaped-name.ts';
import { isObject } from './is-object.ts';
import { expectation, listed, shown, typeOf } from './wording.ts';

/** One thing that is wrong with a value. */
export interface Violation {
  /** JSON pointer to the wrong value; '' is the whole value. For a missing member, the object that lacks it. */
  readonly pointer: string;
  /**
   * Which rule is broken, as `keyword:member`: `required:groupId`, `type:traits`, `min-length:event`,
   * `required:userId-or-anonymousId`. The whole value has the name of its schema: `type:identify`; an
   * unknown member has the name of what contains it: `additional-properties:counts`.
   */
  readonly rule: string;
  /** One sentence without a full stop: what is wrong and what to write instead. It does not repeat values. */
  readonly message: string;
}

/** One violation for each broken rule at each pointer. */
export function violationsOf(name: string, errors: readonly ErrorObject[]): readonly Violation[] {
  const violations = withoutBranches(errors).map((error) => violationOf(name, error));
  return [...new Map(violations.map((one) => [`${one.pointer} ${one.rule}`, one])).values()];
}

/** A failed `anyOf` or `oneOf` speaks for its branches, and what a `then` requires speaks for its `if`. */
function withoutBranches(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const failed = errors.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf');
  const branches = [...new Set(failed.map(({ schemaPath }) => `${schemaPath}/`))];
  return errors.filter(
    ({ keyword, schemaPath, data }) =>
      keyword !== 'if' &&
      // Only `type` can say what is wrong with a value that has no members.
      (keyword !== 'oneOf' || isObject(data)) &&
      !branches.some((branch) => schemaPath.startsWith(branch)),
  );
}

function violationOf(name: string, error: ErrorObject): Violation {
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
    case 'anyOf':
    case 'oneOf': {
      const branches = error.schema as readonly AnySchemaObject[];
      const names = requiredNames(branches);
      if (names.length === 0) break;
      const { passingSchemas } = error.params as { passingSchemas?: readonly number[] | null };
      const given = requiredNames(branches.filter((_, index) => passingSchemas?.includes(index)));
      return {
        pointer,
        rule: given.length === 0 ? `required:${names.join('-or-')}` : rule(names.join('-or-')),
        message:
          given.length === 0
            ? `${where} needs ${listed(names.map(withArticle))}`
            : `${where} has ${listed(given, 'and')}: write only one of them`,
      };
    }
    case 'dependentRequired': {
      const { property, missingProperty } = error.params as Record<'property' | 'missingProperty', string>;
      return {
        pointer,
        rule: rule(missingProperty),
        message: `${dotted([...path, property])} needs ${withArticle(missingProperty)} as well`,
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
        pointer: `${pointer}/${escapedName(unknown)}`,
        rule: rule(member),
        message: `${dotted([...path, unknown])} is not known here: ${advice(error)}`,
      };
    }
  }
  return { pointer, rule: rule(member), message: `${where} ${complaint(error)}` };
}

function requiredNames(branches: readonly AnySchemaObject[]): readonly string[] {
  return branches.flatMap(({ required = [] }) => required as string[]);
}

/** What to do about an unknown member; it lists the known names if the schema has no others. */
function advice({ keyword, parentSchema }: ErrorObject): string {
  const members = Object.entries<AnySchemaObject>(parentSchema?.properties ?? {});
  const names = members.filter(([, { not }]) => not === undefined).map(([name]) => name);
  return keyword === 'unevaluatedProperties' || names.length === 0
    ? 'correct its spelling or leave it out'
    : `write ${listed(names)}`;
}

/** What is wrong with a value that has no name yet: a phrase without a full stop. */
export function complaint({ keyword, schema, parentSchema, params, data, message }: ErrorObject): string {
  switch (keyword) {
    case 'type':
      return `must be ${expectation(parentSchema) ?? schema}, not ${typeOf(data, schema as string)}${exampleIn(parentSchema)}`;
    case 'const':
    case 'enum':
      return `must be ${parentSchema?.title ?? expectation(parentSchema)}`;
    case 'not':
      return `is not allowed here${reasonIn(parentSchema)}`;
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      return params.limit === 1 ? `must not be empty: write ${expectation(parentSchema)}` : `${message}`;
    case 'maxProperties':
      return `has too many members: write only one of ${listed(Object.keys(parentSchema?.properties ?? {}), 'and')}`;
    case 'maxLength':
      return `must have at most ${schema} characters`;
    case 'minimum':
      return `must be at least ${schema}`;
    case 'maximum':
      return `must be at most ${schema}`;
    case 'exclusiveMinimum':
      return `must be above ${schema}`;
    case 'maxNesting':
      return `must not be nested deeper than ${schema} levels`;
    case 'pattern':
    case 'format': {
      if (parentSchema?.title !== undefined) return `must be ${parentSchema.title}`;
      const example: unknown = parentSchema?.examples?.[0];
      return example === undefined
        ? `must have the form ${schema}`
        : `must have the form of ${shown(example)}`;
    }
    default:
      return message ?? `breaks the rule ${keyword}`;
  }
}

/** Of an object, whose members are not seen in its type. */
function exampleIn(schema: AnySchemaObject | undefined): string {
  const example: unknown = schema?.examples?.[0];
  return isObject(example) ? `: write ${shown(example)}` : '';
}

/** The description of a member that is forbidden says why. */
function reasonIn(schema: AnySchemaObject | undefined): string {
  const description: unknown = schema?.description;
  if (typeof description !== 'string') return '';
  return `: ${description.charAt(0).toLowerCase()}${description.slice(1).replace(/\.$/, '')}`;
}

/** `userId` → `a userId`; a name that does not end in an ID has no article. */
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
