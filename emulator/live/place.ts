/** Where a reader of the live view is: positions in the rings of traces and of the journal, which never change. */

export interface LivePlace {
  /** What the positions are of: they begin again at a start and at a reset. */
  readonly run: string;
  /** The position of the next trace. */
  readonly traces: number;
  /** The position of the next entry of the journal. */
  readonly journal: number;
}

/** As the `id` of a server-sent event: `lx2k9c0a-0.120.4`. */
export function textOf({ run, traces, journal }: LivePlace): string {
  return `${run}.${traces}.${journal}`;
}

/** Undefined if the text is not the `id` of an event of a live view. */
export function placeFrom(text: string): LivePlace | undefined {
  const [, run, traces, journal] = /^([\w-]{1,40})\.(\d{1,15})\.(\d{1,15})$/.exec(text) ?? [];
  return run === undefined ? undefined : { run, traces: Number(traces), journal: Number(journal) };
}
