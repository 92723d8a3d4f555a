/** What `docs` does: writes the site, or serves it. */
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { byVersion, isVersion, renderSite, renderVersions, type SiteVersion } from '../../reports/index.ts';
import { CommandError, type Shell } from '../shell.ts';
import { refuseLinks, writeWhole } from '../whole-file.ts';
import type { DocsOptions } from './docs.ts';
import { readSiteParts } from './site/read-parts.ts';

/** @throws CommandError with exit code 2 if --out is missing or cannot be written, or an input cannot be used */
export async function runDocs(options: DocsOptions, shell: Shell): Promise<number> {
  const { out, versioned, serve } = options;
  const folder = out === undefined ? undefined : resolve(shell.cwd, out);
  if (serve) {
    const { serveSite } = await import('./site/serve-site.ts');
    const write = (files: ReadonlyMap<string, string>) => {
      if (folder !== undefined) writeFiles(folder, files, shell);
    };
    return serveSite(options, write, shell);
  }
  if (folder === undefined)
    throw new CommandError(2, 'docs needs --out FOLDER, where the site is written, or --serve');
  const parts = await readSiteParts(options, shell);
  if (versioned) {
    const site = renderSite({ ...parts, versionsAddress: '../index.html' });
    // Below the folder of all versions, so that none of them may be a link to another place.
    writeFiles(folder, new Map([...site].map(([name, text]) => [`${parts.version}/${name}`, text])), shell);
    writeFiles(folder, renderVersions(versionsIn(folder, parts.version)), shell);
  } else {
    writeFiles(folder, renderSite(parts), shell);
  }
  shell.out(`The first page of the site is ${join(folder, 'index.html')}\n`);
  return 0;
}

/** The versions that have a folder, newest first. */
function versionsIn(folder: string, own: string): [SiteVersion, ...SiteVersion[]] {
  const names = readdirSync(folder).filter(
    (name) => isVersion(name) && existsSync(join(folder, name, 'index.html')),
  );
  const versionOf = (name: string): SiteVersion => ({
    name,
    pages: readdirSync(join(folder, name)).filter((file) => file.endsWith('.html')),
  });
  const [newest = own, ...others] = names.toSorted(byVersion);
  return [versionOf(newest), ...others.map(versionOf)];
}

function writeFiles(folder: string, files: ReadonlyMap<string, string>, shell: Shell): void {
  for (const [name, content] of files) {
    const path = join(folder, name);
    try {
      refuseLinks(path, folder);
      mkdirSync(dirname(path), { recursive: true });
      writeWhole(path, shell.redact(content), folder);
    } catch (error) {
      throw new CommandError(2, `${path} cannot be written: ${(error as Error).message}`);
    }
  }
}
