/** Applies the enabled defects and variants to the parts of the destination. */
import type { Connector, Parts } from '../astrolabe/index.ts';
import type { Tools } from './alteration.ts';
import { DEFECT_ROWS, type DefectName } from './defects/index.ts';
import type { DefectLog } from './log.ts';
import { markParts } from './mark.ts';
import { VARIANT_ROWS, type VariantName } from './variants.ts';

export { DEFECTS, type Defect, type DefectName, defectNames } from './defects/index.ts';
export { createDefectLog, type DefectLog } from './log.ts';
export { DEFECT_HEADER, ENABLED_HEADER } from './mark.ts';
export { VARIANTS, type Variant, type VariantName, variantNames } from './variants.ts';

/** The enabled defects and variants, and what they can use. */
interface AlterOptions extends Omit<Tools, 'connectors' | 'act'> {
  readonly defects: readonly DefectName[];
  readonly variants: readonly VariantName[];
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
      const { alter } = VARIANT_ROWS[name];
      if (alter !== undefined) altered = { ...altered, ...alter(altered, tools) };
    }
    for (const name of defects) {
      altered = { ...altered, ...DEFECT_ROWS[name].alter(altered, { ...tools, act: () => log.act(name) }) };
    }
    return defects.length === 0 ? altered : markParts(altered, log);
  };
}
