import { Session } from 'node:inspector';

/** A list, map, set or plain object. */
export type Collection =
  | readonly unknown[]
  | ReadonlyMap<unknown, unknown>
  | ReadonlySet<unknown>
  | Readonly<Record<string, unknown>>;

/** A collection that has grown, as a message shows it. */
export interface Grown {
  readonly collection: Collection;
  readonly kind: string;
  readonly size: number;
  /** An entry of it, shortened. */
  readonly entry: string;
}

/**
 * Watches every list, map, set and plain object of the process that can be reached, wherever it is kept: also in private fields and
 * closures. It asks the debugger of the engine, which collects garbage first.
 */
export class HeapWatch {
  /** The sizes at the start: code that is loaded has large collections of its own. */
  readonly #sizes = new WeakMap<Collection, number>();

  constructor() {
    for (const collection of findCollections()) this.#sizes.set(collection, sizeOf(collection));
  }

  /** The collections that have gained more than `most` entries since the start. */
  grown(most: number): readonly Grown[] {
    return findCollections().flatMap((collection) => {
      const size = sizeOf(collection);
      if (size - (this.#sizes.get(collection) ?? 0) <= most) return [];
      return [{ collection, kind: collection.constructor.name, size, entry: show(collection) }];
    });
  }
}

const isMap = (value: unknown): value is Map<unknown, unknown> =>
  Object.prototype.toString.call(value) === '[object Map]';
const isSet = (value: unknown): value is Set<unknown> =>
  Object.prototype.toString.call(value) === '[object Set]';

function findCollections(): readonly Collection[] {
  const found = queryObjects(Object.prototype);
  // The heap also has prototypes, and everything is an object: only plain ones are dictionaries.
  return found.filter((value): value is Collection => {
    if (Array.isArray(value)) return true;
    if (isPrototype(value)) return false;
    return isMap(value) || isSet(value) || Object.getPrototypeOf(value) === Object.prototype;
  });
}

function isPrototype(value: object): boolean {
  const { constructor } = value;
  return Object.hasOwn(value, 'constructor') && typeof constructor === 'function';
}

function sizeOf(collection: Collection): number {
  if (Array.isArray(collection)) return collection.length;
  if (isMap(collection) || isSet(collection)) return collection.size;
  return Object.keys(collection).length;
}

function show(collection: Collection): string {
  const last =
    isMap(collection) || isSet(collection) ? [...collection].at(-1) : Object.entries(collection).at(-1);
  return String(JSON.stringify(last)).slice(0, 120);
}

/** All objects that inherit from a prototype. */
function queryObjects(prototype: object): readonly object[] {
  const session = new Session();
  session.connect();
  const passed: { prototype: object; found?: readonly object[] } = { prototype };
  Object.assign(globalThis, { [KEY]: passed });
  try {
    const evaluated = post<RemoteValue>(session, 'Runtime.evaluate', { expression: `${KEY}.prototype` });
    const queried = post<{ readonly objects: { readonly objectId: string } }>(
      session,
      'Runtime.queryObjects',
      {
        prototypeObjectId: evaluated.result.objectId,
        objectGroup: KEY,
      },
    );
    const functionDeclaration = `function () { ${KEY}.found = this; }`;
    post(session, 'Runtime.callFunctionOn', { objectId: queried.objects.objectId, functionDeclaration });
    post(session, 'Runtime.releaseObjectGroup', { objectGroup: KEY });
  } finally {
    Reflect.deleteProperty(globalThis, KEY);
    session.disconnect();
  }
  const { found } = passed;
  if (!found) throw new Error('The debugger of the engine has listed no objects.');
  return found;
}

const KEY = 'queriedObjects';

interface RemoteValue {
  readonly result: { readonly objectId: string };
}

/** Within one process the debugger answers before `post` returns. */
function post<Answer>(session: Session, method: string, params: object): Answer {
  let answer: unknown;
  session.post(method, params, (error, result) => {
    if (error) throw error;
    answer = result;
  });
  return answer as Answer;
}
