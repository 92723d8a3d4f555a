/** The validators by name. The build puts a module in this one's place that has them compiled, and needs no ajv. */
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { createCompiler } from './compile.ts';
import type { SchemaName } from './documents.ts';

const compiler = createCompiler();

/** Compiles a schema when it is first asked for. */
export function validatorOf(name: SchemaName): ValidateFunction {
  return compiler.validator(name);
}
