/** A step of the build: compiles every schema, and puts the results in the place of the module that needs ajv. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { standaloneSources } from './compile.ts';

/** What stands in for `validators.ts`: a schema costs nothing before it is first asked for. */
const VALIDATORS = `// Made of the schemas by the build.
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

const placeOf = (file: string) => new URL(file, import.meta.url);

mkdirSync(placeOf('compiled/'), { recursive: true });
for (const [name, source] of standaloneSources()) writeFileSync(placeOf(`compiled/${name}.cjs`), source);
writeFileSync(placeOf('validators.js'), VALIDATORS);
