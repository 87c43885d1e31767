import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { VendorModule } from './vendor.ts';

const self = fileURLToPath(import.meta.url);
const folder = path.join(path.dirname(self), 'vendors');

/**
 * The vendors, found by their folders, so that a new one needs no other edit. They are loaded with this module and not
 * later: a bundler that runs the sources can load nothing once it has handed them over.
 */
export const vendorModules: readonly VendorModule[] = await Promise.all(
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const file = path.join(folder, name, `vendor${path.extname(self)}`);
      // Sources are loaded by a bundler that wants paths, the built package by Node, which wants addresses.
      const address = file.endsWith('.ts') ? file : pathToFileURL(file).href;
      return import(/* @vite-ignore */ address) as Promise<VendorModule>;
    }),
);
