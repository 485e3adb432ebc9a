import { type DatabaseConnection, type Driver, PGliteDialect } from 'kysely';

/**
 * Kysely's PGlite dialect with one query or transaction at a time. PGlite has a single session; the stock driver
 * hands the same connection to everybody, so a query issued while a transaction is open would run inside it.
 */
export class EmbeddedDialect extends PGliteDialect {
  override createDriver(): Driver {
    return exclusive(super.createDriver());
  }
}

function exclusive(driver: Driver): Driver {
  let last: Promise<void> = Promise.resolve();
  const releases = new Map<DatabaseConnection, () => void>();
  return {
    init: () => driver.init(),
    destroy: () => driver.destroy(),
    async acquireConnection() {
      const previous = last;
      let release!: () => void;
      last = new Promise((resolve) => {
        release = resolve;
      });
      await previous;
      const connection = await driver.acquireConnection();
      releases.set(connection, release);
      return connection;
    },
    async releaseConnection(connection) {
      await driver.releaseConnection(connection);
      const release = releases.get(connection);
      releases.delete(connection);
      release?.();
    },
    beginTransaction: (connection, settings) => driver.beginTransaction(connection, settings),
    commitTransaction: (connection) => driver.commitTransaction(connection),
    rollbackTransaction: (connection) => driver.rollbackTransaction(connection),
  };
}
