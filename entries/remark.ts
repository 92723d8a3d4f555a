/** `astrolabe-conformance/remark`: a plugin of remark that fills the citations that Markdown marks. */

/** The processor that a plugin is added to, as far as this plugin uses it. */
export interface CitingProcessor {
  /** Makes a tree of Markdown. */
  parse(markdown: string): unknown;
}

/** The file of a tree, as far as this plugin uses it. */
export interface CitedDocument {
  /** The folder of the run. */
  readonly cwd: string;
  /** Throws a message about a place in the file. */
  fail(
    reason: string,
    options?: { readonly place?: { readonly line: number; readonly column: number } },
  ): never;
}

/**
 * A plugin for unified and remark: puts between `<!-- astrolabe:cite AST-GROUP-004 -->` and `<!-- /astrolabe -->` what
 * `cite --update` would write there. It executes the cited examples against an emulator of its own, in this process.
 *
 * @returns a transformer, which fails with the line of the file if a marker cannot be used, or if an example does not
 *   pass; then the tree is unchanged
 */
export function remarkCitations(this: CitingProcessor) {
  return async (tree: { type: string }, file: CitedDocument): Promise<void> => {
    // Loaded when a tree is there: a configuration of remark may load plugins that it does not run.
    const [{ fillTree, UnusableCitations }, { silentShell }] = await Promise.all([
      import('../cli/write/markers/index.ts'),
      import('../cli/library/silent-shell.ts'),
    ]);
    const shell = silentShell({ env: {}, cwd: file.cwd }, () => {});
    try {
      await fillTree(tree, (markdown) => this.parse(markdown) as { type: string }, shell);
    } catch (error) {
      if (!(error instanceof UnusableCitations)) throw error;
      const { line, message } = error;
      file.fail(message, line === undefined ? {} : { place: { line, column: 1 } });
    }
  };
}
