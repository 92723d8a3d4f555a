/** Loaded into a graded process: writes the most memory that it ever had, in MB, to a file. */
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  writeFileSync(process.env.HOSTILE_PEAK, String(process.resourceUsage().maxRSS / 1024));
});
