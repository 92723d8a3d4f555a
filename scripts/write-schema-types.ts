/** `npm run schema-types`: writes the types of the schema documents. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../schemas/package-root.ts';
import { schemaTypes } from './schema-types.ts';

writeFileSync(join(packageRoot, 'schemas', 'document-types.ts'), await schemaTypes());
