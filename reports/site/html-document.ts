/** The frame of every page of the site. */
import { escapeXml } from '../text/index.ts';

interface DocumentParts {
  readonly title: string;
  /** Elements of the head besides those of every page. */
  readonly head: readonly string[];
  /** The body with its element. */
  readonly body: string;
  /** Attributes of the root element besides its language. Default: none. */
  readonly root?: string;
}

export function htmlDocument({ title, head, body, root = '' }: DocumentParts): string {
  return `<!doctype html>
<html lang="en"${root}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${escapeXml(title)}</title>
${head.join('\n')}
</head>
${body}
</html>
`;
}
