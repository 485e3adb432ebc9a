import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { SCHEMA_FILES } from '../src/scoring/models/json-schema.ts';

/** Writes the JSON Schemas of the model files: `node scripts/scoring-schema.ts`. A test says when they are old. */
const folder = path.resolve(import.meta.dirname, '../src/scoring/models');
for (const [name, schema] of Object.entries(SCHEMA_FILES)) {
  writeFileSync(path.join(folder, name), `${JSON.stringify(schema(), null, 2)}\n`);
}
