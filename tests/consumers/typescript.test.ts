import path from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { checkTypes, DOM, PAGE_ENTRIES, SERVER_ENTRIES, TYPED_USE } from '../support/package/check-types.ts';
import { alias, app, createScratchApp, removeScratchApp } from '../support/package/scratch-app.ts';

/** The supported versions that are tested beside the newest, by the names that the app has them under. */
const OLDER_TYPESCRIPT = {
  'typescript-5.4': '5.4.5',
  'typescript-5.7': '5.7.3',
  'typescript-5.9': '5.9.3',
} as const;

describe('the types of the packed packages', () => {
  beforeAll(() => {
    const versions = Object.entries(OLDER_TYPESCRIPT);
    createScratchApp(
      Object.fromEntries(versions.map(([name, version]) => [name, alias('typescript', version)])),
    );
  });

  afterAll(removeScratchApp);

  it.each(Object.entries(OLDER_TYPESCRIPT))('fit %s (%s)', (name, version) => {
    // Before 5.7, TypeScript had no Uint8Array<ArrayBuffer>: declarations that use it are not checked themselves there.
    const isStrict = Number(version.split('.')[1]) >= 7;
    const compiler = path.join(app, 'node_modules', name, 'bin/tsc');
    const entries = [...PAGE_ENTRIES, ...SERVER_ENTRIES];
    checkTypes(name, { entries, use: TYPED_USE, lib: DOM, types: ['node'], isStrict, compiler });
  });
});
