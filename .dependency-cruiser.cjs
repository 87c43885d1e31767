/** The floors of docs/architecture.md. Type imports count. */
const core = 'packages/core/src';
const FLOOR0 = `^${core}/(protocol|errors|util)/`;

/** A rule: files of one place may import only from given places, and from packages that match. */
const only = (name, from, allowed, packages = '$^') => ({
  name,
  severity: 'error',
  from: {
    path: from,
    pathNot: ['\\.(test|test-d|stories)\\.tsx?$', '/(fixtures|contract)[^/]*\\.ts$', '-fixtures\\.ts$'],
  },
  to: { pathNot: [...allowed, packages, '^node:'], dependencyTypesNot: ['core'] },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(audioworklet$|virtual:)' },
    },
    only('floor-0', `^${core}/(protocol|errors)/`, [FLOOR0]),
    only('errors-know-nothing', `^${core}/errors/`, [`^${core}/errors/`]),
    only('util-knows-errors', `^${core}/util/`, [`^${core}/(util|errors)/`], 'node_modules/.*zustand/'),
    only('floor-1-audio', `^${core}/audio/`, [FLOOR0, `^${core}/audio/`]),
    // The folders of the session have an order of their own: each may import from those above it in this list.
    only('floor-1-session-barge-in', `^${core}/session/barge-in/`, [
      FLOOR0,
      `^${core}/(audio|session/barge-in)/`,
    ]),
    only('floor-1-session-transcript', `^${core}/session/transcript/`, [
      FLOOR0,
      `^${core}/(audio|session/(barge-in|transcript))/`,
    ]),
    only('floor-1-session-history', `^${core}/session/history/`, [
      FLOOR0,
      `^${core}/session/(transcript|history)/`,
    ]),
    only('floor-1-session', `^${core}/session/[^/]+\\.ts$`, [
      FLOOR0,
      `^${core}/(audio|session/(barge-in|transcript|history))/`,
      `^${core}/session/[^/]+\\.ts$`,
    ]),
    only('floor-1-session-budget', `^${core}/session/budget/`, [FLOOR0, `^${core}/(audio|session/budget)/`]),
    {
      name: 'floor-1-adapters',
      severity: 'error',
      from: { path: `^${core}/adapters/([^/]+)/`, pathNot: '\\.(test|test-d)\\.ts$' },
      to: { pathNot: [FLOOR0, `^${core}/audio/`, `^${core}/adapters/$1/`, '^node_modules/'] },
    },
    only(
      'floor-2',
      `^${core}/(transport|media)/`,
      [FLOOR0, `^${core}/(audio|transport|media)/`],
      '^audioworklet$',
    ),
    only('floor-2-detectors', `^${core}/detectors/`, [
      FLOOR0,
      `^${core}/(audio|detectors)/`,
      `^${core}/media/[^/]+\\.ts$`,
    ]),
    only(
      'floor-3',
      `^${core}/runtime/`,
      [FLOOR0, `^${core}/(audio|session|transport|media|runtime)/`],
      'node_modules/.*zustand/',
    ),
    only('floor-4-recording', `^${core}/recording/`, [
      FLOOR0,
      `^${core}/(audio|session|transport|media|recording|runtime)/`,
      `^${core}/testing/(static-session|fake-speaker|manual-clock)\\.ts$`,
    ]),
    only(
      'floor-5-telemetry',
      `^${core}/telemetry/`,
      [FLOOR0, `^${core}/(session|recording|runtime|telemetry)/`],
      'node_modules/.*@opentelemetry/api/',
    ),
    only(
      'hooks',
      '^packages/hooks/src/',
      ['^packages/hooks/src/', `^${core}/(index|recording/index)\\.ts$`],
      'node_modules/.*(react|zustand)/',
    ),
    only(
      'ui',
      '^packages/ui/src/',
      ['^packages/ui/src/', '^packages/hooks/src/index\\.ts$', `^${core}/index\\.ts$`],
      'node_modules/.*(react|react-markdown|remark-gfm)/',
    ),
    {
      name: 'ui-takes-only-types-of-core',
      severity: 'error',
      from: { path: '^packages/ui/src/', pathNot: '\\.(test|stories)\\.tsx?$' },
      to: { path: `^${core}/`, dependencyTypesNot: ['type-only'] },
    },
    only(
      'inspector',
      '^packages/inspector/src/',
      ['^packages/inspector/src/', `^${core}/(index|audio/index|recording/index)\\.ts$`],
      'node_modules/.*(react|@tanstack/react-virtual)/',
    ),
    only(
      'server',
      '^packages/server/src/',
      ['^packages/server/src/', `^${core}/server\\.ts$`, `^${core}/adapters/[^/]+/server\\.ts$`],
      'node_modules/.*(rate-limiter-flexible|@hono/node-server|ws|@opentelemetry/api)/',
    ),
    only(
      'emulator',
      '^packages/emulator/src/',
      ['^packages/emulator/src/', `^${core}/audio/index\\.ts$`, `^${core}/server\\.ts$`],
      'node_modules/.*(hono|@hono|ws|valibot|@echogarden|node-datachannel|@evan/opus|@livekit/protocol|jose|@cwasm|fast-png|jsqr)/',
    ),
    {
      name: 'emulator-takes-only-types-and-audio-of-core',
      severity: 'error',
      from: { path: '^packages/emulator/src/', pathNot: '\\.test\\.ts$' },
      to: { path: `^${core}/server\\.ts$`, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'apps-use-public-entries',
      severity: 'error',
      from: { path: '^apps/' },
      to: {
        path: '^packages/[^/]+/src/',
        pathNot: [
          '^packages/[^/]+/src/(index\\.ts|styles\\.css)$',
          '^packages/inspector/src/connect\\.ts$',
          '^packages/server/src/(node|redis|relay|telemetry)\\.ts$',
          `^${core}/budget\\.ts$`,
          `^${core}/(audio|recording|testing)/index\\.ts$`,
          `^${core}/detectors/[^/]+/index\\.ts$`,
          `^${core}/adapters/[^/]+/(index|server|prices|speech|webrtc)\\.ts$`,
        ],
      },
    },
    {
      name: 'no-tests-in-products',
      severity: 'error',
      from: { pathNot: '\\.(test|stories|test-d)\\.tsx?$|/test/|/tests/|/e2e/' },
      to: { path: '\\.test\\.tsx?$' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^packages/[^/]+/dist/|^packages/core/worklets/|/\\.cache/)' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.css'],
    },
  },
};
