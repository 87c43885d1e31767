import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { VendorDefinition } from './vendor.ts';

const self = fileURLToPath(import.meta.url);
const folder = path.join(path.dirname(self), 'vendors');

async function load(name: string): Promise<VendorDefinition> {
  const file = path.join(folder, name, `vendor${path.extname(self)}`);
  // Vite loads the sources by path. Node loads the built package by URL.
  const address = file.endsWith('.ts') ? file : pathToFileURL(file).href;
  const module = (await import(/* @vite-ignore */ address)) as { readonly vendor: VendorDefinition };
  return module.vendor;
}

/**
 * Every vendor that has a folder; a new vendor needs no entry in a list. This module loads them when it is imported, because
 * a module runner such as Vitest's cannot load modules after it has closed.
 */
export const vendors: readonly VendorDefinition[] = await Promise.all(
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => load(entry.name)),
);
