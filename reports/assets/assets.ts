/**
 * Scripts and style sheets for browsers. The build replaces this module with one that reads finished bundles, because an
 * installation has no esbuild.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { packageRoot } from '../../schemas/package-root.ts';

const ENTRIES = {
  'page.css': 'page/page.css',
  'page.js': 'page/main.js',
  'load.css': 'load/load.css',
  'site.css': 'site/site.css',
  'site.js': 'site/main.js',
} as const;

export type AssetName = keyof typeof ENTRIES;

export const ASSET_NAMES = Object.keys(ENTRIES) as readonly AssetName[];

const bundles = new Map<AssetName, string>();

/** A bundle as text; it imports and fetches nothing, so it works in a page that is opened from disk. */
export function asset(name: AssetName): string {
  const bundle = bundles.get(name) ?? bundleOf(name).text;
  bundles.set(name, bundle);
  return bundle;
}

/** Bundles an entry with what it imports. */
export function bundleOf(name: AssetName): {
  readonly text: string;
  /** Paths of the sources that something in it comes from, relative to the package. */
  readonly sources: readonly string[];
} {
  const { outputFiles, metafile } = buildSync({
    absWorkingDir: packageRoot,
    entryPoints: [join('reports', ENTRIES[name])],
    bundle: true,
    // Modules of a room whose door is imported, and that the page does not use; package.json says that they can go.
    external: ['node:*'],
    logOverride: { 'empty-import-meta': 'silent' },
    format: 'iife',
    minify: true,
    metafile: true,
    write: false,
    banner: { js: name === 'site.js' ? searchLicence() : '' },
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  return {
    text: outputFiles.map(({ text }) => text).join(''),
    sources: inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([source]) => source),
  };
}

/** The search library is part of the site's script, so its licence is too. */
function searchLicence(): string {
  const file = join(packageRoot, 'node_modules', 'minisearch', 'LICENSE.txt');
  return `/*! MiniSearch\n${readFileSync(file, 'utf8')}*/`;
}
