import { type Express } from 'express';
import { type AppDeps, createApp } from '../../src/server/app.ts';

/** The service with every route and nothing behind them; `over` replaces what a test needs. */
export function idleApp(over: Partial<AppDeps> = {}): Express {
  const nothing = () => Promise.reject(new Error('not asked'));
  return createApp({
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    locale: 'en',
    portals: { find: nothing },
    readPortfolio: nothing,
    readCompanyHealth: nothing,
    runAction: nothing,
    ping: nothing,
    verifySignature: null,
    recordUrl: () => '',
    webhooks: { receive: nothing, publicUrl: '' },
    oauth: { begin: () => ({ consentUrl: '/', nonce: '' }), finish: nothing, secure: true },
    metrics: { read: nothing, token: null },
    ...over,
  });
}
