import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { root } from './support/sources.ts';

interface Service {
  readonly image: string;
  readonly command: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

const { services, volumes } = parse(readFileSync(path.join(root, 'docs/server/compose.yaml'), 'utf8')) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: object;
};

it('compose.yaml names services, scripts, volumes and variables that there are', () => {
  const all = Object.values(services);
  for (const { image } of all) expect(image).toMatch(/^[a-z]+:\d/);
  const scripts = all.flatMap(({ command }) => /^node (\S+)/.exec(command)?.[1] ?? []);
  expect(scripts.length).toBeGreaterThan(0);
  for (const script of scripts) expect(existsSync(path.join(root, script)), script).toBe(true);
  for (const name of all.flatMap(({ depends_on = {} }) => Object.keys(depends_on)))
    expect(Object.keys(services)).toContain(name);
  for (const [source = ''] of all.flatMap(({ volumes: mounted = [] }) =>
    mounted.map((one) => one.split(':')),
  ))
    expect(source.startsWith('.') || Object.hasOwn(volumes, source), source).toBe(true);
  const backend = readFileSync(path.join(root, 'apps/demo/server/backend.ts'), 'utf8');
  const vendors = readFileSync(path.join(root, 'apps/demo/src/vendors.ts'), 'utf8');
  for (const name of Object.keys(services['app']?.environment ?? {}))
    expect(`${backend}${vendors}`).toContain(`'${name}'`);
});

it('compose.yaml publishes the port that the demo listens on, to this machine alone', () => {
  const { command = '', ports = [] } = services['app'] ?? {};
  const [, port] = /--port (\d+)/.exec(command) ?? [];
  expect(port).toBeDefined();
  expect(ports).toEqual([expect.stringMatching(new RegExp(`^127\\.0\\.0\\.1:\\d+-\\d+:${port}$`))]);
});

it('compose.yaml keeps counts over a restart of Redis, and evicts none', () => {
  const { command = '' } = services['redis'] ?? {};
  expect(command).toMatch(/--appendonly yes/);
  expect(command).toMatch(/--maxmemory-policy noeviction/);
});
