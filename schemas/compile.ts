/** The compiler of the schemas, the only file that uses ajv: for the build, and for sources that were not built. */
import { _, Ajv2020, type KeywordDefinition, Name, type ValidateFunction } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { helpers } from './beyond/index.ts';
import { referencesOf, type SchemaName, schemaDocument, schemaNames } from './documents.ts';

/** A validator for each name, compiled when it is first used. */
export interface Compiler {
  validator(name: SchemaName): ValidateFunction;
  /**
   * Compiles every schema, and validates its document against the meta-schema of JSON Schema 2020-12.
   *
   * @throws Error that names the schema which does not compile, with the reason as its cause
   */
  compileAll(): void;
}

export function createCompiler(): Compiler {
  return compilerOf(createAjv());
}

/**
 * The source of a module for each schema: it exports a function from the helpers to the compiled validator.
 *
 * @throws what `compileAll` throws
 */
export function standaloneSources(): ReadonlyMap<SchemaName, string> {
  const ajv = createAjv();
  compilerOf(ajv).compileAll();
  return new Map(
    schemaNames().map((name) => {
      const exported = standaloneCode.default(ajv, { validate: idOf(name) });
      return [
        name,
        `module.exports = (helpers) => { const exports = {};\n${exported}\nreturn exports.validate; };\n`,
      ];
    }),
  );
}

function compilerOf(ajv: Ajv2020): Compiler {
  const added = new Set<SchemaName>();
  const add = (name: SchemaName): void => {
    if (added.has(name)) return;
    added.add(name);
    const document = schemaDocument(name);
    ajv.addSchema(document);
    for (const reference of referencesOf(document)) add(reference);
  };
  const validator = (name: SchemaName): ValidateFunction => {
    add(name);
    const compiled = ajv.getSchema(idOf(name));
    if (compiled === undefined) throw new Error(`schemas/${name}.schema.json has no $id`);
    return compiled;
  };
  return {
    validator,
    compileAll() {
      for (const name of schemaNames()) {
        try {
          ajv.validateSchema(schemaDocument(name), true);
          validator(name);
        } catch (cause) {
          throw new Error(`schemas/${name}.schema.json does not compile`, { cause });
        }
      }
    },
  };
}

/** Keywords of this project; validators that do not know them ignore them. */
const KEYWORDS: readonly KeywordDefinition[] = [
  // `"computedMember": ["boolean"]` on a call requires that `traits` has the member that
  // `context.personas.computation_key` names, of one of these JSON types (docs/segment-facts.md section 6).
  keywordOf('computedMember', 'hasComputedMember', { type: 'object', schemaType: 'array' }),
  // `"maxNesting": 41` requires that a value has at most that many objects and arrays inside each other.
  keywordOf('maxNesting', 'isNestedWithin', { schemaType: 'number' }),
];

function createAjv(): Ajv2020 {
  return new Ajv2020({
    strict: true,
    // It forbids `anyOf: [{ required: […] }]`, which is how a schema says "a userId or an anonymousId".
    strictRequired: false,
    allowUnionTypes: true,
    allErrors: true,
    // Violations are worded from the schema beside the error.
    verbose: true,
    // Compiling the meta-schema is most of a cold start; compileAll validates the documents against it.
    validateSchema: false,
    logger: false,
    formats: helpers.formats,
    keywords: [...KEYWORDS],
    code: { source: true, formats: _`helpers.formats` },
  });
}

/** A keyword whose check is a helper, called with the keyword's value and the data. */
function keywordOf(
  keyword: string,
  helper: 'hasComputedMember' | 'isNestedWithin',
  types: Pick<KeywordDefinition, 'type' | 'schemaType'>,
): KeywordDefinition {
  return {
    keyword,
    ...types,
    code(context) {
      const { gen, data, schemaCode } = context;
      const check = gen.scopeValue('func', { ref: helpers[helper], code: _`helpers.${new Name(helper)}` });
      context.pass(_`${check}(${schemaCode}, ${data})`);
    },
  };
}

function idOf(name: SchemaName): string {
  return String(schemaDocument(name).$id);
}
