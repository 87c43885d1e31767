import { defineTool } from '@repartee/core';

const SKIES = ['sunny', 'partly cloudy', 'overcast', 'rainy', 'windy'] as const;

/** Invents weather, the same for the same place: the demo uses no weather service. */
export function inventWeather(place: string): { readonly sky: string; readonly celsius: number } {
  const sum = [...place.toLowerCase()].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return { sky: SKIES[sum % SKIES.length] ?? 'sunny', celsius: 8 + (sum % 19) };
}

/** The tool that returns invented weather. */
export const getWeather = defineTool<{ readonly place: string }>({
  name: 'get_weather',
  description: 'Tells the weather in a place. The data is invented for this demo.',
  parameters: {
    type: 'object',
    properties: { place: { type: 'string', description: 'A city, for example Paris' } },
    required: ['place'],
  },
  execute({ place }) {
    const { sky, celsius } = inventWeather(place);
    return {
      place,
      sky,
      celsius,
      summary: `In ${place} it is ${sky}, at ${celsius} degrees.`,
      isInvented: true,
    };
  },
});

/** The tool that returns the user's local time. */
export const getTime = defineTool({
  name: 'get_time',
  description: 'Tells what time it is where the user is, on the clock.',
  execute() {
    const time = new Date().toLocaleTimeString('en', { hour: 'numeric', minute: '2-digit' });
    return { time, summary: `It is ${time}.` };
  },
});

/** Creates the tool that switches the theme of the page. */
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
