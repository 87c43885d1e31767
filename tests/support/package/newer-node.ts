import path from 'node:path';
import { app } from './scratch-app.ts';

/** The frameworks of `NEWER_FRAMEWORKS` need this version of Node. */
const NEEDED = [22, 22] as const;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const isNew = major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);

/** The package of npm that has a Node for this machine. */
const PACKAGE = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

/** The package that an app installs to have it: none where the tests run on such a Node themselves. */
export const NEWER_NODE: Readonly<Record<string, string>> = isNew ? {} : { [PACKAGE]: '22.23.3' };

/** The path of that Node. */
export function findNewerNode(): string {
  const file = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  return isNew ? process.execPath : path.join(app, 'node_modules', PACKAGE, file);
}
