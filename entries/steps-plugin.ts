/** Loaded by cucumber, from the profile of `astrolabe-conformance/steps`. */
import { pluginFor } from '../step-definitions/index.ts';

export default pluginFor(process);
