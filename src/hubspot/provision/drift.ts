import { type Localised } from '../../model/bands.ts';
import { type PropertyDefinition } from '../properties/definition.ts';
import { type StoredProperty } from './portal-properties.ts';

/** Something in the portal that is not as we need it, and what to do about it. */
export interface Drift {
  readonly kind: 'group' | 'property' | 'option';
  /** `companies.health_score` */
  readonly name: string;
  readonly problem: Localised;
  readonly remedy: Localised;
}

/** On the app's settings page or from a terminal. */
export const RUN_PROVISION: Localised = {
  en: 'Have it created on the settings page, or run `pulso provision`.',
  es: 'Créalo desde la página de ajustes o ejecuta `pulso provision`.',
};

/** Differences that provisioning does not repair by itself, because it could lose data or undo a person's choice. */
export function propertyDrift(
  objectType: string,
  wanted: PropertyDefinition,
  stored: StoredProperty,
): Drift[] {
  const name = `${objectType}.${wanted.name}`;
  const drift: Drift[] = [];
  const report = (problem: Localised, remedy: Localised): void => {
    drift.push({ kind: 'property', name, problem, remedy });
  };
  if (stored.type !== wanted.type || stored.fieldType !== wanted.fieldType) {
    const [is, should] = [`${stored.type}/${stored.fieldType}`, `${wanted.type}/${wanted.fieldType}`];
    report(
      { en: `is ${is} instead of ${should}`, es: `es ${is} en vez de ${should}` },
      {
        en: `In HubSpot, set the field type back, or delete "${stored.label}" for good and have it created again.`,
        es: `En HubSpot, devuelve el tipo de campo, o borra «${stored.label}» del todo y vuelve a crearla.`,
      },
    );
  }
  if (wanted.hasUniqueValue === true && !stored.hasUniqueValue) {
    report(
      { en: 'does not require unique values', es: 'no exige valores únicos' },
      {
        en: `Delete "${stored.label}" for good in HubSpot and have it created again; uniqueness can only be set then.`,
        es: `Borra «${stored.label}» del todo en HubSpot y vuelve a crearla; solo entonces se puede exigir.`,
      },
    );
  }
  if (stored.label !== wanted.label) {
    report(
      { en: `was renamed to "${stored.label}"`, es: `ahora se llama «${stored.label}»` },
      {
        en: 'Nothing breaks; rename it back if it confuses people.',
        es: 'No rompe nada; devuélvele el nombre si confunde.',
      },
    );
  }
  return drift;
}

/** Options that the portal lacks; ones it has beyond ours are left alone. */
export function missingOptions(wanted: PropertyDefinition, stored: StoredProperty) {
  const values = new Set(stored.options.map(({ value }) => value));
  return (wanted.options ?? []).filter(({ value }) => !values.has(value));
}

export const MISSING: Localised = { en: 'is missing', es: 'falta' };

export function absent(kind: Drift['kind'], name: string): Drift {
  return { kind, name, problem: MISSING, remedy: RUN_PROVISION };
}

export function archived(objectType: string, wanted: PropertyDefinition): Drift {
  return {
    kind: 'property',
    name: `${objectType}.${wanted.name}`,
    problem: { en: 'is archived', es: 'está archivada' },
    remedy: {
      en: `In HubSpot, restore "${wanted.label}" under Settings > Properties > Archived properties.`,
      es: `En HubSpot, recupera «${wanted.label}» en Configuración > Propiedades > Propiedades archivadas.`,
    },
  };
}
