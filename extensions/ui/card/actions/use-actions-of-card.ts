import { useState } from 'react';
import type { CardAnswer } from '../../../../src/model/card-actions.ts';
import { useAction } from '../../service/use-action.ts';
import type { CardActions, Deed } from './card-actions.ts';

/** The actions for a company; `onAnswer` gets the health after each. */
export function useActionsOfCard(companyId: string, onAnswer: (answer: CardAnswer) => void): CardActions {
  const [form, openForm] = useState<CardActions['form']>(null);
  const deeds = {
    refreshHealth: useAction<CardAnswer>('refreshHealth', onAnswer),
    logPulse: useAction<CardAnswer>('logPulse', closeThen(onAnswer)),
    startPlaybook: useAction<CardAnswer>('startPlaybook', onAnswer),
    setOverride: useAction<CardAnswer>('setOverride', closeThen(onAnswer)),
  };
  const names = Object.keys(deeds) as Deed[];
  return {
    companyId,
    deeds,
    busy: names.some((name) => deeds[name].state.kind === 'busy'),
    form,
    openForm: (next) => {
      for (const name of names) deeds[name].reset();
      openForm(next);
    },
    act(deed, parameters = {}) {
      for (const name of names) if (name !== deed) deeds[name].reset();
      void deeds[deed].run({ companyId, ...parameters });
    },
  };

  function closeThen(next: (answer: CardAnswer) => void) {
    return (answer: CardAnswer) => {
      openForm(null);
      next(answer);
    };
  }
}
