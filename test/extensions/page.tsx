import { createRenderer } from '@hubspot/ui-extensions/testing';
import { Tab } from '@hubspot/ui-extensions';
import { jest } from '@jest/globals';
import { HomePage } from '../../extensions/ui/pages/HomePage.tsx';
import { type CallService, ServiceError } from '../../extensions/ui/service/call.ts';
import { SettingsPage } from '../../extensions/ui/settings/SettingsPage.tsx';
import { NOW } from './card.tsx';

/** What the service answers to each action; others it does not. */
export type Answers = Readonly<Record<string, (parameters: object) => unknown>>;

/** A page of the app as HubSpot would draw it, with a service that answers by rote. */
export function renderPage(kind: 'home' | 'settings', answers: Answers, locale = 'en') {
  const renderer = createRenderer(kind === 'home' ? 'pages' : 'settings');
  const { context } = renderer.mocks;
  renderer.mocks.useExtensionContext.willCall(() => ({ ...context, user: { ...context.user, locale } }));
  const service = jest.fn<CallService>(async (action, parameters) => {
    const answer = answers[action];
    if (answer === undefined) throw new ServiceError('unreachable', '');
    return answer(parameters);
  });
  const Page = kind === 'home' ? HomePage : SettingsPage;
  renderer.render(<Page clock={() => NOW} service={service} />);
  const words = () => renderer.getRootNode().toString();
  const tab = (id: string) => renderer.find(Tab, { tabId: id });
  return { ...renderer, renderer, service, words, tab };
}
