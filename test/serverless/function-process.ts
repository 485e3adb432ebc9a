import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const FUNCTIONS: Readonly<Record<string, string>> = {
  getHealth: 'get-health',
  refreshHealth: 'refresh-health',
  logPulse: 'log-pulse',
  startPlaybook: 'start-playbook',
  setOverride: 'set-override',
};

export interface FunctionCall {
  /** The assembled project. */
  readonly out: string;
  readonly action: string;
  readonly parameters: object;
  readonly environment: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch that the function believes in; the real time without. */
  readonly now?: number | undefined;
}

/** The uploaded bundle in a process of its own with the memory HubSpot gives. */
export async function callFunction({ out, action, parameters, environment, now }: FunctionCall) {
  const script = path.join(out, `app/functions/${FUNCTIONS[action] ?? 'portal'}.js`);
  const context = { parameters: { ...parameters, userEmail: 'ana@example.com', action } };
  const clock = now === undefined ? '' : clockAt(now);
  const code = `${clock}require(${JSON.stringify(script)}).main(${JSON.stringify(context)}).then((r) => console.log(JSON.stringify(r)))`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--max-old-space-size=128', '--eval', code],
    { env: { PATH: process.env['PATH'] ?? '', ...environment } },
  );
  return JSON.parse(stdout) as unknown;
}

const clockAt = (now: number) =>
  `const Real = Date; globalThis.Date = class extends Real {
    constructor(...given) { if (given.length) super(...given); else super(${now}); } static now() { return ${now}; } };`;
