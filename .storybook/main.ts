import type { StorybookConfig } from '@storybook/react-vite';

// No telemetry and no update checks: stories also run on networks without internet access.
process.env['STORYBOOK_DISABLE_TELEMETRY'] = '1';

const config: StorybookConfig = {
  framework: '@storybook/react-vite',
  stories: ['./{foundations,replay,tuning}/*.stories.tsx', '../packages/{ui,inspector}/src/**/*.stories.tsx'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true, enableCrashReports: false },
  typescript: { reactDocgen: 'react-docgen' },
};

export default config;
