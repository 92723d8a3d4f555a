/** Writes the files that are made from the tables of options: `npm run options`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../schemas/package-root.ts';
import { configSchema } from './config-schema.ts';
import { renderOptionsPage } from './options-page.ts';

const schema = join(packageRoot, 'schemas/documents/config.schema.json');
writeFileSync(schema, `${JSON.stringify(configSchema(), null, 2)}\n`);
writeFileSync(join(packageRoot, 'docs/options.md'), renderOptionsPage());
