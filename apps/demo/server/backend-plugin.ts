import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import type { Connect, Plugin, PreviewServer, ViteDevServer } from 'vite';

/** The part of the backend that the plugin uses; the module itself is loaded by Vite, because Node 20 reads no types. */
interface BackendModule {
  createBackend(env: NodeJS.ProcessEnv): Promise<{
    handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
    close(): Promise<void>;
  }>;
}

const source = fileURLToPath(new URL('./backend.ts', import.meta.url));

async function attach(server: ViteDevServer | PreviewServer): Promise<void> {
  const { module } = await runnerImport<BackendModule>(source, { logLevel: 'error' });
  const running = await module.createBackend(process.env);
  const handle: Connect.NextHandleFunction = async (request, response, next) => {
    if (!request.url?.startsWith('/api/')) return next();
    try {
      await running.handle(request, response);
    } catch (error) {
      next(error);
    }
  };
  server.middlewares.use(handle);
  const close = server.close.bind(server);
  server.close = async () => {
    await running.close();
    await close();
  };
}

/** Adds the demo's server to Vite: the credential endpoints, and the emulator in place of the vendors. */
export function backend(): Plugin {
  return { name: 'repartee-demo-backend', configureServer: attach, configurePreviewServer: attach };
}
