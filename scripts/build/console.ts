/** The console: static files for browsers, bundled with everything that they need. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { packageRoot } from '../../schemas/package-root.ts';
import { ruleMeanings } from './console-rules.ts';

const LIBRARIES = ['preact', '@preact/signals', '@preact/signals-core'];

/** Contents by the path below `dist/`. */
export function consoleFiles(): ReadonlyMap<string, string> {
  const { outputFiles } = buildSync({
    absWorkingDir: join(packageRoot, 'console'),
    entryPoints: ['app/main.tsx', 'app/console.css'],
    outdir: 'out',
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: ['es2022', 'chrome120', 'firefox121', 'safari17'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    banner: { js: licences() },
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const [script, style] = ['.js', '.css'].map(
    (end) => outputFiles.find(({ path }) => path.endsWith(end))?.text,
  );
  return new Map([
    ['console/console.js', script ?? ''],
    ['console/console.css', style ?? ''],
    ['console/rules.json', JSON.stringify(ruleMeanings())],
    ['console/console.html', readFileSync(join(packageRoot, 'console', 'console.html'), 'utf8')],
  ]);
}

/** Their code is part of the script, so their licences are too. */
function licences(): string {
  const texts = LIBRARIES.map((name) => {
    const text = readFileSync(join(packageRoot, 'node_modules', name, 'LICENSE'), 'utf8');
    return `${name}\n${text}`;
  });
  return `/*! ${texts.join('\n')}*/`;
}
