import { Refused } from './answers.ts';

/** The limits of a body. */
export interface BodyLimits {
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

/**
 * Reads the body of a request as text. It stops reading at the limit, whatever `Content-Length` says, and gives up a client that
 * sends a byte now and then.
 *
 * @throws Refused with 408 or 413
 */
export async function readText(request: Request, { maxBytes, timeoutMs }: BodyLimits): Promise<string> {
  const tooLarge = () =>
    new Refused(413, 'invalid-config', `The body is larger than ${maxBytes} bytes. Send less.`);
  if (Number(request.headers.get('content-length')) > maxBytes) throw tooLarge();
  if (!request.body) return '';
  const reader = request.body.getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Refused(408, 'invalid-state', 'The body did not arrive in time.')),
      timeoutMs,
    );
  });
  try {
    let text = '';
    let size = 0;
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), late]);
      if (done) return text + decoder.decode();
      size += value.byteLength;
      if (size > maxBytes) throw tooLarge();
      text += decoder.decode(value, { stream: true });
    }
  } catch (error) {
    // The rest is not read. The client may have gone meanwhile.
    void reader.cancel().catch(() => {});
    if (error instanceof TypeError) throw new Refused(400, 'invalid-config', 'The body is not UTF-8.');
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Reads a JSON object. An empty body is an empty object.
 *
 * @throws Refused with 400, 408 or 413
 */
export async function readJson(
  request: Request,
  limits: BodyLimits,
): Promise<Readonly<Record<string, unknown>>> {
  const text = await readText(request, limits);
  const body = text.trim() === '' ? {} : parse(text);
  if (typeof body === 'object' && body !== null && !Array.isArray(body))
    return body as Record<string, unknown>;
  throw new Refused(400, 'invalid-config', 'The body is not a JSON object.');
}

function parse(text: string): unknown {
  try {
    // `__proto__` in JSON becomes a field of its own, which a copy of the object would turn into a prototype.
    return JSON.parse(text, (key, value: unknown) => (key === '__proto__' ? undefined : value));
  } catch {
    return null; // The caller refuses what is not an object.
  }
}
