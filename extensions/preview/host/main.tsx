import { createController, createRemoteReceiver, RemoteRenderer } from '@remote-ui/react/host';
import { createRoot } from 'react-dom/client';
import { RECORD_PROPERTIES } from '../protocol.ts';
import { fetchCompanies, fetchPortalId, fetchProperties } from './api.ts';
import { HOST_COMPONENTS } from './components/index.ts';
import { PreviewPage } from './page.tsx';
import { settingsOf, type View } from './settings.ts';
import { offerWorker } from './worker.ts';
import './style.css';

const SCRIPTS: Readonly<Record<View, string>> = {
  tab: 'HealthCard',
  sidebar: 'SidebarCard',
  panel: 'PreviewCard',
  home: 'Home',
  settings: 'Settings',
};

/** Draws the page with an empty place for the extension, then loads that as HubSpot would. */
async function start(): Promise<void> {
  const settings = settingsOf(location.search);
  document.documentElement.lang = settings.locale;
  document.documentElement.dataset['theme'] = settings.dark ? 'dark' : 'light';
  const [companies, portalId] = await Promise.all([fetchCompanies(), fetchPortalId()]);
  const company = companies.find(({ id }) => id === settings.company) ?? companies[0];
  if (company === undefined) throw new Error('There are no companies to show.');
  const record = await fetchProperties(company.id, RECORD_PROPERTIES);
  const receiver = createRemoteReceiver();
  const card = <RemoteRenderer receiver={receiver} controller={createController(HOST_COMPONENTS)} />;
  createRoot(placeFor('page')).render(
    <PreviewPage settings={settings} companies={companies} company={company} record={record} card={card} />,
  );
  offerWorker(receiver, settings, company.id, portalId);
  const script = document.createElement('script');
  script.src = `/assets/${SCRIPTS[settings.view]}.js`;
  document.body.append(script);
}

function placeFor(id: string): HTMLElement {
  const place = document.getElementById(id);
  if (place === null) throw new Error(`The page has no place named ${id}.`);
  return place;
}

start().catch((error: unknown) => {
  placeFor('page').textContent = error instanceof Error ? error.message : String(error);
});
