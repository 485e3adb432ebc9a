import {
  Alert,
  Button,
  Dropdown,
  LoadingButton,
  ScoreCircle,
  Select,
  StatusTag,
  TextArea,
} from '@hubspot/ui-extensions';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { jest } from '@jest/globals';
import { useState } from 'react';
import { HealthCard } from '../../extensions/ui/card/HealthCard.tsx';
import { PreviewCard } from '../../extensions/ui/card/PreviewCard.tsx';
import { SidebarCard } from '../../extensions/ui/card/SidebarCard.tsx';
import { type CallService, ServiceError } from '../../extensions/ui/service/call.ts';
import { type HealthBreakdown } from '../../src/model/breakdown.ts';
import { type CardAnswer } from '../../src/model/card-actions.ts';
import { COMPANY_ID, NOW, renderCard, wordsOf } from './card.tsx';
import { fixtureCompany } from './fixtures/companies.ts';
import { messageTexts, say } from '../../src/model/messages/message.ts';

const { breakdown, properties } = fixtureCompany('red', NOW);

/** What the service answers, scored a moment after the properties. */
function answer(changes: Partial<HealthBreakdown> = {}, done: CardAnswer['done'] = {}): CardAnswer {
  const after = { ...breakdown, ...changes };
  const { result, publishedBand } = after;
  return {
    companyId: COMPANY_ID,
    score: result.score,
    band: publishedBand,
    alert: result.alert,
    scoredAt: new Date(NOW).toISOString(),
    breakdown: after,
    done,
  };
}

const down = () => Promise.reject(new ServiceError('unreachable', ''));

/** A service that answers with these in turn. */
function answering(...answers: (() => Promise<unknown>)[]) {
  let next = 0;
  return jest.fn<CallService>(() => (answers[next++] ?? down)());
}

type Card = ReturnType<typeof renderCard>;
const menu = (card: Card, words: string) =>
  card.find(Dropdown.ButtonItem, (item) => item.text === words).trigger('onClick');
const press = (card: Card, words: string) =>
  card.find(Button, (each) => each.text === words).trigger('onClick');
const save = (card: Card) => card.find(LoadingButton, (each) => each.text === 'Save').trigger('onClick');
const alerts = (card: Card) => card.findAll(Alert).map(({ props }) => props.title);

const steps = breakdown.words?.plan?.steps ?? [];
const tasks = steps.map(({ id, title }) => ({
  stepId: id,
  taskId: '1',
  subject: title.en,
  createdAt: new Date(NOW).toISOString(),
  status: 'open' as const,
}));
const canStart = (card: Card) => card.maybeFind(Button, (each) => each.text === 'Start playbook') !== null;

test('starting the playbook makes the tasks, says how many, and leaves nothing to start', async () => {
  const service = answering(async () => answer({ tasks }, { tasksCreated: steps.length }));
  const card = renderCard({ properties, service });
  press(card, 'Start playbook');
  await card.waitFor(() => expect(alerts(card)).toContain(`${steps.length} tasks created for the owner`));
  expect(service.mock.calls).toEqual([['startPlaybook', { companyId: COMPANY_ID }]]);
  expect(canStart(card)).toBe(false);
  expect(card.findAll(StatusTag, (tag) => tag.text === 'Open')).toHaveLength(steps.length);
});

test('tasks made without scoring again show at once', async () => {
  const { scoredAt } = breakdown;
  const service = answering(async () => ({ ...answer({ tasks }, { tasksCreated: 1 }), scoredAt }));
  const card = renderCard({ properties, service });
  press(card, 'Start playbook');
  await card.waitFor(() => expect(alerts(card)).toContain('1 task created for the owner'));
  expect(canStart(card)).toBe(false);
});

test('an answer about another company is not drawn over this one', async () => {
  const service = answering(async () => ({ ...answer({ tasks }), companyId: '9' }));
  const card = renderCard({ properties, service });
  press(card, 'Start playbook');
  await card.waitFor(() => expect(alerts(card)).toContain('All tasks existed already; none was made twice'));
  expect(canStart(card)).toBe(true);
});

test('the card of the next company says nothing of the one before', async () => {
  const renderer = createRenderer('crm.record.tab');
  const { context } = renderer.mocks;
  const service = answering(async () => answer({ tasks }));
  let show: (companyId: number) => void = () => undefined;
  function CardOfRecord() {
    const [objectId, setObjectId] = useState(Number(COMPANY_ID));
    show = setObjectId;
    renderer.mocks.useExtensionContext.willCall(() => ({ ...context, crm: { ...context.crm, objectId } }));
    return <HealthCard clock={() => NOW} service={service} />;
  }
  renderer.mocks.useCrmProperties.willCall(() => ({
    properties,
    error: null,
    isLoading: false,
    isRefetching: false,
    refetch: async () => undefined,
  }));
  renderer.render(<CardOfRecord />);
  press(renderer, 'Start playbook');
  await renderer.waitFor(() => expect(canStart(renderer)).toBe(false));
  expect(alerts(renderer)).not.toEqual([]);
  show(9);
  await renderer.waitFor(() => expect(canStart(renderer)).toBe(true));
  expect(alerts(renderer)).toEqual([]);
});

test('a pulse needs a reason, and every try of it carries the same id', async () => {
  const service = answering(down, async () => answer());
  const card = renderCard({ properties, service });
  menu(card, 'Log pulse');
  save(card);
  expect(card.find(TextArea).props.validationMessage).toBe('Say why in a few words.');
  expect(service).not.toHaveBeenCalled();
  card.find(TextArea).trigger('onInput', 'They compare offers.' as never);
  card.find(Select, { name: 'score' }).trigger('onChange', 2 as never);
  save(card);
  await card.waitFor(() => expect(alerts(card)).toContain('The pulse was not saved'));
  expect(wordsOf(card)).toContain('The Pulso service does not answer.');
  press(card, 'Try again');
  await card.waitFor(() => expect(alerts(card)).toContain('Pulse saved and taken into account'));
  const [first, second] = service.mock.calls.map(([, parameters]) => parameters);
  expect(first).toMatchObject({
    score: 2,
    reason: 'They compare offers.',
    requestId: expect.any(String) as string,
  });
  expect(second).toEqual(first);
  expect(card.maybeFind(TextArea)).toBeNull();
});

describe('what was corrected after a try that failed is another request', () => {
  const ids = (service: ReturnType<typeof answering>) =>
    service.mock.calls.map(([, parameters]) => (parameters as { requestId: string }).requestId);
  /** Presses and waits until the service was asked once more. */
  const asked = async (card: Card, service: ReturnType<typeof answering>, ask: () => void) => {
    const before = service.mock.calls.length;
    ask();
    await card.waitFor(() => expect(service).toHaveBeenCalledTimes(before + 1));
    await card.waitFor(() =>
      expect(card.maybeFind(Alert, (each) => each.props.variant === 'danger')).not.toBeNull(),
    );
  };

  test('a pulse, by its judgement and by its reason', async () => {
    const service = answering();
    const card = renderCard({ properties, service });
    menu(card, 'Log pulse');
    card.find(TextArea).trigger('onInput', 'They compare offers.' as never);
    await asked(card, service, () => save(card));
    await asked(card, service, () => save(card));
    card.find(Select, { name: 'score' }).trigger('onChange', 2 as never);
    await asked(card, service, () => save(card));
    card.find(TextArea).trigger('onInput', 'They compare two offers.' as never);
    await asked(card, service, () => save(card));
    const [first, second, third, fourth] = ids(service);
    expect(second).toBe(first);
    expect(new Set([first, third, fourth]).size).toBe(3);
  });

  test('an override, and its end', async () => {
    const override = { band: 'green' as const, reason: 'Signed.', author: 'ana@example.com' };
    const active = { ...override, since: '2026-11-18', expiresAt: '2026-12-18', active: true };
    const health_breakdown = JSON.stringify({ ...breakdown, override: active });
    const service = answering();
    const card = renderCard({ properties: { ...properties, health_breakdown }, service });
    menu(card, 'Override band');
    card.find(TextArea).trigger('onInput', 'They signed.' as never);
    await asked(card, service, () => save(card));
    card.find(Select, { name: 'band' }).trigger('onChange', 'yellow' as never);
    await asked(card, service, () => save(card));
    card.find(Select, { name: 'days' }).trigger('onChange', 14 as never);
    await asked(card, service, () => save(card));
    await asked(card, service, () => press(card, 'End override'));
    await asked(card, service, () => press(card, 'End override'));
    const [first, second, third, end, again] = ids(service);
    expect(new Set([first, second, third, end]).size).toBe(4);
    expect(again).toBe(end);
  });
});

test('recalculating shows the new score at once and names what could not be read', async () => {
  const result = { ...breakdown.result, score: 55.5, band: 'orange' as const };
  const incomplete = [{ source: 'files', reason: messageTexts(say('source.late', { seconds: 6 })) }];
  const service = answering(async () => answer({ result, publishedBand: 'orange' }, { incomplete }));
  const card = renderCard({ properties, service });
  menu(card, 'Recalculate');
  await card.waitFor(() => expect(card.find(ScoreCircle).props.score).toBe(55));
  expect(wordsOf(card)).toContain('Files (not read to the end in 6 seconds)');
});

test('an answer older than what HubSpot shows changes nothing', async () => {
  const result = { ...breakdown.result, score: 1 };
  const service = answering(async () => ({ ...answer({ result }), scoredAt: '2020-01-01T00:00:00Z' }));
  const card = renderCard({ properties, service });
  menu(card, 'Recalculate');
  await card.waitFor(() => expect(alerts(card)).toContain('Recalculated with the newest data'));
  expect(card.find(ScoreCircle).props.score).toBe(29);
});

test('an override says who, why, until when and what was computed, and can be ended', async () => {
  const override = {
    band: 'green' as const,
    reason: 'The renewal is signed.',
    author: 'ana@example.com',
    since: '2026-11-18',
    expiresAt: '2026-12-18',
    active: true,
  };
  const service = answering(
    async () => answer({ override, publishedBand: 'green' }),
    async () => answer({ override: { ...override, active: false } }),
  );
  const card = renderCard({ properties, service });
  menu(card, 'Override band');
  card.find(TextArea).trigger('onInput', override.reason as never);
  save(card);
  await card.waitFor(() => expect(alerts(card)).toContain('Green set by ana@example.com until 18 December'));
  expect(wordsOf(card)).toContain('The renewal is signed. Computed band: Red.');
  expect(service.mock.calls[0]?.[1]).toMatchObject({ band: 'green', expiresAt: '2026-12-20' });
  menu(card, 'Override band');
  press(card, 'End override');
  await card.waitFor(() => expect(service.mock.calls[1]?.[1]).toMatchObject({ band: null }));
});

test.each([
  ['input-invalid', 'The reason is too long.', 'The reason is too long.'],
  ['internal', 'TypeError: x', 'Something went wrong on our side.'],
  ['upstream-unavailable', '', 'The Pulso service does not answer.'],
])('a failure %s is told in words for people', async (code, message, words) => {
  const card = renderCard({
    properties,
    service: answering(() => Promise.reject(new ServiceError(code, message))),
  });
  menu(card, 'Recalculate');
  await card.waitFor(() => expect(alerts(card)).toContain('The score could not be recalculated'));
  expect(wordsOf(card)).toContain(words);
  expect(wordsOf(card)).not.toContain('TypeError');
  expect(card.find(ScoreCircle).props.score).toBe(29);
});

test('a breakdown of the first version is still drawn, with ids for words', () => {
  const { words: _, pulse: _p, override: _o, computedBand: _c, tasks: _t, markers: _m, ...old } = breakdown;
  const health_breakdown = JSON.stringify({ ...old, v: 1 });
  const card = renderCard({ properties: { ...properties, health_breakdown } });
  expect(alerts(card)).not.toContain('The details cannot be read');
  expect(wordsOf(card)).toContain('Active user penetration');
  expect(wordsOf(card)).toContain('The steps come with the next run.');
});

describe.each([
  ['the sidebar card', SidebarCard, 'crm.record.sidebar'],
  ['the preview card', PreviewCard, 'crm.preview'],
] as const)('%s', (_name, Component, location) => {
  function render(reading: object) {
    const renderer = createRenderer(location);
    renderer.mocks.useCrmProperties.willCall(() => ({
      properties: {},
      error: null,
      isLoading: false,
      isRefetching: false,
      refetch: async () => undefined,
      ...reading,
    }));
    renderer.render(<Component clock={() => NOW} service={answering(async () => answer())} />);
    return renderer as unknown as Card;
  }

  test('shows score, band and direction', () => {
    const card = render({ properties });
    expect(card.find(ScoreCircle).props.score).toBe(29);
    expect(wordsOf(card)).toContain('Needs escalation');
    expect(wordsOf(card)).toContain('Down 22 since');
  });

  test.each([
    [{ isLoading: true }, 'Reading customer health'],
    [{ error: new Error('500') }, 'Customer health could not be read'],
    [{ error: new Error('403 forbidden') }, 'You may not see customer health'],
    [{ properties: { lifecyclestage: 'customer' } }, 'No score yet'],
    [{ properties: { lifecyclestage: 'lead' } }, 'Not a customer yet'],
    [{ properties: fixtureCompany('unknown', NOW).properties }, 'Nothing could be scored'],
    [{ properties: { ...properties, health_breakdown: '{' } }, 'The details cannot be read'],
  ])('state %#', (reading, words) => {
    expect(wordsOf(render(reading))).toContain(words);
  });
});
