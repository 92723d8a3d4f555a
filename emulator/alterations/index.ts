/** Applies the enabled defects and variants to the parts of the destination. */
import type { Connector, Parts } from '../astrolabe/index.ts';
import type { Tools } from './alteration.ts';
import { DEFECTS, type DefectKey } from './defects/index.ts';
import type { DefectLog } from './log.ts';
import { markParts } from './mark.ts';
import { VARIANTS, type VariantKey } from './variants.ts';

export { DEFECTS, type DefectKey, defectNames } from './defects/index.ts';
export { createDefectLog, type DefectLog } from './log.ts';
export { VARIANTS, type VariantKey, variantNames } from './variants.ts';

/** The enabled defects and variants, and what they can use. */
interface AlterOptions extends Omit<Tools, 'connectors' | 'act'> {
  readonly defects: readonly DefectKey[];
  readonly variants: readonly VariantKey[];
  readonly log: DefectLog;
}

/** A function that replaces parts; undefined if nothing is enabled, so that calls do not pay for it. */
export function alterDestination(
  options: AlterOptions,
): ((parts: Parts, connectors: readonly Connector[]) => Parts) | undefined {
  const { defects, variants, log } = options;
  if (defects.length === 0 && variants.length === 0) return undefined;
  return (parts, connectors) => {
    const tools: Tools = { ...options, connectors, act: () => {} };
    let altered = parts;
    for (const name of variants) {
      const { alter } = VARIANTS[name];
      if (alter !== undefined) altered = { ...altered, ...alter(altered, tools) };
    }
    for (const name of defects) {
      altered = { ...altered, ...DEFECTS[name].alter(altered, { ...tools, act: () => log.act(name) }) };
    }
    return defects.length === 0 ? altered : markParts(altered, log);
  };
}
