import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { SCHEMA_FILES } from '../../../src/scoring/models/json-schema.ts';

const folder = path.resolve(import.meta.dirname, '../../../src/scoring/models');
const read = (file: string): unknown => JSON.parse(readFileSync(path.join(folder, file), 'utf8'));

test.each(Object.entries(SCHEMA_FILES))(
  '%s is current (else run node scripts/scoring-schema.ts)',
  (file, schema) => {
    expect(read(file)).toEqual(JSON.parse(JSON.stringify(schema())));
  },
);

const documents = readdirSync(folder).filter(
  (file) => file.endsWith('.json') && !file.endsWith('.schema.json'),
);

test.each(documents.filter((file) => file !== 'defaults.json'))('%s names its schema and fits it', (file) => {
  const document = read(file) as { $schema: string };
  const name = document.$schema.replace('./', '');
  const validate = new Ajv2020().compile(read(name) as object);
  expect(validate(document) ? [] : validate.errors).toEqual([]);
});
