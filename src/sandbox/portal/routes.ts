import { associationRoutes } from './associations/routes.ts';
import { type Route } from './http/call.ts';
import { listRoutes } from './lists/routes.ts';
import { objectRoutes } from './objects/routes.ts';
import { ownerRoutes } from './owners.ts';
import { propertyRoutes } from './properties/routes.ts';

/** Every endpoint of the portal. */
export function portalRoutes(): Route[] {
  return [...objectRoutes(), ...associationRoutes(), ...propertyRoutes(), ...listRoutes(), ...ownerRoutes()];
}
