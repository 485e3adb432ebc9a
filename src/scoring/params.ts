import type { Curve } from './curve.ts';

/**
 * What an indicator or a cap takes from the model: names of numbers and curves. It is plain data, so that the
 * model check can demand exactly these and the cards can load indicators without a validator.
 */
export type ParamKind = 'number' | 'curve';
export type ParamShape = Readonly<Record<string, ParamKind>>;

type ParamValue<Kind extends ParamKind> = Kind extends 'curve' ? Curve : number;
export type ParamsOf<Shape extends ParamShape> = { readonly [Name in keyof Shape]: ParamValue<Shape[Name]> };

/** The parameters as a model carries them. */
export type Params = Readonly<Record<string, Curve | number>>;
