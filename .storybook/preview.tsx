import { StrictMode, useInsertionEffect, useLayoutEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { Decorator, Preview } from '@storybook/react-vite';
import { LabelsProvider } from '../packages/ui/src/index.ts';
import type { LabelsOverride } from '../packages/ui/src/index.ts';
import '../packages/ui/src/styles.css';
import '../packages/ui/src/themes/atlantic.css';
import '../packages/ui/src/themes/ember.css';
import '../packages/ui/src/themes/graphite.css';
import './preview.css';
import { ThemedDocsContainer } from './docs-container.tsx';
import { extractComponentDescription } from './describe-component.ts';
import { pretendForcedColors } from './pretend-forced-colors.ts';
import { pretendStillness } from './pretend-stillness.ts';

const packs = import.meta.glob<Readonly<Record<string, LabelsOverride>>>(
  '../packages/ui/src/locales/*/index.ts',
  { eager: true },
);

const labelsOf = (locale: string): LabelsOverride =>
  packs[`../packages/ui/src/locales/${locale}/index.ts`]?.[locale] ?? {};

interface PageProps {
  readonly globals: Readonly<Record<string, string>>;
  readonly children: ReactNode;
}

/** Puts the choices of the toolbar on the page, as an app would. */
function Page({ globals, children }: PageProps) {
  const { theme, brand, density, direction, locale = 'en', motion, colors, strictMode } = globals;
  // A second render at once runs the effects of the first: without it, a fast play function comes before a part listens.
  const [, settle] = useState(false);
  // oxlint-disable-next-line react-hooks/set-state-in-effect
  useLayoutEffect(() => settle(true), []);
  // An insertion effect runs before the effects of the parts, which read these settings.
  useInsertionEffect(() => {
    const { documentElement: page } = document;
    page.lang = locale;
    page.dir = direction === 'auto' || !direction ? (locale === 'ar' ? 'rtl' : 'ltr') : direction;
    page.dataset['reparteeBrand'] = brand ?? 'default';
    page.dataset['reparteeDensity'] = density ?? 'comfortable';
    if (theme === 'system') delete page.dataset['theme'];
    else page.dataset['theme'] = theme;
    pretendStillness(motion === 'reduced');
    pretendForcedColors(colors === 'forced');
  }, [theme, brand, density, direction, locale, motion, colors]);
  const labelled =
    locale === 'en' ? children : <LabelsProvider labels={labelsOf(locale)}>{children}</LabelsProvider>;
  return strictMode === 'off' ? labelled : <StrictMode>{labelled}</StrictMode>;
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

const viewport = (name: string, width: number, height: number) => ({
  name,
  styles: { width: `${width}px`, height: `${height}px` },
});

const preview: Preview = {
  tags: ['autodocs'],
  decorators: [withPage],
  globalTypes: {
    theme: choice('Theme', 'mirror', ['light', 'dark', 'system']),
    brand: choice('Brand', 'paintbrush', ['default', 'atlantic', 'ember', 'graphite']),
    density: choice('Density', 'component', ['compact', 'comfortable', 'spacious']),
    locale: choice('Locale', 'globe', ['en', 'de', 'fr', 'es', 'pt', 'ja', 'zh', 'ar', 'hi']),
    direction: choice('Direction', 'transfer', ['auto', 'ltr', 'rtl']),
    motion: choice('Motion', 'play', ['full', 'reduced']),
    colors: choice('Colours', 'contrast', ['own', 'forced']),
    strictMode: choice('Strict mode', 'lock', ['on', 'off']),
  },
  initialGlobals: {
    theme: 'light',
    brand: 'default',
    density: 'comfortable',
    locale: 'en',
    direction: 'auto',
    motion: 'full',
    colors: 'own',
    strictMode: 'on',
  },
  parameters: {
    a11y: { test: 'error' },
    layout: 'padded',
    controls: { expanded: true },
    docs: { container: ThemedDocsContainer, extractComponentDescription },
    viewport: {
      options: {
        smallPhone: viewport('small phone', 320, 640),
        phone: viewport('phone', 390, 844),
        landscape: viewport('phone on its side', 844, 390),
        tablet: viewport('tablet', 820, 1180),
        desktop: viewport('desktop', 1280, 800),
      },
    },
    options: {
      storySort: {
        order: [
          'Foundations',
          ['Colour', 'Scale', 'Icons', 'Voice and tone', 'Theme editor'],
          'Conversation',
          'Parts',
        ],
      },
    },
  },
};

export default preview;
