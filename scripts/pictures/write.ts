/** `npm run pictures`: writes docs/pictures from real runs. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../schemas/package-root.ts';
import { PICTURES } from './pictures.ts';
import { takePicture } from './take-picture.ts';

const folder = join(packageRoot, 'docs/pictures');
mkdirSync(folder, { recursive: true });
for (const picture of PICTURES) {
  writeFileSync(join(folder, `${picture.name}.svg`), await takePicture(picture));
}
