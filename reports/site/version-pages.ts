/** The pages above the versions of a site: a list of all versions, and redirects that keep old links alive. */
import { escapeXml } from '../text/index.ts';
import { htmlDocument } from './html-document.ts';
import { redirectPage } from './redirect-page.ts';

/** A version that has a folder. */
export interface SiteVersion {
  /** The name of its folder: `0.1.0`. */
  readonly name: string;
  /** Names of its pages, with the ending. */
  readonly pages: readonly string[];
}

/**
 * Files for the folder that has the folders of all versions.
 *
 * @param versions newest first, at least one
 */
export function renderVersions(
  versions: readonly [SiteVersion, ...SiteVersion[]],
): ReadonlyMap<string, string> {
  const [newest] = versions;
  const others = newest.pages.filter((page) => page !== 'index.html');
  return new Map([
    ['index.html', listOfVersions(versions)],
    ...others.map((page) => [page, redirectPage(`${newest.name}/${page}`)] as const),
    ...newest.pages.map((page) => [`latest/${page}`, redirectPage(`../${newest.name}/${page}`)] as const),
  ]);
}

function listOfVersions(versions: readonly [SiteVersion, ...SiteVersion[]]): string {
  const [newest] = versions;
  const items = versions.map(({ name }, index) => {
    const latest = index === 0 ? ' (latest)' : '';
    return `<li><a href="${escapeXml(name)}/index.html">${escapeXml(name)}</a>${latest}</li>`;
  });
  const body = `<body class="plain">
<main>
<h1>The Astrolabe destination, clause by clause</h1>
<p>Each version of astrolabe-conformance has its own pages. <a href="latest/index.html">The latest version</a> is at an address that does not change.</p>
<h2>Versions</h2>
<ul>${items.join('\n')}</ul>
</main>
</body>`;
  const head = [`<link rel="stylesheet" href="${escapeXml(newest.name)}/assets/site.css">`];
  return htmlDocument({ title: 'Versions: Astrolabe destination', head, body });
}

/** Newest first: by the numbers of Semantic Versioning, and a pre-release before its release. */
export function byVersion(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (const index of [0, 1, 2]) {
    const difference = (right.numbers[index] ?? 0) - (left.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  if (left.pre === right.pre) return 0;
  if (left.pre === '' || right.pre === '') return left.pre === '' ? -1 : 1;
  return right.pre.localeCompare(left.pre, 'en', { numeric: true });
}

/** True for the name of a folder that holds a version. */
export function isVersion(name: string): boolean {
  return /^\d+\.\d+\.\d+(?:-[\w.-]+)?$/.test(name);
}

function partsOf(version: string): { readonly numbers: readonly number[]; readonly pre: string } {
  const [numbers = '', ...pre] = version.split('-');
  return { numbers: numbers.split('.').map(Number), pre: pre.join('-') };
}
