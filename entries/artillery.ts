/** `astrolabe-conformance/artillery`: sends the shards of a load from Artillery (docs/load.md). */
export {
  type ArtilleryContext,
  type ArtilleryEvents,
  type ArtilleryProcessor,
  type ArtilleryProject,
  createProcessor,
} from '../cli/load/artillery/processor.ts';
