import {
  Alert,
  Button,
  Checkbox,
  ErrorState,
  Input,
  LoadingButton,
  NumberInput,
} from '@hubspot/ui-extensions';
import { ServiceError } from '../../extensions/ui/service/call.ts';
import { FOLLOW_UPS } from '../../src/model/follow-ups.ts';
import { PORTAL_ACTIONS } from '../../src/model/portal-actions.ts';
import { portalSettings } from '../../src/model/portal-settings.ts';
import { backtestPreview, previewAnswer, settingsAnswer } from './fixtures/portal.ts';
import { type Answers, renderPage } from './page.tsx';

const settings = (answers: Answers = {}) =>
  renderPage('settings', { readSettings: () => settingsAnswer(), ...answers });

describe('the settings page', () => {
  const product = (page: ReturnType<typeof settings>) => page.find(NumberInput, { name: 'product' });
  const button = (page: ReturnType<typeof settings>, text: string) =>
    page.find(LoadingButton, (each) => each.text === text);
  const ready = (page: ReturnType<typeof settings>) =>
    page.waitFor(() => expect(page.words()).toContain('Nothing is changed yet.'));

  test('a changed weight is previewed, then saved on the version it was made on', async () => {
    const page = settings({ previewSettings: previewAnswer, saveSettings: () => ({ version: 1 }) });
    await ready(page);
    product(page).trigger('onChange', 70 as never);
    button(page, 'Preview').trigger('onClick');
    await page.waitFor(() => expect(page.words()).toContain('What would move'));
    expect(page.words()).toContain('Scored 5 of 5 companies');
    page.find(Input, { name: 'note' }).trigger('onInput', 'usage matters more' as never);
    button(page, 'Save').trigger('onClick');
    await page.waitFor(() => expect(page.service).toHaveBeenCalledWith('saveSettings', expect.anything()));
    const [, parameters] = page.service.mock.calls.find(([action]) => action === 'saveSettings') ?? [];
    expect(parameters).toMatchObject({
      basedOn: 0,
      note: 'usage matters more',
      settings: { model: { dimensions: { product: 0.7, relationship: 0.3, business: 0.3 } } },
    });
  });

  test.each([
    ['en', 'Promoter (NPS 9 or 10): ask for a reference'],
    ['es', 'Promotor (NPS 9 o 10): pedir una referencia'],
  ])('follow-ups are switched one by one from what is configured (%s)', async (locale, promoter) => {
    const answers = { readSettings: () => settingsAnswer(), saveSettings: () => ({ version: 1 }) };
    const page = renderPage('settings', answers, locale);
    await page.waitFor(() => expect(page.words()).toContain(promoter));
    const box = (kind: string) => page.find(Checkbox, { name: `follow-up-${kind}` });
    const on = () => FOLLOW_UPS.filter((kind) => box(kind).props.checked === true);
    expect(on()).toEqual(['detractor', 'contraction']);
    box('promoter').trigger('onChange', true as never);
    box('contraction').trigger('onChange', false as never);
    expect(on()).toEqual(['detractor', 'promoter']);
    box('detractor').trigger('onChange', false as never);
    box('promoter').trigger('onChange', false as never);
    expect(on()).toEqual([]);
    page.find(LoadingButton, ({ text }) => /^(Save|Guardar)$/.test(text ?? '')).trigger('onClick');
    await page.waitFor(() => expect(page.service).toHaveBeenCalledWith('saveSettings', expect.anything()));
    const [, sent] = page.service.mock.calls.find(([action]) => action === 'saveSettings') ?? [];
    const { settings: saved } = PORTAL_ACTIONS.saveSettings.parse(sent);
    expect(saved.followUps).toEqual([]);
  });

  test.each([
    ['en', 'At risk: the CSM acts within 48 hours'],
    ['es', 'En riesgo: el CSM actúa en 48 horas'],
  ])('the thresholds say how soon somebody acts (%s)', async (locale, words) => {
    const page = renderPage('settings', { readSettings: () => settingsAnswer() }, locale);
    await page.waitFor(() => expect(page.tab('thresholds').toString()).toContain(words));
  });

  const previewed = async (backtest: object | null, locale = 'en') => {
    const page = renderPage(
      'settings',
      {
        readSettings: () => settingsAnswer(),
        previewSettings: () => ({ ...previewAnswer(), backtest }),
      },
      locale,
    );
    await page.waitFor(() => product(page));
    product(page).trigger('onChange', 70 as never);
    page.find(LoadingButton, ({ text }) => /^(Preview|Vista previa)$/.test(text ?? '')).trigger('onClick');
    await page.waitFor(() => expect(page.words()).toMatch(/Scored 5 of 5|5 de 5/));
    return page.words();
  };

  test('a preview says whether the change would have told better who left', async () => {
    const words = await previewed(backtestPreview());
    expect(words).toMatch(/below green 60 days before[\s\S]*25 of 34[\s\S]*28 of 34/);
    expect(words).toMatch(/3\.2 times the average[\s\S]*not known: too few were red/);
    expect(words).toMatch(/84 of 100 times[\s\S]*87 of 100 times/);
    expect(words).toContain('this is more than chance');
    expect(words).toContain('the same 2,400 past scores of 200 customers.');
    expect(words).not.toContain('fair sample');
    expect(await previewed(backtestPreview(), 'es')).toContain('28 de 34');
  });

  test.each([
    [{ gain: { low: -0.02, high: 0.05 } }, 'may be chance'],
    [{ gain: { low: -0.05, high: -0.01 } }, 'told worse who leaves'],
    [{ whole: false }, 'A fair sample'],
    [
      { missing: 'too-few-lost', lost: 4, before: null, after: null, gain: null },
      'Too few customers have left to judge this change on the past: 4 so far, 10 are needed.',
    ],
    [
      { missing: 'out-of-time', whole: false, lost: 4, before: null, after: null, gain: null },
      'In the time there was, only 4 customers who left could be judged; 10 are needed.',
    ],
    [{ missing: 'other-model', before: null, after: null, gain: null }, 'measured for another model'],
    [{ missing: 'never-scored', before: null, after: null, gain: null }, 'Nothing was scored yet'],
  ] as const)('of the past: %j', async (changes, said) => {
    const words = await previewed(backtestPreview(changes));
    expect(words).toContain(said);
    expect(words).not.toMatch(/undefined|NaN/);
  });

  test('a change that moves no score says nothing of the past', async () => {
    expect(await previewed(null)).not.toContain('Would it have told who left?');
  });

  test('bands out of order cannot be saved', async () => {
    const page = settings();
    await ready(page);
    page.find(NumberInput, { name: 'orange' }).trigger('onChange', 90 as never);
    expect(page.find(Alert).props.title).toBe('Orange must start below yellow.');
    expect(button(page, 'Save').props.disabled).toBe(true);
  });

  test('a failed save keeps the draft and says why', async () => {
    const page = settings({
      saveSettings: () => {
        throw new ServiceError('input-invalid', 'ana@example.com saved version 1 of the settings meanwhile.');
      },
    });
    await ready(page);
    page.find(NumberInput, { name: 'capacity' }).trigger('onChange', 7 as never);
    button(page, 'Save').trigger('onClick');
    await page.waitFor(() => expect(page.words()).toContain('ana@example.com saved version 1'));
    expect(page.find(NumberInput, { name: 'capacity' }).props.value).toBe(7);
    page.find(Button, (each) => each.text === 'Discard').trigger('onClick');
    expect(page.find(NumberInput, { name: 'capacity' }).props.value).toBe(15);
  });

  test('an older version comes back into the draft', async () => {
    const page = settings({ readSettings: () => settingsAnswer(1) });
    await page.waitFor(() => expect(page.words()).toContain('Saved as version 1'));
    page.find(Button, (each) => each.text === 'Restore').trigger('onClick');
    expect(page.find(NumberInput, { name: 'capacity' }).props.value).toBe(15);
    expect(button(page, 'Save')).toBeDefined();
  });

  test('steps of a playbook are left out and added, and saved with the rest', async () => {
    const page = settings({ saveSettings: () => ({ version: 1 }) });
    await ready(page);
    const press = (text: string) => page.find(Button, (each) => each.text === text).trigger('onClick');
    press('Leave out');
    expect(page.tab('playbooks').toString()).toContain('Left out');
    expect(page.find(Button, (each) => each.text === 'Add a step').props.disabled).toBe(true);
    const write = (name: string, text: string) =>
      page.find(Input, { name }).trigger('onInput', text as never);
    write('stabilise-title-en', 'Send the value report');
    press('Add a step');
    expect(page.tab('playbooks').toString()).toContain('Send the value report');
    write('stabilise-title-en', 'Call');
    write('stabilise-title-es', 'Ll');
    expect(page.find(Button, (each) => each.text === 'Add a step').props.disabled).toBe(true);
    write('stabilise-title-es', 'Llamar');
    press('Add a step');
    button(page, 'Save').trigger('onClick');
    await page.waitFor(() => expect(page.service).toHaveBeenCalledWith('saveSettings', expect.anything()));
    const [, parameters] = page.service.mock.calls.find(([action]) => action === 'saveSettings') ?? [];
    expect(parameters).toMatchObject({
      settings: {
        playbooks: {
          stabilise: {
            removed: ['check-in'],
            added: [
              { title: 'Send the value report', detail: '', owner: 'company-owner', withinDays: 7 },
              { title: { en: 'Call', es: 'Llamar' } },
            ],
          },
        },
      },
    });
    const { settings: sent } = parameters as { settings: unknown };
    expect(portalSettings.safeParse(sent).success).toBe(true);
  });

  test('what HubSpot lacks is looked up, and created on request', async () => {
    const missing = {
      name: 'list Customer health: red',
      problem: { en: 'is missing', es: 'falta' },
      remedy: { en: 'Create it.', es: 'Créela.' },
    };
    const page = settings({
      checkHubSpot: () => ({ created: [], drift: [missing] }),
      createInHubSpot: () => ({ created: ['list Customer health: red'], drift: [] }),
    });
    await ready(page);
    button(page, 'Check').trigger('onClick');
    await page.waitFor(() => expect(page.tab('hubspot').toString()).toContain('is missing'));
    button(page, 'Create what is missing').trigger('onClick');
    await page.waitFor(() =>
      expect(page.tab('hubspot').toString()).toContain('Created: list Customer health: red'),
    );
    expect(page.tab('hubspot').toString()).toContain('Nothing is missing.');
  });

  test('a service that is down is told', async () => {
    const page = renderPage('settings', {});
    await page.waitFor(() => expect(page.find(ErrorState)).toBeDefined());
  });
});
