import { Hono } from 'hono';
import type { Context } from 'hono';
import { UploadRefused } from './files.ts';
import type { FileStore } from './files.ts';

const FILES = '/v1/convai/conversations/:conversation/files';

/** The addresses of uploads. They need no key: clients in a browser have none, and the id of a live conversation is secret. */
export function createFileRoutes(files: FileStore): Hono {
  const routes = new Hono();
  routes.post(FILES, (context) =>
    refusing(context, async () => {
      const { file } = await context.req.parseBody();
      if (!(file instanceof File)) return missingFile(context);
      const bytes = new Uint8Array(await file.arrayBuffer());
      return context.json({ file_id: files.upload(idOf(context), file.type, bytes) });
    }),
  );
  routes.delete(`${FILES}/:file`, (context) =>
    refusing(context, () => {
      files.remove(idOf(context), context.req.param('file'));
      return Promise.resolve(context.json({}));
    }),
  );
  return routes;
}

function idOf(context: Context): string {
  return context.req.param('conversation') ?? '';
}

function missingFile(context: Context): Response {
  const detail = [{ loc: ['body', 'file'], msg: 'Field required', type: 'missing' }];
  return context.json({ detail }, 422);
}

async function refusing(context: Context, answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof UploadRefused)) throw error;
    return context.json({ detail: { status: error.reason, message: error.message } }, error.status);
  }
}
