import { StrictMode, useEffect } from 'react';
import type { ReactNode } from 'react';
import type { Decorator, Preview } from '@storybook/react-vite';
import '../packages/ui/src/styles.css';
import './preview.css';

/** Puts theme, direction and motion on the page, as an app would. */
function Page({
  globals,
  children,
}: {
  readonly globals: Readonly<Record<string, string>>;
  readonly children: ReactNode;
}) {
  const { theme, direction = 'ltr', motion, strictMode } = globals;
  useEffect(() => {
    const { documentElement: page } = document;
    page.dir = direction;
    page.classList.toggle('still', motion === 'reduced');
    if (theme === 'system') delete page.dataset['reparteeTheme'];
    else page.dataset['reparteeTheme'] = theme;
  }, [theme, direction, motion]);
  return strictMode === 'off' ? children : <StrictMode>{children}</StrictMode>;
}

const withPage: Decorator = (Story, { globals }) => (
  <Page globals={globals as Record<string, string>}>
    <Story />
  </Page>
);

const choice = (title: string, icon: string, items: readonly string[]) => ({
  description: title,
  toolbar: { title, icon, items: [...items], dynamicTitle: true },
});

const preview: Preview = {
  decorators: [withPage],
  globalTypes: {
    theme: choice('Theme', 'mirror', ['light', 'dark', 'system']),
    direction: choice('Direction', 'transfer', ['ltr', 'rtl']),
    motion: choice('Motion', 'play', ['full', 'reduced']),
    strictMode: choice('Strict mode', 'lock', ['on', 'off']),
  },
  initialGlobals: { theme: 'light', direction: 'ltr', motion: 'full', strictMode: 'on' },
  parameters: {
    a11y: { test: 'error' },
    layout: 'padded',
    controls: { expanded: true },
  },
};

export default preview;
