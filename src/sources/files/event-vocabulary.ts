import { type DuckDBConnection } from '@duckdb/node-api';
import { type Depth, type EventMapping } from '../amplitude/mapping.ts';
import { classifier } from '../amplitude/classify.ts';
import { deepestOf, remembered } from '../events/user-days.ts';

const MASK_BITS = 32;
/** What an event adds to the counts of its user's day, 0 or 1 each. */
export const COUNTS = ['kept', 'activity', 'started', 'completed'] as const;
const FIELDS = [...COUNTS, 'shows'] as const;

/**
 * What the names of events mean, as numbers that DuckDB can add up while it reads: the features used by a user on a
 * day are bits in masks of 32 each.
 */
export class EventVocabulary {
  readonly #meaning: ReturnType<typeof classifier>;
  readonly #classes: Record<string, string | number>[] = [];
  readonly #known = new Set<string>();
  readonly #features: string[] = [];
  readonly #decoded = remembered((key) => this.#decode(key.split(',').map(Number)));

  constructor(mapping: EventMapping) {
    this.#meaning = classifier(mapping);
  }

  /** Learns what names mean that it has not met; the places of features it knows stay. */
  learn(names: readonly string[]): void {
    for (const event of names) {
      if (!this.#known.has(event)) this.#learn(event);
      this.#known.add(event);
    }
  }

  /** How many masks it takes to hold all features; at least one. */
  get masks(): number {
    return Math.max(1, Math.ceil(this.#features.length / MASK_BITS));
  }

  /** Columns `m0`, `m1` … of the masks. */
  get maskColumns(): string[] {
    return Array.from({ length: this.masks }, (_, place) => `m${place}`);
  }

  #learn(event: string): void {
    const { ignored, activity, started, completed, feature, integration } = this.#meaning(event);
    const place = feature === null || ignored ? null : this.#placeOf(`${feature.depth}:${feature.id}`);
    this.#classes.push({
      event,
      kept: Number(!ignored),
      activity: Number(activity),
      started: Number(started),
      completed: Number(completed),
      shows: Number(integration !== null && !ignored),
      ...(place === null ? {} : { [`m${Math.floor(place / MASK_BITS)}`]: 2 ** (place % MASK_BITS) }),
    });
  }

  /** Puts all of it into the temporary table `class`: a name, what it counts for, its bit. */
  async store(connection: DuckDBConnection): Promise<void> {
    const types = [
      ...FIELDS.map((name) => [name, 'INTEGER']),
      ...this.maskColumns.map((name) => [name, 'UINTEGER']),
    ];
    const structure = JSON.stringify([{ event: 'VARCHAR', ...Object.fromEntries(types) }]);
    const columns = types.map(([name]) => `coalesce(each.${name}, 0) AS ${name}`).join(', ');
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE class AS
       SELECT each.event, ${columns} FROM (SELECT unnest(from_json($1::VARCHAR, '${structure}')) AS each)`,
      [JSON.stringify(this.#classes)],
    );
  }

  /** The features behind masks, in the order of their columns. */
  featuresOf(masks: readonly number[]): Readonly<Record<string, Depth>> {
    return this.#decoded(masks.join(','));
  }

  #placeOf(feature: string): number {
    const known = this.#features.indexOf(feature);
    return known >= 0 ? known : this.#features.push(feature) - 1;
  }

  #decode(masks: readonly number[]): Readonly<Record<string, Depth>> {
    return deepestOf(
      this.#features.filter(
        (_, place) => (((masks[Math.floor(place / MASK_BITS)] ?? 0) >>> (place % MASK_BITS)) & 1) === 1,
      ),
    );
  }
}
