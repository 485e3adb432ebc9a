import { STAYED } from '../src/insights/panel/panel.ts';
import { type IndicatorPanel } from '../src/insights/weights/indicator-panel.ts';
import { IndicatorPanelBuilder } from '../src/insights/weights/indicator-panel-builder.ts';
import { addDays, dayNumber } from '../src/model/day.ts';
import { assembleSignals, lostOn } from '../src/pipeline/assemble/assemble.ts';
import { companyFacts, portalFacts } from '../src/pipeline/assemble/facts.ts';
import { createWorld } from '../src/sandbox/world/world.ts';
import { type WorldOptions } from '../src/sandbox/world/types.ts';
import { resolveModel, scoreCompany } from '../src/scoring/index.ts';
import { addScore } from './panel-row.ts';
import { crmCompanyOf, recordsOf } from './world-facts.ts';
import { coverageOf, featuresOf, usageOf } from './world-usage.ts';

/** Days a customer must have been one before a score means anything. */
const FIRST_WINDOW_DAYS = 29;
const KINDS = ['contact', 'meeting', 'deal', 'ticket', 'invoice', 'subscription'] as const;

/**
 * Scores of a simulated world on past days, by the default model: the product's own way from facts to score, with the
 * facts taken from the world. @param step days between two scores of a customer
 */
export function directPanel(options: WorldOptions, step: number): IndicatorPanel {
  const world = createWorld(options);
  const coverage = coverageOf(world);
  const profile = {
    kinds: new Set(KINDS),
    contactRoles: new Set(['executive-sponsor', 'champion'] as const),
  };
  const portal = portalFacts(featuresOf(world), profile, {}, coverage);
  const model = resolveModel({});
  const steps = Math.floor((options.days - 30) / step);
  const days = Array.from({ length: steps + 1 }, (_, index) =>
    addDays(options.endDay, (index - steps) * step),
  );
  const builder = new IndicatorPanelBuilder();
  for (const company of world.companies) {
    const stored = recordsOf(world, company).map((record) => ({ source: 'world', record }));
    const facts = companyFacts(crmCompanyOf(company), stored, usageOf(world, company), coverage);
    const { churnDay } = company.truth;
    const gone =
      lostOn(facts, options.endDay) ?? (churnDay !== null && churnDay <= options.endDay ? churnDay : null);
    const customer = {
      companyId: company.id,
      segment: company.segment,
      lostOn: churnDay === null ? STAYED : dayNumber(churnDay),
    };
    for (const asOf of days) {
      if (asOf < addDays(company.customerSince, FIRST_WINDOW_DAYS) || (gone !== null && asOf >= gone))
        continue;
      const past = { asOf, isLatest: false, history: [], managerId: null };
      const signals = assembleSignals(facts, portal, past);
      addScore(builder, customer, { asOf, result: scoreCompany(signals, { asOf, model }) });
    }
  }
  return builder.build();
}
