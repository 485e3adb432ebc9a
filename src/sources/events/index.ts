/**
 * What sources of product events share: the meaning of events, the shape of a line, and the roll-up to user days.
 * The roll-up came with Amplitude, whose lines have the shape that all others are brought into.
 */
export { groupAccount } from '../amplitude/accounts.ts';
export { parseMapping, readMappingFile } from '../amplitude/mapping-file.ts';
export { type EventMapping, type EventMappingInput } from '../amplitude/mapping.ts';
export { rollUp, type Rollup, type RollupRules } from '../amplitude/rollup.ts';
export { type EventLine } from './event-line.ts';
export { EventLineFile } from './event-line-file.ts';
export { nextDays } from './pace.ts';
export { ifMemoryAllows, withDuckDb, withMoreMemory } from './duckdb.ts';
