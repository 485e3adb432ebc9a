import { createContext, useContext } from 'react';
import type { CardAction, CardAnswer } from '../../../../src/model/card-actions.ts';
import type { Action } from '../../service/use-action.ts';

/** What one can do from the card that has an outcome to tell. */
export type Deed = Exclude<CardAction, 'getHealth'>;

/** The actions of one card: shared, so that one is told about wherever its button is. */
export interface CardActions {
  readonly companyId: string;
  readonly deeds: Readonly<Record<Deed, Action<CardAnswer>>>;
  /** Something is under way: the others wait. */
  readonly busy: boolean;
  /** The form that is open. */
  readonly form: 'pulse' | 'override' | null;
  readonly openForm: (form: 'pulse' | 'override' | null) => void;
  /** Runs one, after forgetting how the others went. */
  readonly act: (deed: Deed, parameters?: Readonly<Record<string, unknown>>) => void;
}

const CardActionsContext = createContext<CardActions | null>(null);
export const CardActionsProvider = CardActionsContext.Provider;

export function useCardActions(): CardActions {
  const actions = useContext(CardActionsContext);
  if (actions === null) throw new Error('There are no card actions here.');
  return actions;
}
