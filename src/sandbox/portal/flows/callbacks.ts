import { z } from 'zod';
import { type Call, noContent, type Reply, type Route } from '../http/call.ts';
import { objectNotFound } from '../http/errors.ts';
import { parseBody } from '../http/parse.ts';
import { family } from '../http/routes.ts';
import { type AppActions } from './app-actions.ts';

const completion = z.looseObject({ outputFields: z.record(z.string(), z.string()) });
const completions = z.object({ inputs: z.array(completion.extend({ callbackId: z.string() })) });

/** With these an app ends actions that it answered with `BLOCK`. */
export function callbackRoutes(appActions: AppActions): Route[] {
  const add = family({
    legacy: ['/automation/v4/actions/callbacks'],
    dated: '/automation/actions/callbacks',
    scopes: () => ['automation'],
  });
  const complete = (call: Call, inputs: z.infer<typeof completions>['inputs']): Reply => {
    const unknown = inputs.find(({ callbackId }) => !call.state.executions.has(callbackId));
    if (unknown) throw objectNotFound(`Callback ${unknown.callbackId} does not exist or is completed`);
    for (const { callbackId, outputFields } of inputs) appActions.complete(callbackId, outputFields);
    return noContent();
  };
  return [
    ...add('POST', '/complete', (call) => complete(call, parseBody(call, completions).inputs)),
    ...add('POST', '/:callbackId/complete', (call) => {
      const callbackId = call.params.callbackId ?? '';
      return complete(call, [{ ...parseBody(call, completion), callbackId }]);
    }),
  ];
}
