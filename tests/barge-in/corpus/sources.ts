/** The content of a clip. Only speech is to stop the agent: `speech` is a sentence, `command` one or two words of one. */
export type ClipLabel =
  | 'speech'
  | 'command'
  | 'backchannel'
  | 'vocal'
  | 'object'
  | 'animal'
  | 'music'
  | 'crowd'
  | 'room';

/** The half of the corpus that the policy is fitted on, and the half that is reported. No speaker and no sound is in both. */
export type CorpusHalf = 'tuning' | 'reporting';

/** A kind of recording in a Debian package. */
export interface Source {
  readonly pack: string;
  /** Files by their path in the package, inside of its archives too. */
  readonly files: RegExp;
  readonly label: ClipLabel;
  /** ISO 639-1; `und` for what has no language. */
  readonly language: string;
  /** Without a half, each file is assigned by its name without numbers: takes of one sound stay together. */
  readonly half?: CorpusHalf;
  /** The speaker. Without it, the name of the file without numbers. */
  readonly speaker?: string;
  /** The number of clips that are taken, evenly, and their lengths in milliseconds. */
  readonly most: number;
  readonly leastMs?: number;
  readonly mostMs?: number;
}

const TALK = { leastMs: 900, mostMs: 3_200 };
const GLEST = 'megaglest-data';
const WARZONE = 'warzone2100-data';
const ARENA = 'openarena-data';
const GCOMPRIS = 'gcompris-qt-data';
const DROID = 'freedroidrpg-data';

/** Units of MegaGlest that answer in words, half by half. */
const GLEST_TUNING = 'archer|battlemage|guard|horseman|princess|summoner|worker';
const GLEST_REPORTING = 'archmage|axe_thrower|initiate|spearman|swordman|technician|valkyrie|shaman|genie';

/** The recordings. Debian's packages of November 2026; the builder tells which of them it did not find. */
export const SOURCES: readonly Source[] = [
  // People who say sentences.
  {
    pack: 'festvox-ru',
    files: /msu_ru_nsh_clunits\/wav\/ru_0[0-4].*\.wav$/,
    label: 'speech',
    language: 'ru',
    half: 'tuning',
    speaker: 'ru-nsh',
    most: 24,
    ...TALK,
  },
  {
    pack: WARZONE,
    files: /audio\/memressp\/(console|detect|research|status|struct|trnsport)\/.*ogg$/,
    label: 'speech',
    language: 'en',
    half: 'tuning',
    speaker: 'wz-computer',
    most: 24,
    ...TALK,
  },
  {
    pack: WARZONE,
    files: /audio\/tutorial\/.*ogg$/,
    label: 'speech',
    language: 'en',
    half: 'reporting',
    speaker: 'wz-tutor',
    most: 24,
    ...TALK,
  },
  {
    pack: WARZONE,
    files: /audio\/(vtoltalk|trnsppil)\/.*ogg$/,
    label: 'speech',
    language: 'en',
    half: 'reporting',
    speaker: 'wz-pilot',
    most: 14,
    ...TALK,
    leastMs: 800,
  },
  {
    pack: WARZONE,
    files: /audio\/coltive\/.*ogg$/,
    label: 'speech',
    language: 'en',
    half: 'tuning',
    speaker: 'wz-collective',
    most: 8,
    ...TALK,
  },
  {
    pack: WARZONE,
    files: /audio\/proxmessages\/c1.*ogg$/,
    label: 'speech',
    language: 'en',
    half: 'reporting',
    speaker: 'wz-proximity',
    most: 6,
    ...TALK,
  },
  {
    pack: WARZONE,
    files: /audio\/taunts\/taunt1\/(?!ha).*ogg$/,
    label: 'speech',
    language: 'en',
    half: 'tuning',
    speaker: 'wz-taunt-1',
    most: 10,
    ...TALK,
    leastMs: 700,
  },
  {
    pack: WARZONE,
    files: /audio\/taunts\/taunt3\/(?!ha).*ogg$/,
    label: 'speech',
    language: 'en',
    half: 'reporting',
    speaker: 'wz-taunt-3',
    most: 10,
    ...TALK,
    leastMs: 700,
  },
  {
    pack: WARZONE,
    files: /audio\/memressp\/cmndrvoc\/com.*ogg$/,
    label: 'speech',
    language: 'en',
    half: 'tuning',
    speaker: 'wz-commander',
    most: 10,
    ...TALK,
  },
  {
    pack: 'pocketsphinx-testdata',
    files: /librivox\/.*wav$/,
    label: 'speech',
    language: 'en',
    half: 'tuning',
    speaker: 'austen-reader',
    most: 5,
    ...TALK,
  },
  {
    pack: 'pocketsphinx-testdata',
    files: /(cards\/\d|goforward|numbers|something|tidigits).*(wav|raw)$/,
    label: 'speech',
    language: 'en',
    half: 'reporting',
    speaker: 'sphinx',
    most: 9,
    ...TALK,
  },
  {
    pack: ARENA,
    files: /voices\/rott\/(?!yes|no\.|affirm).*ogg$/,
    label: 'speech',
    language: 'en',
    half: 'reporting',
    speaker: 'oa-rott',
    most: 14,
    ...TALK,
    leastMs: 700,
  },
  {
    pack: ARENA,
    files: /voices\/festivoxmale\/(?!yes|no\.|okay|affirm|negat|ugh).*ogg$/,
    label: 'speech',
    language: 'en',
    half: 'tuning',
    speaker: 'oa-festivox',
    most: 12,
    ...TALK,
    leastMs: 700,
  },
  {
    pack: DROID,
    files: /tux_ingame_comments\/.*ogg$/,
    label: 'speech',
    language: 'en',
    half: 'reporting',
    speaker: 'fd-tux',
    most: 14,
    ...TALK,
  },
  // People who answer in a word or two: they have understood, and go on listening.
  {
    pack: GLEST,
    files: new RegExp(`/(${GLEST_TUNING})_(ack|select)\\d+\\.wav$`),
    label: 'backchannel',
    language: 'en',
    half: 'tuning',
    most: 36,
    leastMs: 250,
    mostMs: 1_000,
  },
  {
    pack: GLEST,
    files: new RegExp(`/(${GLEST_REPORTING})_(ack|select)\\d+\\.wav$`),
    label: 'backchannel',
    language: 'en',
    half: 'reporting',
    most: 36,
    leastMs: 250,
    mostMs: 1_000,
  },
  {
    pack: ARENA,
    files: /voices\/festivoxmale\/(yes|okay|affirm).*ogg$/,
    label: 'backchannel',
    language: 'en',
    half: 'tuning',
    speaker: 'oa-festivox',
    most: 4,
  },
  {
    pack: ARENA,
    files: /voices\/rott\/(yes|affirm).*ogg$/,
    label: 'backchannel',
    language: 'en',
    half: 'reporting',
    speaker: 'oa-rott',
    most: 4,
  },
  {
    pack: ARENA,
    files: /voices\/festivoxmale\/(no\.|negat).*ogg$/,
    label: 'command',
    language: 'en',
    half: 'tuning',
    speaker: 'oa-festivox',
    most: 4,
  },
  {
    pack: ARENA,
    files: /voices\/rott\/no\..*ogg$/,
    label: 'command',
    language: 'en',
    half: 'reporting',
    speaker: 'oa-rott',
    most: 4,
  },
  // People without words: grunts, gasps, screams, laughter.
  {
    pack: ARENA,
    files: /sound\/player\/(?!announcer|foot).*\/(pain|death|jump|gasp|fall|drown|taunt).*wav$/,
    label: 'vocal',
    language: 'und',
    half: 'reporting',
    speaker: 'oa-sarge',
    most: 14,
    mostMs: 1_800,
  },
  {
    pack: ARENA,
    files: /sound\/player\/(gurp|gasp|watr|land)\d?.*wav$/,
    label: 'vocal',
    language: 'und',
    half: 'tuning',
    speaker: 'oa-player',
    most: 8,
    mostMs: 1_800,
  },
  {
    pack: GLEST,
    files: new RegExp(`/(${GLEST_TUNING})_(die|hit|attack)\\d+\\.wav$`),
    label: 'vocal',
    language: 'und',
    half: 'tuning',
    most: 16,
    mostMs: 1_500,
  },
  {
    pack: GLEST,
    files: new RegExp(`/(${GLEST_REPORTING})_(die|hit|attack)\\d+\\.wav$`),
    label: 'vocal',
    language: 'und',
    half: 'reporting',
    most: 16,
    mostMs: 1_500,
  },
  {
    pack: DROID,
    files: /Influencer_Scream.*ogg$/,
    label: 'vocal',
    language: 'und',
    half: 'tuning',
    speaker: 'fd-scream',
    most: 5,
    mostMs: 1_500,
  },
  {
    pack: WARZONE,
    files: /taunts\/.*\/ha+.*ogg$/,
    label: 'vocal',
    language: 'und',
    half: 'tuning',
    speaker: 'wz-laughter',
    most: 6,
    mostMs: 2_500,
  },
  {
    pack: WARZONE,
    files: /nexus\/laugh.*ogg$/,
    label: 'vocal',
    language: 'und',
    half: 'reporting',
    speaker: 'wz-nexus',
    most: 4,
    mostMs: 2_500,
  },
  // Things.
  {
    pack: GCOMPRIS,
    files:
      /(door|knock|click|flip|metal_hit|money|drop|slide|lock|bleep|brick|crash|drip|bubble|Object_falling|Ring|gong|Hits|pickaxe|xylofon|eraser|brush|arrow|card)[^/]*\.(wav|ogg)$/i,
    label: 'object',
    language: 'und',
    most: 48,
    mostMs: 2_500,
  },
  {
    pack: DROID,
    files: /effects\/(item_sounds|open_chest|swing|Glass|Camera|Menu|Shop|tux_foot|new_teleporter).*ogg$/,
    label: 'object',
    language: 'und',
    most: 28,
    mostMs: 2_500,
  },
  {
    pack: ARENA,
    files: /sound\/(movers|player\/footsteps|misc|items)\/.*wav$/,
    label: 'object',
    language: 'und',
    most: 30,
    mostMs: 2_500,
  },
  { pack: 'pysiogame', files: /sounds\/.*ogg$/, label: 'object', language: 'und', most: 12, mostMs: 2_500 },
  {
    pack: GCOMPRIS,
    files: /(farm_animals\/.*|Bark[^/]*)\.ogg$/,
    label: 'animal',
    language: 'und',
    most: 12,
    mostMs: 2_000,
  },
  {
    pack: GLEST,
    files: /\/(chicken|wolf|pig_(ack|select)|cow_(ack|select)|hawk|owl|rooster|sheep)[^/]*\.(wav|ogg)$/,
    label: 'animal',
    language: 'und',
    most: 16,
    mostMs: 2_000,
  },
  // The sounds of the room: some of them begin, some have been there for long.
  {
    pack: GCOMPRIS,
    files: /(music\/music\/.*|instruments\/resource\/.*|guitar_melody)\.ogg$/,
    label: 'music',
    language: 'und',
    most: 24,
    mostMs: 11_000,
  },
  { pack: DROID, files: /sound\/music\/.*ogg$/, label: 'music', language: 'und', most: 12, mostMs: 11_000 },
  {
    pack: GCOMPRIS,
    files:
      /(Rain|Frogs|Factory|Train|harbor|water|Applauses|helicopter|car|train|realrainbow|CarEngine)[^/]*\.(wav|ogg)$/,
    label: 'room',
    language: 'und',
    most: 24,
    mostMs: 11_000,
  },
  {
    pack: GLEST,
    files: /tilesets\/.*\/(day|night|rain|wind)\.ogg$/,
    label: 'room',
    language: 'und',
    most: 10,
    mostMs: 11_000,
  },
  {
    pack: ARENA,
    files: /sound\/world\/(wind|fan|fire|machinery|neonhum|tim_pump|drone)[^/]*\.wav$/,
    label: 'room',
    language: 'und',
    most: 10,
    mostMs: 11_000,
  },
];

/** A voice of Festival, for the languages of which there are no recordings. */
export interface FestivalVoice {
  readonly pack: string;
  readonly voice: string;
  readonly language: string;
  readonly half: CorpusHalf;
  /** Some voices speak slowly: a factor of their durations. */
  readonly stretch: number;
}

export const FESTIVAL_VOICES: readonly FestivalVoice[] = [
  { pack: 'festvox-italp16k', voice: 'lp_diphone', language: 'it', half: 'tuning', stretch: 1 },
  { pack: 'festvox-itapc16k', voice: 'pc_diphone', language: 'it', half: 'reporting', stretch: 0.9 },
  { pack: 'festvox-hi-nsk', voice: 'hindi_NSK_diphone', language: 'hi', half: 'reporting', stretch: 0.75 },
  { pack: 'festvox-mr-nsk', voice: 'marathi_NSK_diphone', language: 'mr', half: 'reporting', stretch: 0.8 },
  { pack: 'festvox-te-nsk', voice: 'telugu_NSK_diphone', language: 'te', half: 'reporting', stretch: 0.75 },
  { pack: 'festvox-ca-ona-hts', voice: 'upc_ca_ona_hts', language: 'ca', half: 'tuning', stretch: 1 },
  { pack: 'festvox-suopuhe-mv', voice: 'hy_fi_mv_diphone', language: 'fi', half: 'tuning', stretch: 1 },
  { pack: 'festvox-suopuhe-lj', voice: 'suo_fi_lj_diphone', language: 'fi', half: 'reporting', stretch: 0.9 },
  { pack: 'festvox-ru', voice: 'msu_ru_nsh_clunits', language: 'ru', half: 'tuning', stretch: 1 },
];

/** The packages of Festival itself and of its languages. They are unpacked, not installed. */
export const FESTIVAL_PACKAGES = [
  'festival',
  'libestools2.5',
  'festlex-ifd',
  'festival-ca',
  'festival-hi',
  'festival-mr',
  'festival-te',
  'festvox-suopuhe-common',
] as const;
