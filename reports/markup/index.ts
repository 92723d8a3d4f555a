/** Documents as blocks, written as Markdown, AsciiDoc or HTML. */
export { type Block, code, heading, type Link, list, paragraph, table, type Words } from './blocks.ts';
export { toAsciidoc } from './to-asciidoc.ts';
export { type HeadedText, headingId, headingsOf, markdownToHtml } from './to-html.ts';
export { toMarkdown } from './to-markdown.ts';
