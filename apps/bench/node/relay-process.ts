import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as vite from 'vite';
import type { InstanceReport, InstanceRequest } from './relay-instance.ts';

/** A relay in a process of its own. */
export class RelayProcess {
  readonly #child: ChildProcess;
  origin = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async start(vendor: string): Promise<RelayProcess> {
    const file = path.join(await build(), 'relay-instance.mjs');
    const relay = new RelayProcess(
      fork(file, [vendor], { execArgv: ['--expose-gc', '--no-warnings'], stdio: 'inherit' }),
    );
    relay.origin = `http://127.0.0.1:${(await relay.#next('listening')).port}`;
    return relay;
  }

  #next<Type extends InstanceReport['type']>(type: Type): Promise<Extract<InstanceReport, { type: Type }>> {
    return new Promise((resolve) => {
      const take = (report: InstanceReport) => {
        if (report.type !== type) return;
        this.#child.off('message', take as never);
        resolve(report as Extract<InstanceReport, { type: Type }>);
      };
      this.#child.on('message', take as never);
    });
  }

  async #ask<Type extends InstanceReport['type']>(
    request: InstanceRequest,
    type: Type,
  ): Promise<Extract<InstanceReport, { type: Type }>> {
    const answer = this.#next(type);
    this.#child.send(request);
    return answer;
  }

  usage(): Promise<Extract<InstanceReport, { type: 'usage' }>> {
    return this.#ask({ type: 'usage' }, 'usage');
  }

  async drain(withinMs: number): Promise<void> {
    await this.#ask({ type: 'drain', withinMs }, 'drained');
  }

  /** Gets a ticket. */
  async ticket(): Promise<{ readonly url: string; readonly value: string }> {
    const response = await fetch(this.origin, { method: 'POST' });
    return (await response.json()) as { url: string; value: string };
  }

  stop(): void {
    this.#child.disconnect();
  }
}

let built: Promise<string> | null = null;

/** Builds what the process runs: code that a development server has changed would be measured otherwise. */
function build(): Promise<string> {
  built ??= (async () => {
    const outDir = fileURLToPath(new URL('../node_modules/.relay', import.meta.url));
    const entry = fileURLToPath(new URL('./relay-instance.ts', import.meta.url));
    await vite.build({
      configFile: false,
      logLevel: 'error',
      ssr: { noExternal: true },
      build: {
        ssr: entry,
        outDir,
        target: 'node20',
        rolldownOptions: { output: { entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' } },
      },
    });
    return outDir;
  })();
  return built;
}
