import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

/** Official API descriptions: a checking reference that lies beside the checkout, never inside it. */
const FOLDER = path.resolve(import.meta.dirname, '../../../../../shared/specs/hubspot');

export const descriptionsAvailable = existsSync(FOLDER);

/** Descriptions of the endpoints we serve; deals go by the general objects file, see the overlay. */
const FILES = [
  'crm.objects.v3.r424',
  'crm.objects.2026-03.r424',
  'crm.associations.v4.r130902',
  'crm.associations.2026-03.r130902',
  'crm.associationsSchema.v4.r50914',
  'crm.associationsSchema.2026-03.r130902',
  'crm.properties.v3.r145899',
  'crm.properties.2026-03.r145899',
  'crm.lists.v3.r144891',
  'crm.lists.2026-03.r144891',
  'crm.crmOwners.v3.r146888',
  'crm.crmOwners.2026-03.r146888',
  'crm.pipelines.v3.r145896',
  'crm.pipelines.2026-03.r145896',
  'account.accountInfo.v3.r144923',
  'account.accountInfo.2026-03.r144923',
  'auth.oauth.v1.r155908',
  'auth.oauth.v3.r279897',
  'auth.oauth.2026-03.r279897',
  'automation.automationV4.v4.r144908',
  'automation.actionsV4.v4.r148901',
  'automation.actionsV4.2026-03.r148901',
  'webhooks.webhooks.v3.r147891',
  'webhooks.webhooks.2026-03.r147891',
  'webhooks.webhooks.2026-09.r147891',
  // For what only these types have: merging and deleting for good.
  'crm.companies.v3.r424',
  'crm.companies.2026-03.r424',
  'crm.contacts.v3.r424',
  'crm.contacts.2026-03.r424',
] as const;

interface Schema {
  [key: string]: unknown;
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
}

interface Body {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
  readonly $ref?: string;
}

interface Operation {
  readonly requestBody?: Body;
  readonly responses: Readonly<Record<string, Body>>;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Record<string, Schema> };
}

export interface DescribedOperation {
  /** For example `POST /crm/v3/objects/{objectType}/search`. */
  readonly name: string;
  readonly file: string;
  readonly pattern: RegExp;
  readonly method: string;
  readonly operation: Operation;
}

const drop = (schema: Schema | undefined, ...names: string[]): void => {
  if (schema?.required) schema.required = schema.required.filter((name) => !names.includes(name));
};

/** Property values of records may be null, in answers and in requests. */
function allowNullValues(schema: Schema): void {
  const values = schema.properties?.properties?.additionalProperties;
  if (typeof values === 'object' && values.type === 'string') values.type = ['string', 'null'];
}

/** Where the descriptions are known to differ from recorded answers of the real API. */
function overlay({ components: { schemas } }: Description): void {
  for (const schema of Object.values(schemas)) allowNullValues(schema);
  drop(schemas.SimplePublicObjectInputForCreate, 'associations');
  drop(schemas.SimplePublicObjectBatchInputForCreate, 'associations');
  drop(schemas.PublicObjectSearchRequest, 'after', 'filterGroups', 'limit', 'properties', 'sorts');
  // The search guide sorts by objects of property and direction; the description knows texts only.
  const sorts = schemas.PublicObjectSearchRequest?.properties?.sorts;
  if (sorts) sorts.items = { type: ['string', 'object'] };
  drop(schemas.BatchReadInputSimplePublicObjectId, 'properties', 'propertiesWithHistory');
  drop(schemas.BatchReadInputPropertyName, 'archived', 'dataSensitivity');
  drop(schemas.Error, 'category', 'correlationId');
  drop(schemas.StandardError, 'errors', 'links', 'context');
  drop(schemas.SignedAccessToken, 'appInstallId', 'audience');
  // A sub-category is a text in every recorded answer.
  if (schemas.StandardError?.properties) schemas.StandardError.properties.subCategory = { type: 'string' };
  // Fields of workflow actions hold texts as well as objects.
  const fields = schemas.ApiSingleConnectionAction?.properties?.fields;
  if (fields) fields.additionalProperties = true;
  // Labels are null for unlabelled kinds of tie.
  const label = schemas.AssociationSpecWithLabel?.properties?.label;
  if (label) label.type = ['string', 'null'];
}

/** The v1 token answer has no `token_use`. */
function overlayV1Tokens({ components: { schemas } }: Description): void {
  drop(schemas.AccessTokenResponse, 'token_use');
}

function patternOf(template: string, date: string | null): RegExp {
  const dated = date === null ? template : template.replace('2026-03', date);
  return new RegExp(`^${dated.replaceAll(/\{[^}]+\}/g, '[^/]+').replace(/\/$/, '')}/?$`);
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

function operationsOf(file: string, description: Description): DescribedOperation[] {
  // The 2026-09 files are stale stubs: that version is checked by the 2026-03 ones.
  const dates = file.includes('2026-03') ? ['2026-03', '2026-09'] : [null];
  return Object.entries(description.paths).flatMap(([template, methods]) =>
    Object.entries(methods)
      .filter(([method]) => METHODS.includes(method))
      .flatMap(([method, operation]) =>
        dates.map((date) => ({
          name: `${method.toUpperCase()} ${date === null ? template : template.replace('2026-03', date)}`,
          file,
          pattern: patternOf(template, date),
          method: method.toUpperCase(),
          operation,
        })),
      ),
  );
}

/** Literal segments win over parameters when several templates fit a path. */
const openness = (operation: DescribedOperation): number => operation.name.split('{').length;

/** Validates requests and answers against the descriptions; compiles only what is used. */
export class Descriptions {
  readonly #ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
  readonly #operations: DescribedOperation[] = [];
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor() {
    addFormats(this.#ajv);
    const present = new Set(readdirSync(FOLDER));
    for (const file of FILES) {
      if (!present.has(`${file}.json`)) throw new Error(`The description ${file} is missing`);
      const text = readFileSync(path.join(FOLDER, `${file}.json`), 'utf8');
      const description = JSON.parse(text) as Description;
      overlay(description);
      if (file.startsWith('auth.oauth.v1')) overlayV1Tokens(description);
      this.#ajv.addSchema({ ...description, $id: file });
      this.#operations.push(...operationsOf(file, description));
    }
  }

  find(method: string, requestPath: string): DescribedOperation | undefined {
    return this.#operations
      .filter((operation) => operation.method === method && operation.pattern.test(requestPath))
      .sort((left, right) => openness(left) - openness(right))[0];
  }

  #check(file: string, schema: Schema, value: unknown): string[] {
    const key = `${file}${JSON.stringify(schema)}`;
    const text = JSON.stringify(schema).replaceAll('"#/', `"${file}#/`);
    const validate = this.#compiled.get(key) ?? this.#ajv.compile(JSON.parse(text) as object);
    this.#compiled.set(key, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).slice(0, 3).map((error) => `${error.instancePath} ${error.message}`);
  }

  checkRequest({ file, operation }: DescribedOperation, body: unknown): string[] {
    const schema = operation.requestBody?.content?.['application/json']?.schema;
    return schema && body !== undefined ? this.#check(file, schema, body) : [];
  }

  /** Problems of an answer; rate limits are exempt, since their bodies are known not to fit. */
  checkAnswer({ file, operation }: DescribedOperation, status: number, body: unknown): string[] {
    if (status === 429) return [];
    const described = operation.responses[String(status)];
    if (!described) {
      return status >= 400
        ? this.#check(file, { $ref: '#/components/schemas/Error' }, body)
        : [`status ${status} is not described`];
    }
    const schema = Object.values(described.content ?? {})[0]?.schema;
    if (!schema) return body === undefined ? [] : ['a body where none is described'];
    return this.#check(file, schema, body);
  }
}
