import { useEffect, useState } from 'react';

/** Light or dark. */
export type Theme = 'light' | 'dark';

function systemTheme(): Theme {
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** Holds the theme and puts it on the page; it begins as the system has it. */
export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>(systemTheme);
  useEffect(() => {
    document.documentElement.dataset['reparteeTheme'] = theme;
  }, [theme]);
  return [theme, setTheme];
}
