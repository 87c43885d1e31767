import { describe, expect, it, vi } from 'vitest';

import { catchUncaught } from '../../test/catch-uncaught.ts';
import { createEmitter } from './emitter.ts';

interface Events {
  readonly greeted: { readonly name: string };
  readonly left: null;
}

describe('createEmitter', () => {
  it('tells the listeners of a type, in the order in which they were added, and no others', () => {
    const emitter = createEmitter<Events>();
    const heard: string[] = [];
    emitter.on('greeted', ({ name }) => heard.push(`first ${name}`));
    emitter.on('greeted', ({ name }) => heard.push(`second ${name}`));
    emitter.on('left', () => heard.push('left'));
    emitter.emit('greeted', { name: 'Ada' });
    expect(heard).toEqual(['first Ada', 'second Ada']);
  });

  it('counts one function added twice as two listeners, each with its own removal', () => {
    const emitter = createEmitter<Events>();
    const listener = vi.fn();
    const remove = emitter.on('left', listener);
    emitter.on('left', listener);
    emitter.emit('left', null);
    expect(listener).toHaveBeenCalledTimes(2);
    remove();
    remove();
    emitter.emit('left', null);
    expect(listener).toHaveBeenCalledTimes(3);
  });

  it('goes on when a listener throws, and hands the error on', () => {
    const onListenerError = vi.fn();
    const emitter = createEmitter<Events>(onListenerError);
    const error = new Error('broken listener');
    const after = vi.fn();
    emitter.on('left', () => {
      throw error;
    });
    emitter.on('left', after);
    emitter.emit('left', null);
    expect(after).toHaveBeenCalledOnce();
    expect(onListenerError).toHaveBeenCalledExactlyOnceWith(error, 'left');
  });

  it('reports a throwing listener as an uncaught error unless told otherwise', async () => {
    const caught = catchUncaught();
    const emitter = createEmitter<Events>();
    const error = new Error('seen by the platform');
    emitter.on('left', () => {
      throw error;
    });
    emitter.emit('left', null);
    expect(await caught).toBe(error);
  });

  it('is not confused by listeners that come and go while it tells', () => {
    const emitter = createEmitter<Events>();
    const late = vi.fn();
    const removeSelf = emitter.on('left', () => {
      removeSelf();
      emitter.on('left', late);
    });
    const steady = vi.fn();
    emitter.on('left', steady);
    emitter.emit('left', null);
    expect(steady).toHaveBeenCalledOnce();
    expect(late).not.toHaveBeenCalled();
    emitter.emit('left', null);
    expect(late).toHaveBeenCalledOnce();
  });

  it('knows whether anyone would hear', () => {
    const emitter = createEmitter<Events>();
    expect(emitter.hasListeners('left')).toBe(false);
    const remove = emitter.on('left', () => {});
    expect(emitter.hasListeners('left')).toBe(true);
    expect(emitter.hasListeners('greeted')).toBe(false);
    remove();
    expect(emitter.hasListeners('left')).toBe(false);
    emitter.on('left', () => {});
    emitter.clear();
    expect(emitter.hasListeners('left')).toBe(false);
  });
});
