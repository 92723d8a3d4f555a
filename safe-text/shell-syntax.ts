/** What a shell's lines are written with. */

/** How to write what a person copies into a terminal. */
export interface ShellLines {
  /** The name of the program curl: in Windows PowerShell, `curl` alone is another command. */
  readonly curl: string;
  /** One word of a command; keys that are redacted in it come from the environment. */
  word(text: string): string;
  /** A word that is one redacted key, such as `«api-key»`, and what follows it; undefined for any other text. */
  keyed(part: string, after?: string): string | undefined;
  /** Sets a variable for the commands that follow. */
  assign(name: string, value: string): string;
}
