/** A page that only leads to another one, and keeps the anchor of the link. */
import { escapeXml } from '../text/index.ts';

/** @param address relative to the page, such as `0.1.0/identify.html` */
export function redirectPage(address: string): string {
  const safe = escapeXml(address);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<link rel="canonical" href="${safe}">
<title>This page has moved</title>
<noscript><meta http-equiv="refresh" content="0; url=${safe}"></noscript>
</head>
<body>
<main>
<h1>This page has moved</h1>
<p><a id="to" href="${safe}">It is at ${safe}</a></p>
</main>
<script>
const to = document.getElementById('to');
to.hash = location.hash;
location.replace(to.href);
</script>
</body>
</html>
`;
}
