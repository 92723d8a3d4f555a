/** Lets nyc instrument TypeScript that is loaded as ES modules; must be registered after tsx. */
import { register } from 'node:module';

register('@istanbuljs/esm-loader-hook', import.meta.url);
