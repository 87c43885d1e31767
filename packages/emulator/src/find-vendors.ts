import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { VendorDefinition } from './vendor.ts';

const self = fileURLToPath(import.meta.url);
const folder = path.join(path.dirname(self), 'vendors');

async function load(name: string): Promise<VendorDefinition> {
  const file = path.join(folder, name, `vendor${path.extname(self)}`);
  // Sources are loaded by a bundler that wants paths, the built package by Node, which wants addresses.
  const address = file.endsWith('.ts') ? file : pathToFileURL(file).href;
  const module = (await import(/* @vite-ignore */ address)) as { readonly vendor: VendorDefinition };
  return module.vendor;
}

/**
 * Every vendor that has a folder: a new one needs no entry in any list. They are loaded with this module and not later: a
 * bundler that runs the sources can load nothing once it has handed them over.
 */
export const vendors: readonly VendorDefinition[] = await Promise.all(
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => load(entry.name)),
);
