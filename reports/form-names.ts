/** Names that options take, kept apart from the renderers so that a help text loads none of them. */

/** Forms of a recorded request, as `cite --as` takes them. */
export const REQUEST_FORMS = ['http', 'curl', 'fetch', 'analytics.js', 'node', 'python', 'json'] as const;

export type RequestForm = (typeof REQUEST_FORMS)[number];

/** Markups of a citation, as `cite --format` takes them, with the endings of their files. */
export const CITATION_FORMATS = { markdown: '.md', html: '.html', asciidoc: '.adoc' } as const;

export type CitationFormat = keyof typeof CITATION_FORMATS;
