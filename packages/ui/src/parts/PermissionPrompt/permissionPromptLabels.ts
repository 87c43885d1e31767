import type { Labels } from '../../labels/Labels.ts';

/** The English labels of `PermissionPrompt`. */
export const permissionPromptLabels = {
  allowMicrophone: 'Allow the microphone',
  tryAgain: 'Try again',
  permissionTitles: {
    ask: 'The agent needs your microphone',
    asking: 'Your browser is asking',
    dismissed: 'The question was closed',
    denied: 'The microphone is blocked',
    blocked: 'Your system blocks the microphone',
    missing: 'No microphone was found',
    busy: 'Another app is using the microphone',
    insecure: 'The microphone does not work on this page',
  },
  permissionTexts: {
    ask: 'So that you can talk to it. Your browser will ask you next.',
    dismissed: 'Ask again, and choose “Allow”.',
    blocked: 'Allow your browser to use the microphone in the privacy settings of your system.',
    missing: 'Connect a microphone or a headset, then try again.',
    busy: 'Close that app, then try again.',
    insecure: 'Open it with https, or on localhost.',
  },
  permissionQuestions: {
    chromium: 'Choose “Allow” in the window below the address.',
    firefox: 'Choose “Allow” in the window below the address.',
    safari: 'Choose “Allow” in the window over the page.',
    android: 'Tap “Allow” on your screen.',
    ios: 'Tap “Allow” on your screen.',
    other: 'Choose “Allow” in your browser’s question.',
  },
  permissionSettings: {
    chromium: 'Click the icon to the left of the address and turn the microphone on.',
    firefox: 'Click the crossed-out microphone to the left of the address, remove the block and try again.',
    safari: 'Open “Settings for this website” in the Safari menu and allow the microphone.',
    android: 'Tap the icon to the left of the address, then “Permissions”, and allow the microphone.',
    ios: 'Tap the page menu beside the address, then “Website Settings”, and allow the microphone.',
    other: 'Allow the microphone for this page in your browser’s settings.',
  },
} satisfies Partial<Labels>;
