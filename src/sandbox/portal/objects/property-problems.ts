import { PortalError } from '../http/errors.ts';
import { type ValueProblem } from './values.ts';

/** Why the value of one property is refused. */
export interface PropertyProblem extends ValueProblem {
  readonly name: string;
}

/** The 400 for values that were not valid: the list is JSON inside the message, as HubSpot sends it. */
export function propertiesInvalid(portalId: number, problems: readonly PropertyProblem[]): PortalError {
  const listed = problems.map(({ name, code, message }) => ({
    isValid: false,
    message,
    error: code,
    name,
    localizedErrorMessage: message,
    portalId,
  }));
  return new PortalError(400, {
    message: `Property values were not valid: ${JSON.stringify(listed)}`,
    errors: problems.map(({ name, code, message }) => ({
      message,
      code,
      context: { propertyName: [name] },
    })),
    category: 'VALIDATION_ERROR',
  });
}
