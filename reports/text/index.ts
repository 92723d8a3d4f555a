/** Text helpers: escaping, wrapping, colour, quoting. */

export { cutText, oneLine, POSIX, plain, type ShellLines, shellLinesFor } from '../../safe-text/index.ts';
export { cut, indented, withoutCommands } from './cut.ts';
export { jsLiteral } from './js-literal.ts';
export { padded, wrap } from './layout.ts';
export { escapeInHtml, escapeMarkdown, fenced, markdownList, markdownTable } from './markdown-text.ts';
export { createPaint, type Paint, VERDICT_STYLES } from './paint.ts';
export {
  byGroup,
  EVIDENCE_WORDS,
  groupOf,
  occurring,
  plural,
  timeInWords,
  VERDICT_MARKS,
  VERDICT_WORDS,
} from './words.ts';
export { element, escapeXml } from './xml.ts';
