/** The door of safe text: secrets are hidden, and untrusted text cannot command a terminal or a CI system. */
export { cutText } from './cut-text.ts';
export { guarded, type Trust } from './guard.ts';
export { isOneLine, oneLine, plain, safeJson } from './plain.ts';
export { POSIX } from './posix.ts';
export { querySecrets } from './query-secrets.ts';
export { redactValue } from './redact-value.ts';
export { labelOf, splitAtKeys } from './redacted-keys.ts';
export { createRedactor, type LabelledSecret, type RedactedText, type Redactor } from './redactor.ts';
export { createShapeRedactor, type ShapeRedactor } from './shaped-keys.ts';
export { shellLinesFor } from './shell-lines.ts';
export type { ShellLines } from './shell-syntax.ts';
