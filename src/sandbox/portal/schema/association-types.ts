/** A kind of tie between records, one direction of it. */
export interface AssociationType {
  readonly from: string;
  readonly to: string;
  readonly typeId: number;
  readonly category: 'HUBSPOT_DEFINED' | 'USER_DEFINED' | 'INTEGRATOR_DEFINED';
  readonly label: string | null;
  /** Name of a custom label definition; both directions share it. */
  readonly name?: string;
  /** Type id of the same tie seen from the other side. */
  readonly inverse: number;
}

/** from, to, type id there, type id back; the unlabelled default of each pair. */
const DEFAULTS: readonly (readonly [string, string, number, number])[] = [
  ['0-1', '0-1', 449, 449],
  ['0-1', '0-2', 279, 280],
  ['0-1', '0-3', 4, 3],
  ['0-1', '0-5', 15, 16],
  ['0-2', '0-2', 450, 450],
  ['0-2', '0-3', 342, 341],
  ['0-2', '0-5', 340, 339],
  ['0-3', '0-3', 451, 451],
  ['0-3', '0-5', 27, 28],
  ['0-5', '0-5', 452, 452],
  ['0-2', '0-48', 181, 182],
  ['0-2', '0-49', 185, 186],
  ['0-2', '0-47', 187, 188],
  ['0-2', '0-46', 189, 190],
  ['0-2', '0-27', 191, 192],
  ['0-1', '0-48', 193, 194],
  ['0-1', '0-49', 197, 198],
  ['0-1', '0-47', 199, 200],
  ['0-1', '0-46', 201, 202],
  ['0-1', '0-27', 203, 204],
  ['0-3', '0-48', 205, 206],
  ['0-3', '0-49', 209, 210],
  ['0-3', '0-47', 211, 212],
  ['0-3', '0-46', 213, 214],
  ['0-3', '0-27', 215, 216],
  ['0-5', '0-48', 219, 220],
  ['0-5', '0-49', 223, 224],
  ['0-5', '0-47', 225, 226],
  ['0-5', '0-46', 227, 228],
  ['0-5', '0-27', 229, 230],
  ['0-1', '0-19', 97, 98],
  ['0-5', '0-19', 100, 99],
];

/** from, to, type id there, label there, type id back, label back. */
const LABELLED: readonly (readonly [string, string, number, string, number, string])[] = [
  ['0-1', '0-2', 1, 'Primary', 2, 'Primary'],
  ['0-3', '0-2', 5, 'Primary', 6, 'Primary'],
  ['0-5', '0-2', 26, 'Primary', 25, 'Primary'],
  ['0-2', '0-2', 13, 'Child Company', 14, 'Parent Company'],
];

function bothWays(
  [from, to]: readonly [string, string],
  there: { readonly typeId: number; readonly label: string | null },
  back: { readonly typeId: number; readonly label: string | null },
): AssociationType[] {
  const forward: AssociationType = {
    from,
    to,
    typeId: there.typeId,
    category: 'HUBSPOT_DEFINED',
    label: there.label,
    inverse: back.typeId,
  };
  if (there.typeId === back.typeId) return [forward];
  return [
    forward,
    { ...forward, from: to, to: from, typeId: back.typeId, label: back.label, inverse: there.typeId },
  ];
}

/** HubSpot's own association types; the first of a pair is its unlabelled default. */
export const HUBSPOT_ASSOCIATION_TYPES: readonly AssociationType[] = [
  ...DEFAULTS.flatMap(([from, to, there, back]) =>
    bothWays([from, to], { typeId: there, label: null }, { typeId: back, label: null }),
  ),
  ...LABELLED.flatMap(([from, to, there, label, back, backLabel]) =>
    bothWays([from, to], { typeId: there, label }, { typeId: back, label: backLabel }),
  ),
];

/** Type id of the primary company of a contact, deal or ticket. */
export const PRIMARY_COMPANY: Readonly<Record<string, number>> = { '0-1': 1, '0-3': 5, '0-5': 26 };

/** Type id of "parent company" as seen from the child. */
export const CHILD_TO_PARENT = 14;
/** Type id of "child company" as seen from the parent. */
export const PARENT_TO_CHILD = 13;
