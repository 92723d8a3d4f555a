/** `npm run openapi`: writes the OpenAPI document. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../schemas/package-root.ts';
import { openapiText } from './openapi.ts';

const manifest = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
writeFileSync(join(packageRoot, 'schemas', 'openapi.json'), openapiText(manifest));
