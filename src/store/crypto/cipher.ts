import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { AppError } from '../../errors.ts';

/** Seals secrets for the database: AES-256-GCM, a fresh nonce each time, the key named beside the text. */
export interface Cipher {
  /** Id of the key that seals; older ones only open. */
  readonly keyId: string;
  /** `context` (whose secret, which one) is bound in: a sealed text moved to another row does not open. */
  seal(plain: string, context: string): string;
  /** @throws AppError `config-invalid` when its key is not configured, `store-failed` when the text was altered. */
  open(sealed: string, context: string): string;
}

const VERSION = 'v1';
const NONCE_BYTES = 12;
const KEY_BYTES = 32;
const REMEDY = 'create one with "npm run -s pulso -- keys generate"';

/**
 * @param keys 32 bytes each, base64; the first seals, all open, so that a new key can be put in front of the old.
 * @throws AppError `config-invalid` when a key is not one.
 */
export function createCipher(keys: readonly string[]): Cipher {
  const byId = new Map(keys.map((text) => parseKey(text)).map((key) => [idOf(key), key]));
  const [first] = byId;
  if (first === undefined) {
    throw new AppError('config-invalid', `PULSO_ENCRYPTION_KEY: missing; ${REMEDY}`);
  }
  const [keyId, key] = first;
  return {
    keyId,
    seal(plain, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return [VERSION, keyId, nonce.toString('base64url'), text.toString('base64url')].join('.');
    },
    open: (sealed, context) => openSealed(byId, sealed, context),
  };
}

/** A new random key for PULSO_ENCRYPTION_KEY. */
export function generateKey(): string {
  return randomBytes(KEY_BYTES).toString('base64');
}

/** Id of the key that sealed a text; null when it is not a sealed text. */
export function keyIdOf(sealed: string): string | null {
  const [version, keyId] = sealed.split('.');
  return version === VERSION && keyId !== undefined ? keyId : null;
}

const TAG_BYTES = 16;

function openSealed(keys: ReadonlyMap<string, Buffer>, sealed: string, context: string): string {
  const [, , nonce = '', text = ''] = sealed.split('.');
  const keyId = keyIdOf(sealed);
  const key = keys.get(keyId ?? '');
  if (key === undefined) {
    throw new AppError(
      'config-invalid',
      `A stored secret was sealed with key ${keyId ?? '(unknown)'}, which PULSO_ENCRYPTION_KEY does not hold; add that key behind the current one`,
    );
  }
  const bytes = Buffer.from(text, 'base64url');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new AppError('store-failed', 'A stored secret was altered or belongs to another account.', {
      cause,
    });
  }
}

function parseKey(text: string): Buffer {
  const key = Buffer.from(text, 'base64');
  if (key.byteLength !== KEY_BYTES || key.toString('base64').replace(/=+$/, '') !== text.replace(/=+$/, '')) {
    throw new AppError('config-invalid', `PULSO_ENCRYPTION_KEY: expected 32 bytes in base64; ${REMEDY}`);
  }
  return key;
}

/** Eight hex digits of the key's hash: enough to tell keys apart, nothing about the key. */
function idOf(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8);
}
