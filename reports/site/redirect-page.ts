/** A page that only leads to another one, and keeps the anchor of the link. */
import { escapeXml } from '../text/index.ts';
import { htmlDocument } from './html-document.ts';

/** @param address relative to the page, such as `0.1.0/identify.html` */
export function redirectPage(address: string): string {
  const safe = escapeXml(address);
  const head = [
    `<link rel="canonical" href="${safe}">`,
    `<noscript><meta http-equiv="refresh" content="0; url=${safe}"></noscript>`,
  ];
  const body = `<body>
<main>
<h1>This page has moved</h1>
<p><a id="to" href="${safe}">It is at ${safe}</a></p>
</main>
<script>
const to = document.getElementById('to');
to.hash = location.hash;
location.replace(to.href);
</script>
</body>`;
  return htmlDocument({ title: 'This page has moved', head, body });
}
