import { interpolate } from '../curve.ts';
import { NO_DATA, scored, type Indicator } from './indicator.ts';
import { counted, fact } from './text.ts';

/** Integrations at work in window 0. Value: `active`. */
export const integrationUsage: Indicator<{ curve: 'curve' }> = {
  id: 'integration-usage',
  title: { en: 'Integrations in use', es: 'Integraciones en uso' },
  why: {
    en: 'A product wired into other systems becomes infrastructure that is hard to replace.',
    es: 'Un producto conectado a otros sistemas se vuelve infraestructura difícil de reemplazar.',
  },
  target: { en: 'Three or more', es: 'Tres o más' },
  needs: { en: 'active integrations', es: 'integraciones activas' },
  source: 'Pulso',
  section: 'usage.integrations',
  params: { curve: 'curve' },
  plays: ['integration-enablement'],
  measure(signals, _context, params) {
    const integrations = signals.usage?.integrations;
    if (integrations === undefined) return NO_DATA;
    const active = new Set(integrations.active).size;
    return scored(interpolate(params.curve, active), { active });
  },
  describe(value, locale) {
    return counted(fact(value, 'active'), locale, {
      en: ['active integration', 'active integrations'],
      es: ['integración activa', 'integraciones activas'],
    });
  },
};
