import { useEffect } from 'react';

/** The color theme. */
export type Theme = 'light' | 'dark';

/** Sets the theme on the page and returns it: the chosen one, or the system's. */
export function useTheme(chosen: Theme | null): Theme {
  const theme = chosen ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  useEffect(() => {
    document.documentElement.dataset['reparteeTheme'] = theme;
  }, [theme]);
  return theme;
}
