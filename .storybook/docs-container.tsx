import { useEffect, useState } from 'react';
import type { ComponentProps } from 'react';
import { DocsContainer } from '@storybook/addon-docs/blocks';
import { GLOBALS_UPDATED } from 'storybook/internal/core-events';
import { addons } from 'storybook/preview-api';
import { themes } from 'storybook/theming';

const system = () => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');

/** The theme of the toolbar, before any story of the page has put it there. */
function themeOfAddress(): string {
  const [, theme] = /\btheme:(\w+)/.exec(new URLSearchParams(location.search).get('globals') ?? '') ?? [];
  return theme ?? 'light';
}

/** A docs page in the theme that the toolbar sets. */
export function ThemedDocsContainer(props: ComponentProps<typeof DocsContainer>) {
  const [theme, setTheme] = useState(themeOfAddress);
  useEffect(() => {
    const channel = addons.getChannel();
    const update = ({ globals }: { readonly globals: Readonly<Record<string, string>> }) =>
      setTheme(globals['theme'] ?? 'light');
    channel.on(GLOBALS_UPDATED, update);
    return () => channel.off(GLOBALS_UPDATED, update);
  }, []);
  const name = theme === 'system' ? system() : theme;
  return <DocsContainer {...props} theme={name === 'dark' ? themes.dark : themes.light} />;
}
