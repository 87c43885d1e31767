import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../sources.ts';

/** The address that the guides start the emulator at. */
const GUIDED = /http:\/\/127\.0\.0\.1:4010/g;

/**
 * Reads the files that a guide tells to write: each code block under a line that ends with the name of its file.
 *
 * @param heading - the section of the guide.
 * @param emulator - the address of the emulator in place of the guide's.
 */
export function readGuide(name: string, heading: string, emulator: string): Readonly<Record<string, string>> {
  const text = readFileSync(path.join(root, 'docs/guides', `${name}.md`), 'utf8');
  const section = text.split(/^## /m).find((one) => one.startsWith(heading)) ?? '';
  const blocks = [...section.matchAll(/`([\w./]+\.\w+)`:\n\n```\w+\n([\s\S]*?)^```/gm)];
  return Object.fromEntries(blocks.map(([, file = '', code = '']) => [file, code.replace(GUIDED, emulator)]));
}

/** The same app over a WebSocket, which needs the worklets for every sound. */
export const overWebSocket = (code: string): string =>
  code.replace('openai({ baseUrl', "openai({ transport: 'websocket', baseUrl");
