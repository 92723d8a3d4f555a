/** The door of citations in documents: `cite --update` and `cite --check`, and the plugin of remark. */
export { fillTree, type MarkdownNode, UnusableCitations } from './fill-tree.ts';
export { runCitedFiles } from './run-cited-files.ts';
