/** A step of the build: parses the registry once for all. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { packageRoot } from '../../schemas/package-root.ts';
import { COMPILED, type Compiled, sha256Of } from './compiled.ts';

const yaml = readFileSync(join(packageRoot, 'features', 'clauses.yaml'), 'utf8');
const compiled: Compiled = { sha256: sha256Of(yaml), content: parse(yaml) };
writeFileSync(COMPILED, JSON.stringify(compiled));
