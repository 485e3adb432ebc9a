import { type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { default as addFormats } from 'ajv-formats';
import { ERROR_CODES } from '../../src/errors.ts';
import { CARD_ACTIONS } from '../../src/model/card-actions.ts';
import { PORTAL_ACTIONS } from '../../src/model/portal-actions.ts';
import { openApiDocument } from '../../src/server/openapi.ts';
import { idleApp } from './idle-app.ts';

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
  readonly responses: Readonly<
    Record<
      string,
      {
        readonly description: string;
        readonly content?: Readonly<Record<string, { readonly schema: object }>>;
      }
    >
  >;
}
interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

const document = openApiDocument() as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
);
const ajv = new Ajv2020({ strict: false });
(addFormats as unknown as (ajv: object) => void)(ajv);

let server: Server;
let base: string;
beforeAll(async () => {
  const app = idleApp({ portals: { find: async () => '1' } });
  server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

test.each(operations)('$method $path is there', async ({ method, path }) => {
  const answer = await fetch(base + path.replaceAll(/\{\w+\}/g, '1'), {
    method,
    redirect: 'manual',
    headers: { 'content-type': 'application/json' },
  });
  expect(await answer.text()).not.toContain('There is nothing at');
});

test('every action is described by the schema that checks it', () => {
  const described = operations.flatMap(({ path }) => /^\/api\/actions\/(\w+)$/.exec(path)?.[1] ?? []);
  expect(described.sort()).toEqual([...Object.keys(CARD_ACTIONS), ...Object.keys(PORTAL_ACTIONS)].sort());
});

test.each([
  ['logPulse', { companyId: '11', requestId: 'request-1', score: 4, reason: 'they renew' }, true],
  ['logPulse', { companyId: '11', requestId: 'request-1', score: 6, reason: 'they renew' }, false],
  ['getHealth', { companyId: null }, false],
  ['saveSettings', { settings: {}, basedOn: 0 }, true],
  ['saveSettings', { settings: {}, basedOn: -1 }, false],
  ['confirmAccount', { source: 'stripe', externalId: 'cus_1', companyId: null }, true],
  ['confirmAccount', { source: 'stripe', externalId: 'cus_1', companyId: 'x' }, false],
])('the description of %s says of %j what the service says', (name, body, valid) => {
  const schema = document.paths[`/api/actions/${name}`]?.post?.requestBody?.content['application/json']
    ?.schema as object;
  const checks = { ...CARD_ACTIONS, ...PORTAL_ACTIONS }[name as keyof typeof CARD_ACTIONS];
  expect(ajv.validate(schema, body)).toBe(valid);
  expect(checks.safeParse(body).success).toBe(valid);
});

test('every action says who asks, what it answers, and each status that an error of ours has', () => {
  const statuses = new Set(Object.values(ERROR_CODES).map(({ httpStatus }) => String(httpStatus)));
  const actions = operations.filter(({ path }) => path.startsWith('/api/actions/'));
  for (const { operation } of actions) {
    expect(operation.parameters?.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['portalId', 'userEmail', 'userId']),
    );
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['200', ...statuses]));
    expect(operation.responses['200']?.content?.['application/json']?.schema).toBeDefined();
  }
});

test('a card answer is as it is described', () => {
  const schema = document.components.schemas.CardAnswer as object;
  const unscored = { companyId: '11', score: null, band: null, alert: null, scoredAt: null, breakdown: null };
  expect(ajv.validate(schema, { ...unscored, done: { tasksCreated: 2 } })).toBe(true);
  expect(ajv.validate(schema, { ...unscored, score: 'high' })).toBe(false);
});

test('every parameter of a path is declared, every answer is described, every reference leads somewhere', () => {
  expect(document.openapi).toMatch(/^3\.1\./);
  for (const { path, operation } of operations) {
    const declared = operation.parameters?.filter((each) => each.in === 'path').map(({ name }) => name) ?? [];
    expect([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)).toEqual(declared);
    for (const { description } of Object.values(operation.responses)) expect(description).not.toBe('');
  }
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"(#\/components\/[^"]+)"/g)];
  expect(references.length).toBeGreaterThan(0);
  for (const [, reference = ''] of references) {
    expect(Object.keys(document.components.schemas)).toContain(reference.split('/').at(-1));
  }
  for (const schema of Object.values(document.components.schemas)) {
    expect(() => ajv.compile(schema)).not.toThrow();
  }
});
