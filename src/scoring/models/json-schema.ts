import { z } from 'zod';
import { modelDocument } from './model-document.ts';
import { segmentsDocument } from './segment.ts';

/** Schema files beside the model files, for editors and other tools. Written by `scripts/scoring-schema.ts`. */
export const SCHEMA_FILES: Readonly<Record<string, () => object>> = {
  'model.schema.json': () => z.toJSONSchema(modelDocument, { io: 'input' }),
  'segments.schema.json': () => z.toJSONSchema(segmentsDocument, { io: 'input' }),
};
