import { PortalError, validationError } from '../http/errors.ts';
import { type AssociationType, PRIMARY_COMPANY } from '../schema/association-types.ts';
import { COMPANIES } from '../schema/object-types.ts';
import { type RecordRef } from '../state/association-table.ts';
import { type PortalState } from '../state/portal-state.ts';

/** A kind of tie as requests name it. */
export interface AssociationSpec {
  readonly associationCategory: string;
  readonly associationTypeId: number;
}

function isLiving(state: PortalState, ref: RecordRef): boolean {
  return state.table(ref.typeId).get(ref.id)?.archivedAt === null;
}

/** @throws PortalError 404 when one of the records does not exist */
export function requireRecords(state: PortalState, ...refs: readonly RecordRef[]): void {
  const missing = refs.filter((ref) => !isLiving(state, ref));
  if (missing.length === 0) return;
  throw new PortalError(404, {
    message: `Could not find records: ${missing.map((ref) => `${ref.typeId}/${ref.id}`).join(', ')}`,
    category: 'OBJECT_NOT_FOUND',
    context: { ids: missing.map((ref) => ref.id) },
  });
}

/** @throws PortalError 400 when records of these types cannot be tied at all */
export function defaultType(state: PortalState, from: string, to: string): AssociationType {
  const type = state.associations.typesBetween(from, to).find((each) => each.label === null);
  if (type) return type;
  throw validationError(`No default association exists between ${from} and ${to}`);
}

/** The first company of a contact, deal or ticket becomes its primary one. */
function ensurePrimary(state: PortalState, record: RecordRef, company: RecordRef): void {
  const primary = PRIMARY_COMPANY[record.typeId];
  if (primary === undefined || company.typeId !== COMPANIES.id) return;
  const companies = state.associations.targets(record, COMPANIES.id);
  const hasPrimary = [...companies.values()].some((types) => types.has(primary));
  if (!hasPrimary) state.associations.link(record, company, [primary]);
}

/** Makes one company the primary one: the label moves from the company that had it. */
function movePrimary(state: PortalState, record: RecordRef, company: RecordRef): void {
  const primary = PRIMARY_COMPANY[record.typeId];
  if (primary === undefined || company.typeId !== COMPANIES.id) return;
  if (!state.associations.targets(record, COMPANIES.id).get(company.id)?.has(primary)) return;
  for (const [id, types] of [...state.associations.targets(record, COMPANIES.id)]) {
    if (id !== company.id && types.has(primary)) {
      state.associations.unlink(record, { typeId: COMPANIES.id, id }, [primary]);
    }
  }
}

/** Ties two records with the given kinds; the unlabelled default always comes along. */
export function linkTypes(
  state: PortalState,
  from: RecordRef,
  to: RecordRef,
  typeIds: readonly number[],
): void {
  const { typeId } = defaultType(state, from.typeId, to.typeId);
  state.associations.link(from, to, [typeId, ...typeIds]);
  movePrimary(state, from, to);
  movePrimary(state, to, from);
  ensurePrimary(state, from, to);
  ensurePrimary(state, to, from);
}

/** @throws PortalError 400 when a kind does not exist between these object types */
export function checkedTypeIds(
  state: PortalState,
  from: string,
  to: string,
  specs: readonly AssociationSpec[],
): number[] {
  return specs.map((spec) => {
    const type = state.associations.type(spec.associationTypeId);
    const fits = type?.from === from && type.to === to && type.category === spec.associationCategory;
    if (fits) return spec.associationTypeId;
    throw validationError(
      `One or more associations are not valid: type ${spec.associationTypeId} (${spec.associationCategory}) does not exist from ${from} to ${to}`,
    );
  });
}
