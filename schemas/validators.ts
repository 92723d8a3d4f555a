/** The validators by name. The build replaces this module with one whose validators are compiled, without ajv. */
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { createCompiler } from './compile.ts';
import type { SchemaName } from './documents.ts';

const compiler = createCompiler();

/** Compiles a schema when it is first used. */
export function validatorOf(name: SchemaName): ValidateFunction {
  return compiler.validator(name);
}
