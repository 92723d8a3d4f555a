/**
 * `npm run surface`: writes docs/public-api.md from the built declarations. With `--release`, the surface becomes the one
 * that the next changes are compared with.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../schemas/package-root.ts';
import type { Released } from './missing-entries.ts';
import { readSurface } from './read-surface.ts';
import { renderPage } from './render-page.ts';
import { fingerprintsOf } from './surface.ts';

const surface = readSurface(packageRoot);
writeFileSync(join(packageRoot, 'docs/public-api.md'), renderPage(surface));

if (process.argv.includes('--release')) {
  const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
  const released: Released = { version, surface: fingerprintsOf(surface) };
  writeFileSync(join(packageRoot, 'scripts/surface/released.json'), `${JSON.stringify(released, null, 2)}\n`);
}
