import type { LabelsOverride } from '../../labels/Labels.ts';
import { formatsOf } from '../formatsOf.ts';

const { consoleFigures, elapsed } = formatsOf('ja');

/** The labels of `Console`, `MessageActions`, `AttachmentTray` and the signs of a stage. */
export const stage = {
  elapsed,
  elapsedTitle: '経過時間',
  quality: { good: '接続は良好です', fair: '接続はやや不安定です', poor: '接続が不安定です' },
  interruption: {
    ducked: 'お話し中は音量を下げています',
    paused: 'お話し中は一時停止しています',
    yielded: '中断しました',
    resumed: '続けます',
  },
  messageActions: { name: 'このメッセージについて', copy: 'コピー', good: '良い回答', bad: '良くない回答' },
  suggestions: '候補',
  attachments: {
    name: 'このメッセージの画像',
    add: '画像を追加',
    drop: 'ここに画像をドロップ',
    unnamed: (position) => `画像 ${position}`,
    preparing: (name) => `${name} を準備しています`,
    ready: (name) => `${name} を追加しました`,
    remove: (name) => `${name} を削除`,
    removed: (name) => `${name} を削除しました`,
    photo: '写真を撮る',
    sending: (name) => `${name} を送信しています`,
    notSent: { title: 'この画像は送信できませんでした', advice: '削除してから、もう一度追加してください。' },
    tooMany: { title: '画像が多すぎます', advice: 'この画像は次のメッセージで送ってください。' },
  },
  sessionSummary: {
    title: '会話のまとめ',
    said: 'あなたの発言',
    answers: '回答',
    interruptions: '割り込み',
    tools: '使用したツール',
    cost: '費用',
    count: consoleFigures.count,
  },
  console: {
    ...consoleFigures,
    name: 'コンソール',
    tabs: { transcript: '会話', events: 'イベント', metrics: '測定値', settings: '設定' },
    clear: '消去',
    noEvents: 'まだ何も起きていません。',
    sources: { command: 'サービスへ', session: 'セッション', vendor: 'サービスから' },
    metrics: {
      last: '直近の応答',
      p50: '応答の中央値',
      p95: '95 パーセンタイル',
      buffer: 'ジッターバッファ',
      gaps: '再生の途切れ',
      roundTrip: '往復時間',
      jitter: 'ジッター',
      loss: '失われたパケット',
      connection: '接続',
      model: 'モデル',
      voice: '声',
    },
    pushToTalk: '押して話す',
    volume: '音量',
  },
} satisfies LabelsOverride;
