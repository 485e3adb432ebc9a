import { Alert, Button, Checkbox, Input, LoadingButton, NumberInput, Select } from '@hubspot/ui-extensions';
import type { ModelOption, SettingsAnswer } from '../../src/model/portal-actions.ts';
import { PORTAL_ACTIONS } from '../../src/model/portal-actions.ts';
import { previewAnswer, settingsAnswer } from './fixtures/portal.ts';
import { type Answers, renderPage } from './page.tsx';

type Page = ReturnType<typeof renderPage>;

async function opened(answer: SettingsAnswer = settingsAnswer(), answers: Answers = {}, locale = 'en') {
  const page = renderPage('settings', { readSettings: () => answer, ...answers }, locale);
  await page.waitFor(() => page.find(NumberInput, { name: 'capacity' }));
  return page;
}

const field = (page: Page, name: string) => page.find(NumberInput, { name });
const type = (page: Page, name: string, value: number) =>
  field(page, name).trigger('onChange', value as never);
const manager = (page: Page) => page.find(Select, { name: 'manager' });
const press = (page: Page, text: string) =>
  page.find(LoadingButton, (each) => each.text === text).trigger('onClick');

async function saved(page: Page) {
  press(page, 'Save');
  await page.waitFor(() => expect(page.service).toHaveBeenCalledWith('saveSettings', expect.anything()));
  const [, sent] = page.service.mock.calls.find(([action]) => action === 'saveSettings') ?? [];
  return PORTAL_ACTIONS.saveSettings.parse(sent).settings;
}

/** A promise and what keeps it. */
function later<Answer>() {
  let answer: (value: Answer) => void = () => undefined;
  const promise = new Promise<Answer>((resolve) => (answer = resolve));
  return { promise, answer };
}

/** The fixture's model with these bands. */
function withModel(change: Partial<ModelOption>): SettingsAnswer {
  const answer = settingsAnswer();
  return { ...answer, models: answer.models.map((model) => ({ ...model, ...change })) };
}

const WITHOUT_ORANGE = withModel({
  bands: [
    { id: 'red', from: 0 },
    { id: 'yellow', from: 41 },
    { id: 'green', from: 71 },
    { id: 'thriving', from: 100 },
  ],
});

test('a preview stands there only while the draft is the one it was asked for', async () => {
  const page = await opened(settingsAnswer(), { previewSettings: previewAnswer });
  type(page, 'product', 45);
  press(page, 'Preview');
  await page.waitFor(() => expect(page.words()).toContain('What would move'));
  type(page, 'product', 90);
  expect(page.words()).not.toContain('What would move');
  type(page, 'product', 45);
  expect(page.words()).toContain('What would move');
});

test('a preview that answers after an edit is not shown', async () => {
  const { promise, answer } = later<object>();
  const page = await opened(settingsAnswer(), { previewSettings: () => promise });
  type(page, 'product', 45);
  press(page, 'Preview');
  type(page, 'product', 90);
  answer(previewAnswer());
  await page.waitFor(() => expect(page.words()).not.toContain('Scoring the portfolio'));
  expect(page.words()).not.toContain('What would move');
});

test('while the draft is being saved nothing can be edited', async () => {
  const { promise, answer } = later<object>();
  const page = await opened(settingsAnswer(1), { saveSettings: () => promise });
  type(page, 'product', 45);
  const editable = () => [
    ...[NumberInput, Select, Input, Checkbox].flatMap((kind) =>
      page.findAll(kind as typeof Input).filter(({ props }) => props.readOnly !== true),
    ),
    ...page.findAll(Button).filter(({ props }) => props.disabled !== true),
  ];
  expect(editable().length).toBeGreaterThan(10);
  press(page, 'Save');
  expect(editable()).toEqual([]);
  answer({ version: 2 });
  await page.waitFor(() => expect(editable().length).toBeGreaterThan(10));
});

test('a manager of the environment is shown, by the id where nobody has a name, and taken away for good', async () => {
  const answer = settingsAnswer();
  const named = (managerOwnerId: string) => ({
    ...answer,
    configured: { ...answer.configured, managerOwnerId },
  });
  const page = await opened(named('77'), { saveSettings: () => ({ version: 1 }) });
  expect(manager(page).props.value).toBe('77');
  manager(page).trigger('onChange', '' as never);
  expect(manager(page).props.value).toBe('');
  expect(await saved(page)).toMatchObject({ managerOwnerId: null });
  const unnamed = await opened(named('88'));
  expect(manager(unnamed).props.options).toContainEqual({ value: '88', label: '88' });
});

test('what is typed beyond what can be saved becomes the nearest that can', async () => {
  const page = await opened(settingsAnswer(), { saveSettings: () => ({ version: 1 }) });
  for (const [name, typed, kept] of [
    ['trend', 60, 50],
    ['rapidDecline', 0, 1],
    ['capacity', 501.4, 500],
    ['green', 120, 99],
    ['orange', Number.NaN, 1],
  ] as const) {
    type(page, name, typed);
    expect(field(page, name).props.value).toBe(kept);
  }
  expect(field(page, 'trend').props.max).toBe(50);
  type(page, 'coverage', 140);
  expect(await saved(page)).toMatchObject({
    capacity: 500,
    model: { thresholds: { trend: 50, rapidDecline: 1 }, minimumCoverage: 1 },
  });
});

test.each([
  ['en', 'Yellow must start below green.'],
  ['es', 'Amarillo debe empezar por debajo de verde.'],
])('only bands that the model has are asked for, and kept in order (%s)', async (locale, wrong) => {
  const page = await opened(WITHOUT_ORANGE, {}, locale);
  expect(page.findAll(NumberInput, { name: 'orange' })).toEqual([]);
  type(page, 'yellow', 80);
  expect(page.find(Alert).props.title).toBe(wrong);
});

test('without an orange band yellow may start anywhere below green', async () => {
  const page = await opened(WITHOUT_ORANGE, { saveSettings: () => ({ version: 1 }) });
  type(page, 'yellow', 35);
  expect((await saved(page)).model.bands).toEqual({ yellow: 35, green: 71 });
});

test.each([
  ['en', 'This model counts what customers do'],
  ['es', 'Este modelo cuenta lo que hacen los clientes'],
])('a model without weights is named as the one in use, and says so (%s)', async (locale, words) => {
  const answer = settingsAnswer();
  const dimensions = [{ id: 'actions', title: { en: 'Actions', es: 'Acciones' }, weight: 1, indicators: [] }];
  const counting = withModel({ id: 'impact-frequency', dimensions }).models;
  const configured = { ...answer.configured, modelId: 'impact-frequency' };
  const page = await opened(
    { ...answer, configured, models: [...answer.models, ...counting] },
    { saveSettings: () => ({ version: 1 }) },
    locale,
  );
  expect(page.find(Select, { name: 'model' }).props.value).toBe('impact-frequency');
  for (const tab of ['model', 'segments']) expect(page.tab(tab).toString()).toContain(words);
  expect(page.findAll(NumberInput, { name: 'actions' })).toEqual([]);
});
