/** What cucumber imports in a clone for the emulator's own features, in each of its workers. */
import { register } from 'tsx/esm/api';

register();

for (const name of ['delivery', 'engage', 'ingress', 'time-and-traces', 'support/hooks']) {
  await import(`./${name}.ts`);
}
