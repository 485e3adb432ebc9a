import { gunzipSync } from 'node:zlib';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import { type AmplitudeServer } from '../../../src/sandbox/amplitude/server.ts';

export interface ExportedEvent {
  readonly event_type: string;
  readonly event_time: string;
  readonly server_upload_time: string;
  readonly user_id: string | null;
  readonly device_id: string;
  readonly uuid: string;
  readonly $insert_id: string;
  readonly session_id: number;
  readonly groups: { readonly company?: readonly string[] };
  readonly group_properties: {
    readonly company?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  };
  readonly user_properties: { readonly email?: string; readonly role?: string };
  readonly event_properties: Readonly<Record<string, string>>;
}

export interface Export {
  readonly names: readonly string[];
  readonly events: readonly ExportedEvent[];
  readonly text: string;
}

export function ask(server: AmplitudeServer, start: string, end: string): Promise<Response> {
  const authorization = `Basic ${btoa(`${server.apiKey}:${server.secretKey}`)}`;
  return fetch(`${server.baseUrl}/api/2/export?start=${start}&end=${end}`, { headers: { authorization } });
}

function openZip(bytes: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true, validateEntrySizes: true }, (error, zip) => {
      if (error) reject(error);
      else resolve(zip);
    });
  });
}

function readEntry(zip: ZipFile, entry: Entry): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) {
        reject(error);
        return;
      }
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => resolve(Buffer.concat(chunks)));
      stream.on('error', reject);
    });
  });
}

/** Unpacks an export with the library that clients use. */
export async function unpack(response: Response): Promise<Export> {
  const zip = await openZip(Buffer.from(await response.arrayBuffer()));
  const names: string[] = [];
  let text = '';
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', resolve);
    zip.on('entry', (entry: Entry) => {
      names.push(entry.fileName);
      readEntry(zip, entry)
        .then((content) => {
          text += gunzipSync(content).toString('utf8');
          zip.readEntry();
        })
        .catch(reject);
    });
    zip.readEntry();
  });
  const lines = text.split('\n').filter((line) => line !== '');
  return { names, text, events: lines.map((line) => JSON.parse(line) as ExportedEvent) };
}
