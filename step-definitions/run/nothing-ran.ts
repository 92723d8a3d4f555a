/** What a run of nothing says; cucumber itself would call it a success. */
export const NOTHING_RAN =
  'no scenario ran: nothing was selected, or every scenario was skipped. Check the paths, the --tags and the --name of this run';
