import { describe, expect, it, vi } from 'vitest';
import { createThemeTool, getTime, getWeather } from './tools.ts';

const context = { callId: 'c', itemId: 'i', signal: new AbortController().signal };

describe('the demo’s tools', () => {
  it('invent the same weather for the same place, and say that it is invented', () => {
    const once = getWeather.execute({ place: 'Paris' }, context) as { celsius: number; sky: string };
    const again = getWeather.execute({ place: 'Paris' }, context);
    expect(again).toEqual(once);
    expect(again).toMatchObject({
      isInvented: true,
      summary: `In Paris it is ${once.sky}, at ${once.celsius} degrees.`,
    });
    expect(getWeather.execute({ place: 'Reykjavík' }, context)).not.toMatchObject({ celsius: once.celsius });
  });

  it('tell the time of the clock', () => {
    vi.useFakeTimers({ now: new Date(2026, 10, 23, 15, 4) });
    expect(getTime.execute({}, context)).toMatchObject({ summary: expect.stringMatching(/3:04/) as string });
    vi.useRealTimers();
  });

  it('switch the theme', () => {
    const setTheme = vi.fn();
    expect(createThemeTool(setTheme).execute({ theme: 'dark' }, context)).toMatchObject({ theme: 'dark' });
    expect(setTheme).toHaveBeenCalledExactlyOnceWith('dark');
  });
});
