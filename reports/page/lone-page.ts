/** The frame of a page that needs no network and no other file. */
import { createHash } from 'node:crypto';
import { escapeXml } from '../text/index.ts';

/** The parts of a page. */
export interface LonePageParts {
  /** Text. */
  readonly title: string;
  readonly style: string;
  /** The script in the body; without one, the page allows none. */
  readonly script?: string;
  /** HTML. */
  readonly body: string;
}

/** The whole page; its policy allows its own style and script, and nothing else. */
export function lonePage({ title, style, script, body }: LonePageParts): string {
  const scripts = script === undefined ? '' : ` script-src '${digest(script)}';`;
  const policy = `default-src 'none'; img-src data:; style-src '${digest(style)}';${scripts} base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${escapeXml(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

function digest(content: string): string {
  return `sha256-${createHash('sha256').update(content, 'utf8').digest('base64')}`;
}
