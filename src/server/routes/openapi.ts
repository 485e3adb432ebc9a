import { Router } from 'express';
import { openApiDocument } from '../openapi.ts';

/** `GET /openapi.json`: the description of this interface. */
export function openApiRoutes(): Router {
  const router = Router();
  const document = openApiDocument();
  router.get('/openapi.json', (_request, response) => {
    response.json(document);
  });
  return router;
}
