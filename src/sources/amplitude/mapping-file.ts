import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { eventMapping, type EventMapping, type EventMappingInput } from './mapping.ts';

/** Validates an event mapping. @throws AppError `config-invalid` naming every path at fault */
export function parseMapping(mapping: unknown): EventMapping {
  const parsed = eventMapping.safeParse(mapping);
  if (parsed.success) return parsed.data;
  throw new AppError('config-invalid', `The event mapping is wrong: ${z.prettifyError(parsed.error)}`);
}

/** Reads an event mapping from a JSON file. @throws AppError `config-invalid` */
export function readMappingFile(file: string): EventMappingInput {
  try {
    return parseMapping(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const reason = (cause as Error).message;
    throw new AppError('config-invalid', `The event mapping ${file} cannot be read: ${reason}`, {
      cause,
    });
  }
}
