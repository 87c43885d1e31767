import { cleanup, render } from '@testing-library/react';
import type { ReactElement, ReactNode } from 'react';
import { createStaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { describe, expect, it } from 'vitest';
import { describeHosts, HOSTS, setSheets, clearPageBetweenTests } from '../test/host-pages.tsx';
import tailwind4 from '../test/hosts/tailwind-4.css?inline';
import { paint } from '../test/paint.ts';
import { emulateMedia } from '../test/pictures.ts';
import {
  BudgetMeter,
  ConnectButton,
  ErrorNoticeView,
  MicToggle,
  SessionStatus,
  TextComposer,
  TranscriptRoot,
} from './index.ts';
import styles from './styles.css?inline';
import ember from './themes/ember.css?inline';
import tokens from '../tokens.json' with { type: 'json' };

clearPageBetweenTests();
describeHosts('short');

const UTILITIES =
  '.p-9 { padding: 36px } .bg-blue { background: rgb(0 0 255) } .rounded-0 { border-radius: 0 }';

describe('in a page with the style sheet of', () => {
  it.each(Object.entries(HOSTS))('%s, classes of the app win on every part', (name, texts) => {
    const isLayered = name.startsWith('Tailwind 4');
    const own = isLayered ? `@layer utilities { ${UTILITIES} }` : UTILITIES;
    const mine = { className: 'p-9 bg-blue rounded-0' };
    const parts: readonly ReactElement[] = [
      <BudgetMeter key="a" {...mine} />,
      <ConnectButton key="b" {...mine} />,
      <ErrorNoticeView key="c" error={{ code: 'aborted' }} {...mine} />,
      <MicToggle key="d" {...mine} />,
      <SessionStatus key="e" {...mine} />,
      <TextComposer key="f" {...mine} />,
      <TranscriptRoot key="g" {...mine} />,
    ];
    // Utilities stand after the preflight of their framework, before or after the parts.
    for (const order of [[...texts, own], isLayered ? [tailwind4, own, styles] : [own, ...texts]]) {
      setSheets(order);
      const { container, unmount } = render(
        <SessionProvider session={createStaticSession()}>{parts}</SessionProvider>,
      );
      const seen = [...container.querySelectorAll('.p-9')].map((element) => {
        const { padding, backgroundColor, borderRadius } = getComputedStyle(element);
        return [padding, backgroundColor, borderRadius];
      });
      expect(seen).toEqual(parts.map(() => ['36px', 'rgb(0, 0, 255)', '0px']));
      unmount();
    }
  });
});

it('a page keeps its own look', async () => {
  await emulateMedia({ 'prefers-color-scheme': 'dark' });
  const { container } = render(
    <main>
      <p>Text</p>
      <button type="button">Button</button>
      <input aria-label="Field" />
    </main>,
  );
  const watched = [document.documentElement, document.body, ...container.querySelectorAll('*')];
  const all = () =>
    watched.map((element) => {
      const computed = getComputedStyle(element);
      return Array.from(computed, (name) => `${name}: ${computed.getPropertyValue(name)}`)
        .filter((line) => !line.startsWith('--'))
        .join('; ');
    });
  const before = all();
  setSheets([styles]);
  expect(all()).toEqual(before);
});

describe.each([['default'], ['ember']] as const)(
  'the browser derives the colours of the theme %s',
  (theme) => {
    it.each(['light', 'dark'] as const)('in %s as tokens.json has them', (scheme) => {
      setSheets([ember, styles]);
      const { container } = render(
        <div data-repartee-brand={theme} data-repartee-theme={scheme}>
          <i className="repartee-probe" />
        </div>,
      );
      const probe = container.querySelector('i') as HTMLElement;
      const differing = Object.entries(tokens[theme][scheme]).filter(([name, { $value }]) => {
        probe.style.color = `var(--repartee-${name})`;
        const seen = paint(getComputedStyle(probe).color);
        return $value.components.some((share, at) => Math.abs(share * 255 - (seen[at] ?? -9)) > 1.5);
      });
      expect(differing.map(([name]) => name)).toEqual([]);
    });
  },
);

describe('the scheme of a part', () => {
  const show = (wrap: (part: ReactNode) => ReactNode, sheet = '') => {
    setSheets([styles, sheet]);
    const { container } = render(
      <SessionProvider session={createStaticSession()}>{wrap(<SessionStatus />)}</SessionProvider>,
    );
    const status = container.querySelector('.repartee-status') as Element;
    return `rgb(${paint(getComputedStyle(status).backgroundColor).join(', ')})`;
  };
  const LIGHT = 'rgb(241, 237, 229)';
  const DARK = 'rgb(13, 16, 19)';

  it.each([
    ['nothing', 'dark', LIGHT, (part: ReactNode) => part, ''],
    [
      'the page’s own schemes in light',
      'light',
      LIGHT,
      (part: ReactNode) => part,
      ':root { color-scheme: light dark }',
    ],
    [
      'the page’s own schemes in dark',
      'dark',
      DARK,
      (part: ReactNode) => part,
      ':root { color-scheme: light dark }',
    ],
    ['.dark', 'light', DARK, (part: ReactNode) => <div className="dark">{part}</div>, ''],
    ['data-theme="dark"', 'light', DARK, (part: ReactNode) => <div data-theme="dark">{part}</div>, ''],
    ['data-theme="system"', 'dark', DARK, (part: ReactNode) => <div data-theme="system">{part}</div>, ''],
    [
      'data-repartee-theme',
      'light',
      DARK,
      (part: ReactNode) => <div data-repartee-theme="dark">{part}</div>,
      '',
    ],
    [
      'a light island in .dark',
      'dark',
      LIGHT,
      (part: ReactNode) => (
        <div className="dark">
          <div data-theme="light">{part}</div>
        </div>
      ),
      '',
    ],
  ] as const)('with %s, in a system that is %s, is %s', async (_name, system, color, wrap, sheet) => {
    await emulateMedia({ 'prefers-color-scheme': system });
    expect(show(wrap, sheet)).toBe(color);
  });

  it('keeps a token of the app, also within islands and from any layer', () => {
    for (const sheet of [
      ':root { --repartee-sunken: rgb(9 9 9) }',
      '@layer theme { :root { --repartee-sunken: rgb(9 9 9) } }',
      '@layer base { :root { --repartee-sunken: rgb(9 9 9) } }',
    ]) {
      expect(show((part) => <div className="dark">{part}</div>, sheet)).toBe('rgb(9, 9, 9)');
      cleanup();
    }
  });
});
