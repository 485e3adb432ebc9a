import { createRemoteRoot } from '@remote-ui/core';
import * as RemoteUI from '@remote-ui/react';
import { type RemoteReceiver } from '@remote-ui/react/host';
import * as React from 'react';
import { fetchProperties, postAction } from './api.ts';
import { type PreviewSettings, type View } from './settings.ts';
import { answerIn } from './states.ts';

interface CardApi {
  readonly context: object;
  readonly actions: object;
}

/**
 * Puts in place what HubSpot's worker offers a card: React, the remote renderer, the record's properties and the
 * context. The card script then draws itself into the receiver.
 */
export function offerWorker(
  receiver: RemoteReceiver,
  settings: PreviewSettings,
  companyId: string,
  portalId: number,
) {
  const context = contextOf(settings, companyId, portalId);
  const actions = { addAlert: () => undefined, refreshObjectProperties: () => undefined };
  Object.assign(globalThis, {
    React,
    RemoteUI,
    __HUBSPOT_EXTENSION_WORKER__: true,
    logger: console,
    hsFetch: refuse,
    serverless: (_name: string, { parameters }: ServerlessOptions) => runAction(settings, parameters),
    hsWorkerAPI: {
      useExtensionContext: () => context,
      useExtensionActions: () => actions,
      useExtensionApi: () => ({ context, actions }),
      fetchCrmProperties: (names: readonly string[]) => crmProperties(settings, companyId, names),
    },
    extend_V2: (draw: (api: CardApi) => React.ReactElement) => {
      const root = createRemoteRoot(receiver.receive, { strict: false });
      RemoteUI.createRoot(root).render(draw({ context, actions }));
      void root.mount();
    },
  });
}

interface ServerlessOptions {
  readonly parameters: Readonly<Record<string, unknown>> & { readonly action: string };
}

/** The built extensions call functions of the app; the preview server plays them. */
async function runAction(
  { state }: PreviewSettings,
  { action, ...parameters }: ServerlessOptions['parameters'],
): Promise<unknown> {
  if (state === 'service-down') throw new Error('The function did not answer.');
  return postAction(action, parameters);
}

/** Static builds fetch nothing themselves. */
async function refuse(): Promise<never> {
  throw new Error('This build has no address to fetch from.');
}

async function crmProperties(settings: PreviewSettings, companyId: string, names: readonly string[]) {
  const answer = answerIn(settings.state, await fetchProperties(companyId, names));
  if (answer === null) return new Promise<never>(() => undefined);
  return { json: async () => ({ ...answer, cleanup: () => undefined }) };
}

const LOCATIONS: Readonly<Record<View, string>> = {
  tab: 'crm.record.tab',
  sidebar: 'crm.record.sidebar',
  panel: 'crm.preview',
  home: 'pages',
  settings: 'settings',
};

function contextOf(settings: PreviewSettings, companyId: string, portalId: number): object {
  return {
    location: LOCATIONS[settings.view],
    crm: { objectId: Number(companyId), objectTypeId: '0-2' },
    portal: { id: portalId, timezone: 'Europe/Madrid' },
    user: {
      id: 1,
      firstName: 'Preview',
      lastName: 'User',
      email: 'preview@example.com',
      emails: ['preview@example.com'],
      roles: [],
      teams: [],
      permissions: [],
      locale: settings.locale,
    },
  };
}
