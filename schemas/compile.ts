/** The compiler of the schemas, the only file that needs ajv: for the build, and for sources that were not built. */
import { _, Ajv2020, type KeywordDefinition, type ValidateFunction } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { referencesOf, type SchemaName, schemaDocument, schemaNames } from './documents.ts';
import { helpers } from './helpers.ts';

/** A validator for each name, compiled when it is first asked for. */
export interface Compiler {
  validator(name: SchemaName): ValidateFunction;
  /**
   * Compiles every schema and holds its document against the meta-schema of JSON Schema 2020-12.
   *
   * @throws Error that names the schema which does not compile, with the reason as its cause
   */
  compileAll(): void;
}

export function createCompiler(): Compiler {
  return compilerOf(createAjv());
}

/**
 * The sources of modules that have every schema compiled, by schema: each a function that takes the helpers.
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

function createAjv(): Ajv2020 {
  return new Ajv2020({
    strict: true,
    // It refuses `anyOf: [{ required: […] }]`, which is how "a userId or an anonymousId" is said.
    strictRequired: false,
    allErrors: true,
    // Violations are worded from the schema beside the error.
    verbose: true,
    // Compiling the meta-schema is most of a cold start; compileAll holds the documents against it.
    validateSchema: false,
    logger: false,
    formats: helpers.formats,
    keywords: [computedMember],
    code: { source: true, formats: _`helpers.formats` },
  });
}

/**
 * `"computedMember": ["boolean"]` on a call asks that `traits` has a member of the name that
 * `context.personas.computation_key` gives, of one of these JSON types (docs/segment-facts.md section 6). Validators
 * that do not know the keyword ignore it.
 */
const computedMember: KeywordDefinition = {
  keyword: 'computedMember',
  type: 'object',
  schemaType: 'array',
  code(context) {
    const { gen, data, schemaCode } = context;
    const check = gen.scopeValue('func', {
      ref: helpers.hasComputedMember,
      code: _`helpers.hasComputedMember`,
    });
    context.pass(_`${check}(${schemaCode}, ${data})`);
  },
};

function idOf(name: SchemaName): string {
  return String(schemaDocument(name).$id);
}
