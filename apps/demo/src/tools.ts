import { defineTool } from '@repartee/core';

const SKIES = ['sunny', 'partly cloudy', 'overcast', 'rainy', 'windy'] as const;

/** Makes weather up, the same for the same place: a demo that asks no weather service must not pretend to. */
export function makeUpWeather(place: string): { readonly sky: string; readonly celsius: number } {
  const sum = [...place.toLowerCase()].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return { sky: SKIES[sum % SKIES.length] ?? 'sunny', celsius: 8 + (sum % 19) };
}

/** Tells the weather. */
export const getWeather = defineTool<{ readonly place: string }>({
  name: 'get_weather',
  description: 'Tells the weather in a place. The data is made up for this demo.',
  parameters: {
    type: 'object',
    properties: { place: { type: 'string', description: 'A city, for example Paris' } },
    required: ['place'],
  },
  execute({ place }) {
    const { sky, celsius } = makeUpWeather(place);
    return {
      place,
      sky,
      celsius,
      summary: `In ${place} it is ${sky}, at ${celsius} degrees.`,
      isMadeUp: true,
    };
  },
});

/** Tells the time where the user is. */
export const getTime = defineTool({
  name: 'get_time',
  description: 'Tells what time it is where the user is, on the clock.',
  execute() {
    const time = new Date().toLocaleTimeString('en', { hour: 'numeric', minute: '2-digit' });
    return { time, summary: `It is ${time}.` };
  },
});

/** Creates the tool that changes how the page looks. */
export function createThemeTool(setTheme: (theme: 'light' | 'dark') => void) {
  return defineTool<{ readonly theme: 'light' | 'dark' }>({
    name: 'set_theme',
    description: 'Switches the page to the light or the dark theme mode.',
    parameters: {
      type: 'object',
      properties: { theme: { enum: ['light', 'dark'] } },
      required: ['theme'],
    },
    execute({ theme }) {
      setTheme(theme);
      return { theme, summary: `The page is ${theme} now.` };
    },
  });
}
