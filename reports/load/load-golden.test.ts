/** Every report of every record of a load against its golden file. */
import { compareWithGolden } from '../fixtures/golden-files.ts';
import { LOAD_SAMPLES } from '../fixtures/load-record.ts';
import { renderLoadJunit, renderLoadMarkdown, renderLoadSummary } from './index.ts';

compareWithGolden({
  folder: new URL('./golden/', import.meta.url),
  schema: 'load-record',
  samples: LOAD_SAMPLES,
  reports: {
    'console.golden.txt': (record) => `${renderLoadSummary(record, { colour: false })}\n`,
    'junit.golden.xml': renderLoadJunit,
    'summary.golden.md': renderLoadMarkdown,
  },
});
