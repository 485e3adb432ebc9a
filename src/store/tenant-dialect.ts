import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import pg from 'pg';
import { withStoreFailure } from './connection-failure.ts';
import { TENANT_ROLE, TENANT_SETTING } from './tenant-guard.ts';

/**
 * A dialect whose every statement runs as one tenant: inside a transaction that has taken the tenant's role and
 * named the portal. Both are local to the transaction, so that a pooled connection carries nothing over to the
 * next user, through a transaction-pooling proxy neither. Shares the pool of `base` and never ends it.
 */
export function tenantDialect(base: Dialect, portalId: string, server: ServerKind): Dialect {
  return {
    createAdapter: () => base.createAdapter(),
    createQueryCompiler: () => base.createQueryCompiler(),
    createIntrospector: (db) => base.createIntrospector(db),
    createDriver: () => tenantDriver(tellingOutages(base.createDriver()), portalId, server),
  };
}

/** `remote`: each message to the database is a journey, and several statements may share one. */
export type ServerKind = 'remote' | 'embedded';

/** The same driver, whose failures to reach the database say so. */
function tellingOutages(driver: Driver): Driver {
  const telling =
    <Arguments extends unknown[], Result>(work: (...given: Arguments) => Promise<Result>) =>
    async (...given: Arguments): Promise<Result> => {
      try {
        return await work(...given);
      } catch (error) {
        throw withStoreFailure(error);
      }
    };
  return {
    init: () => driver.init(),
    destroy: () => driver.destroy(),
    acquireConnection: telling(() => driver.acquireConnection()),
    releaseConnection: (connection) => driver.releaseConnection(connection),
    beginTransaction: telling((connection, settings) => driver.beginTransaction(connection, settings)),
    commitTransaction: telling((connection) => driver.commitTransaction(connection)),
    rollbackTransaction: telling((connection) => driver.rollbackTransaction(connection)),
  };
}

function tenantDriver(driver: Driver, portalId: string, server: ServerKind): Driver {
  const settled = Object.entries({ role: TENANT_ROLE, [TENANT_SETTING]: portalId }).map(
    ([name, value]) => `set_config('${name}', ${pg.escapeLiteral(value)}, true)`,
  );
  const enter = CompiledQuery.raw(`select ${settled.join(', ')}`);
  const beginAndEnter = CompiledQuery.raw(`begin; ${enter.sql}`);
  const begin = async (connection: DatabaseConnection, settings: TransactionSettings): Promise<void> => {
    const inOneMessage = server === 'remote' && Object.keys(settings).length === 0;
    if (!inOneMessage) await driver.beginTransaction(connection, settings);
    try {
      await connection.executeQuery(inOneMessage ? beginAndEnter : enter);
    } catch (error) {
      await driver.rollbackTransaction(connection).catch(() => undefined);
      throw withStoreFailure(error);
    }
  };
  return {
    init: () => driver.init(),
    destroy: () => Promise.resolve(),
    async acquireConnection() {
      return new TenantConnection(driver, await driver.acquireConnection(), begin);
    },
    releaseConnection: (connection) => driver.releaseConnection(innerOf(connection)),
    async beginTransaction(connection, settings) {
      await begin(innerOf(connection), settings);
      setOpen(connection, true);
    },
    async commitTransaction(connection) {
      setOpen(connection, false);
      await driver.commitTransaction(innerOf(connection));
    },
    async rollbackTransaction(connection) {
      setOpen(connection, false);
      await driver.rollbackTransaction(innerOf(connection));
    },
  };
}

class TenantConnection implements DatabaseConnection {
  readonly inner: DatabaseConnection;
  /** Whether the caller has a transaction open; then it is a tenant's already. */
  open = false;
  readonly #driver: Driver;
  readonly #begin: (connection: DatabaseConnection, settings: TransactionSettings) => Promise<void>;

  constructor(
    driver: Driver,
    inner: DatabaseConnection,
    begin: (connection: DatabaseConnection, settings: TransactionSettings) => Promise<void>,
  ) {
    this.#driver = driver;
    this.inner = inner;
    this.#begin = begin;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.open) return this.#execute<Row>(query);
    await this.#begin(this.inner, {});
    try {
      const result = await this.#execute<Row>(query);
      await this.#driver.commitTransaction(this.inner);
      return result;
    } catch (error) {
      // The statement's own failure is what the caller must see.
      await this.#driver.rollbackTransaction(this.inner).catch(() => undefined);
      throw error;
    }
  }

  async #execute<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    try {
      return await this.inner.executeQuery<Row>(query);
    } catch (error) {
      throw withStoreFailure(error);
    }
  }

  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('A tenant reads in batches, not in streams.');
  }
}

function innerOf(connection: DatabaseConnection): DatabaseConnection {
  return connection instanceof TenantConnection ? connection.inner : connection;
}

function setOpen(connection: DatabaseConnection, open: boolean): void {
  if (connection instanceof TenantConnection) connection.open = open;
}
