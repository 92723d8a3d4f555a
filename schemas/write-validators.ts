/** A step of the build: compiles every schema, and replaces the module that needs ajv. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { standaloneSources } from './compile.ts';

/** Replaces `validators.ts`: a schema is only loaded when it is first used. */
const VALIDATORS = `// Written by the build from the schemas.
import { createRequire } from 'node:module';
import { helpers } from './helpers.js';

const require = createRequire(import.meta.url);
const validators = new Map();

export function validatorOf(name) {
  const known = validators.get(name);
  if (known !== undefined) return known;
  const made = require(\`./compiled/\${name}.cjs\`)(helpers);
  validators.set(name, made);
  return made;
}
`;

const urlOf = (file: string) => new URL(file, import.meta.url);

mkdirSync(urlOf('compiled/'), { recursive: true });
for (const [name, source] of standaloneSources()) writeFileSync(urlOf(`compiled/${name}.cjs`), source);
writeFileSync(urlOf('validators.js'), VALIDATORS);
