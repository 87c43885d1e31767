import { StrictMode, useInsertionEffect } from 'react';
import type { ReactNode } from 'react';
import type { Decorator, Preview } from '@storybook/react-vite';
import '../packages/ui/src/styles.css';
import './preview.css';
import { pretendStillness } from './pretend-stillness.ts';

interface PageProps {
  readonly globals: Readonly<Record<string, string>>;
  readonly children: ReactNode;
}

/** Puts theme, direction and motion on the page, as an app would. */
function Page({ globals: { theme, direction, motion, strictMode }, children }: PageProps) {
  // Before the effects of the parts, which read what is set here.
  useInsertionEffect(() => {
    const { documentElement: page } = document;
    page.dir = direction ?? 'ltr';
    if (theme === 'system') delete page.dataset['theme'];
    else page.dataset['theme'] = theme;
    pretendStillness(motion === 'reduced');
  }, [theme, direction, motion]);
  return strictMode === 'off' ? children : <StrictMode>{children}</StrictMode>;
}

const withPage: Decorator = (Story, { globals }) => (
  <Page key={String(globals['motion'])} globals={globals as Record<string, string>}>
    <Story />
  </Page>
);

const choice = (title: string, icon: string, items: readonly string[]) => ({
  description: title,
  toolbar: { title, icon, items: [...items], dynamicTitle: true },
});

const preview: Preview = {
  tags: ['autodocs'],
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
    options: { storySort: { order: ['Conversation', 'Parts'] } },
  },
};

export default preview;
