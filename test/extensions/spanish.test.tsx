import { LoadingButton, NumberInput, SearchInput, Tabs } from '@hubspot/ui-extensions';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { type CallService, ServiceError } from '../../extensions/ui/service/call.ts';
import { HomePage } from '../../extensions/ui/pages/HomePage.tsx';
import { SettingsPage } from '../../extensions/ui/settings/SettingsPage.tsx';
import { NOW } from './card.tsx';
import {
  backtestPreview,
  companiesAnswer,
  portfolioAnswer,
  previewAnswer,
  settingsAnswer,
} from './fixtures/portal.ts';
import { ENGLISH } from '../helpers/english.ts';
import { kpiAnswer, proofAnswer } from './fixtures/proof.ts';

/** What people wrote stays as they wrote it. */
const THEIRS = new Set(['small team']);

const home = () => ({ ...portfolioAnswer(), lastRunAt: null });
const ANSWERS: Readonly<Record<string, (parameters: object) => unknown>> = {
  readPortfolio: home,
  readCompanies: (parameters) => companiesAnswer(parameters),
  readProof: () => proofAnswer(),
  readKpis: kpiAnswer,
  readSettings: () => settingsAnswer(1),
  previewSettings: previewAnswer,
  previewProposal: previewAnswer,
  checkHubSpot: () => ({ created: [], drift: [MISSING_LIST] }),
};

const MISSING_LIST = {
  name: 'list Salud del cliente: rojo',
  problem: { en: 'is missing', es: 'falta' },
  remedy: { en: 'Have it created', es: 'Créala' },
};

function render(Page: typeof HomePage, answers = ANSWERS) {
  const renderer = createRenderer(Page === HomePage ? 'pages' : 'settings');
  const { context } = renderer.mocks;
  renderer.mocks.useExtensionContext.willCall(() => ({
    ...context,
    user: { ...context.user, locale: 'es' },
  }));
  const service: CallService = async (action, parameters) => {
    const answer = answers[action];
    if (answer === undefined) throw new ServiceError('unreachable', '');
    return answer(parameters);
  };
  renderer.render(<Page clock={() => NOW} service={service} />);
  const drawn = () => renderer.getRootNode().toString();
  const shows = (text: string) => renderer.waitFor(() => expect(drawn()).toContain(text));
  return { renderer, drawn, shows };
}

/** Everything with more than one word that is drawn or read out, without what others wrote. */
function sentences(drawn: string): string[] {
  const strings = [...drawn.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1] ?? '');
  return [...new Set(strings)].filter(
    (text) => /\S\s+\S/.test(text) && ![...THEIRS].some((theirs) => text.includes(theirs)),
  );
}

function expectSpanish(drawn: string): void {
  const found = sentences(drawn);
  expect(found.length).toBeGreaterThan(10);
  expect(found.filter((text) => ENGLISH.test(text))).toEqual([]);
}

test('an English sentence would be found', () => {
  expect(() => expectSpanish(`<Text>"${'una frase" "'.repeat(20)}Nothing is changed yet."`)).toThrow();
});

test('home, with every tab opened', async () => {
  const { renderer, drawn, shows } = render(HomePage);
  await shows('Clientes');
  for (const tab of ['portfolio', 'kpis', 'proof']) {
    renderer.find(Tabs).trigger('onSelectedChange', tab as never);
  }
  await shows('Tasa de abandono');
  await shows('¿Dice la puntuación quién se irá?');
  await shows('5 de 5 empresas');
  renderer.find(LoadingButton, ({ text }) => text === 'Ver qué se movería').trigger('onClick');
  await shows('¿Habría dicho quién se fue?');
  expectSpanish(drawn());
});

test.each([
  ['nobody is there yet', { readPortfolio: () => portfolioAnswer([]) }],
  ['the service is down', {}],
])('home when %s', async (_, answers) => {
  const { drawn, renderer } = render(HomePage, answers);
  await renderer.waitFor(() => expect(drawn()).toMatch(/ErrorState|EmptyState/));
  expect(sentences(drawn()).filter((text) => ENGLISH.test(text))).toEqual([]);
});

test.each([
  ['companies cannot be read', { readCompanies: undefined }],
  ['nothing was checked', { readProof: () => proofAnswer({ view: null, history: [] }) }],
  ['no KPI is there', { readKpis: () => ({ ...kpiAnswer(), periods: [], computedAt: null }) }],
])('home when %s', async (_, answers) => {
  const all = Object.entries({ ...ANSWERS, ...answers }).filter(([, answer]) => answer !== undefined);
  const { renderer, drawn, shows } = render(HomePage, Object.fromEntries(all));
  await shows('Clientes');
  for (const tab of ['portfolio', 'kpis', 'proof']) {
    renderer.find(Tabs).trigger('onSelectedChange', tab as never);
  }
  await renderer.waitFor(() => expect(drawn()).not.toContain('LoadingSpinner'));
  renderer.findAll(SearchInput).forEach((input) => expect(input.props.label).toBe('Buscar por nombre'));
  expectSpanish(drawn());
});

test.each([
  ['the change is judged on the past', backtestPreview()],
  ['too few left', backtestPreview({ missing: 'too-few-lost', before: null, after: null, gain: null })],
  ['time was out', backtestPreview({ missing: 'out-of-time', before: null, after: null, gain: null })],
  ['it is another model', backtestPreview({ missing: 'other-model', before: null, after: null, gain: null })],
  ['nothing was scored', backtestPreview({ missing: 'never-scored', before: null, after: null, gain: null })],
  ['time was short', backtestPreview({ whole: false, gain: { low: -1, high: 1 } })],
])('settings, with every tab and a preview: %s', async (_, backtest) => {
  const { renderer, drawn, shows } = render(SettingsPage, {
    ...ANSWERS,
    previewSettings: () => ({ ...previewAnswer(), backtest }),
  });
  await shows('Modelo de puntuación');
  renderer.find(NumberInput, { name: 'product' }).trigger('onChange', 70 as never);
  renderer.find(LoadingButton, ({ text }) => text === 'Vista previa').trigger('onClick');
  await shows('¿Habría dicho quién se fue?');
  renderer.find(LoadingButton, ({ text }) => text === 'Guardar').trigger('onClick');
  await shows('No se guardó');
  renderer.find(LoadingButton, ({ text }) => text === 'Comprobar').trigger('onClick');
  await shows('lista Salud del cliente: rojo');
  renderer.find(NumberInput, { name: 'orange' }).trigger('onChange', 90 as never);
  expectSpanish(drawn());
});
