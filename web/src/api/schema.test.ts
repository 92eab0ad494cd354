import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import openapi, { astToString, COMMENT_HEADER } from 'openapi-typescript';
import { expect, it } from 'vitest';

it('schema.d.ts is what npm run api makes of docs/api/openapi.json', async () => {
  const made = astToString(await openapi(pathToFileURL('../docs/api/openapi.json')));
  expect(readFileSync('src/api/schema.d.ts', 'utf8') === COMMENT_HEADER + made, 'schema.d.ts is stale: run npm run api').toBe(true);
}, 30_000);
