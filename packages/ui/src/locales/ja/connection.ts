import type { LabelsOverride } from '../../labels/Labels.ts';
import { formatsOf, say } from '../formatsOf.ts';

const { numbers, plural, seconds, exactSeconds, timeLeft } = formatsOf('ja');
const GOES_ON = '復旧し次第、会話を再開します。';
const A_MOMENT = 'まもなく会話を再開します。';
const BACK = '再接続しました';
const TO_CONTINUE = '続けるには、もう一度始めてください。';

/** The texts about the connection, and about the agent's memory. */
export const connection = {
  connectionNotices: {
    offline: say('オフラインです', 'ネットワークが戻り次第、会話を再開します。'),
    paused: say('一時停止中', 'エージェントには聞こえていません。'),
    queued: say(
      '順番待ちです',
      'すべてのエージェントが対応中です。今お話しになる内容は、次のエージェントに届きます。',
    ),
    'idle-warning': say('まだいらっしゃいますか？', '長い間無音が続いているため、まもなく会話を終了します。'),
    'microphone-lost': say(
      'マイクの接続が切れました',
      'エージェントに声が届いていません。接続し直すか、別のマイクを使ってください。',
    ),
    'microphone-interrupted': say(
      '別のアプリがマイクを使用しています',
      'そのアプリが使い終わると、再び声が届きます。',
    ),
    resumed: say(BACK, '会話の続きから再開します。'),
    reseeded: say(BACK, 'エージェントは会話を覚えています。'),
    fresh: say(BACK, 'エージェントはこれまでの会話を覚えていません。'),
    'ended-idle': say('無音が長く続いたため、会話を終了しました', TO_CONTINUE),
    'ended-hidden': say('バックグラウンドで会話が終了しました', TO_CONTINUE),
  },
  reconnectionCauses: {
    'connection-lost': say('接続が切れました', GOES_ON),
    'connection-silent': say('サービスが応答しなくなりました', GOES_ON),
    'network-changed': say('ネットワークが切り替わりました', A_MOMENT),
    'session-expiring': say('接続を更新しています', A_MOMENT),
    'session-expired': say('接続が制限時間に達しました', A_MOMENT),
    'config-changed': say('新しい設定を適用しています', A_MOMENT),
    resumed: say('会話を再開しています', A_MOMENT),
  },
  connectionActions: {
    'try-now': '今すぐ試す',
    'try-again': '再試行',
    reconnect: '再接続',
    'start-again': 'もう一度始める',
    resume: '再開',
    'keep-talking': '会話を続ける',
    'open-microphone': '別のマイクを使う',
    'turn-sound-on': '音声をオンにする',
    reload: 'ページを再読み込み',
  },
  nextAttempt: (value) => `${seconds(value)}後に再試行します`,
  attempting: (attempt) => (attempt > 1 ? `接続中（${numbers.count(attempt)} 回目）…` : '接続中…'),
  endsIn: (value) => `${seconds(value)}後に終了します`,
  timeLeft: (ms) => `残り ${timeLeft(ms)}`,
  timeLeftTitle: 'サービスがこの接続を維持する時間',
  continuity: {
    resumed: '再接続しました。会話を続けます。',
    reseeded: '再接続しました。エージェントは会話を覚えています。',
    fresh: '再接続しました。エージェントはこれまでの会話を覚えていません。',
  },
  connectionRenewed: '接続を更新しました',
  lost: '失われた内容',
  lostEntries: {
    'over-limit': (count) =>
      plural(count, { other: 'エージェントは以前のメッセージ # 件を覚えていません。' }),
    unsupported: (count) => plural(count, { other: '以前のメッセージ # 件をサービスに伝えられません。' }),
    summarized: (count) =>
      plural(count, { other: 'エージェントは以前のメッセージ # 件を要約で把握しています。' }),
  },
  lostMemory: {
    images: (count) => plural(count, { other: 'エージェントは画像 # 枚を見られなくなりました。' }),
    userAudio: (value) => `エージェントはあなたの発言のうち ${exactSeconds(value)}を聞き取れませんでした。`,
    answer: '応答が途中で切れました。',
    toolCall: 'ツールの結果がエージェントに届きませんでした。',
    summary: '会話を要約できませんでした。',
  },
} satisfies LabelsOverride;
