/**
 * Reads a tutorial as a list of what its reader does. Blocks mean what the paragraph before them says:
 * "Create the file `NAME`" and "Replace the whole of `NAME`" are followed by that file; `sh` is run, in the second or third
 * terminal if the paragraph names it, else to its end, with exit code 0 or the one that the paragraph names; `text` is what
 * the last command printed, or what appears in the terminal that the paragraph names.
 */
import MarkdownIt from 'markdown-it';

/** One thing that a reader does or sees. `line` is its line in the page, from 1. */
export type Action = { readonly line: number } & (
  | { readonly does: 'write'; readonly path: string; readonly text: string }
  /** Runs to its end. */
  | { readonly does: 'run'; readonly script: string; readonly exitCode: number }
  /** Stays in a terminal of its own. */
  | { readonly does: 'start'; readonly script: string; readonly terminal: Terminal }
  /** Compares with what the last command printed, or what appears in a terminal. */
  | { readonly does: 'compare'; readonly expected: string; readonly terminal: Terminal | undefined }
  /** Presses Ctrl-C. */
  | { readonly does: 'stop'; readonly terminal: Terminal }
);

export type Terminal = 'second' | 'third';

/**
 * Reads a tutorial.
 *
 * @throws Error with its line if a block has a place or a language that means nothing
 */
export function readTutorial(markdown: string): readonly Action[] {
  const actions: Action[] = [];
  let lead = '';
  let started: Terminal | undefined;
  for (const { type, content, info, map } of new MarkdownIt().parse(markdown, {})) {
    const line = (map?.[0] ?? 0) + 1;
    if (type === 'inline') {
      lead = content;
      const [, stopped] = /Ctrl-C in the (second|third) terminal/.exec(content) ?? [];
      if (stopped !== undefined) actions.push({ line, does: 'stop', terminal: stopped as Terminal });
    }
    if (type !== 'fence') continue;

    const [, path] = /\b(?:create the file|replace the whole of) `([^`\s]+)`/i.exec(lead) ?? [];
    const terminal = /\b(second|third) terminal/.exec(lead)?.[1] as Terminal | undefined;
    if (info === 'sh' && terminal !== undefined) {
      actions.push({ line, does: 'start', script: content, terminal });
      started = terminal;
    } else if (info === 'sh') {
      const [, code = '0'] = /exit code (\d)/.exec(lead) ?? [];
      actions.push({ line, does: 'run', script: content, exitCode: Number(code) });
      started = undefined;
    } else if (info === 'text') {
      actions.push({ line, does: 'compare', expected: content, terminal: terminal ?? started });
    } else if (path !== undefined) {
      actions.push({ line, does: 'write', path, text: content });
    } else {
      throw new Error(`line ${line}: nothing executes this block: name its file above it, or use sh or text`);
    }
    lead = '';
  }
  return actions;
}
