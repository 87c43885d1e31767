import type { LabelsOverride } from '../../labels/Labels.ts';
import { say } from '../formatsOf.ts';

const AGAIN = 'もう一度お試しください。';
const SOON = '少し待ってから、もう一度お試しください。';
const NETWORK = 'ネットワークを確認して、もう一度お試しください。';
const CONTACT = 'このアプリの提供元にお問い合わせください。';
const OTHERWISE = '別の言い方で尋ねてください。';

export const errors: LabelsOverride['errors'] = {
  'microphone-denied': say(
    'マイクがブロックされています',
    'アドレスバーの横にあるサイトの設定で許可してから、もう一度お試しください。文字で入力することもできます。',
  ),
  'microphone-missing': say('マイクが見つかりません', 'マイクを接続するか、文字で入力してください。'),
  'microphone-busy': say(
    '別のアプリがマイクを使用しています',
    'そのアプリを閉じて、もう一度お試しください。',
  ),
  'microphone-lost': say('マイクの接続が切れました', '接続し直して、もう一度お試しください。'),
  'speaker-missing': say(
    '選択したスピーカーが接続されていません',
    '接続するか、別のスピーカーを選んでください。',
  ),
  'camera-denied': say(
    'カメラがブロックされています',
    'アドレスバーの横にあるサイトの設定で許可してから、もう一度お試しください。',
  ),
  'camera-missing': say('カメラが見つかりません', 'カメラを接続して、もう一度お試しください。'),
  'camera-busy': say('別のアプリがカメラを使用しています', 'そのアプリを閉じて、もう一度お試しください。'),
  'camera-lost': say('カメラの接続が切れました', '接続し直して、もう一度お試しください。'),
  'screen-denied': say('画面は共有されていません', '共有する画面またはウィンドウを選んでください。'),
  'image-unreadable': say('この画像を読み込めませんでした', '別の画像を選んでください。'),
  'image-unsupported': say(
    'エージェントが見られる画像ではありません',
    'JPEG または PNG の写真かスクリーンショットを選んでください。',
  ),
  'image-too-large': say('この画像は大きすぎます', 'もっと小さい画像を選んでください。'),
  'insecure-context': say(
    'このページではマイクを使用できません',
    'https または localhost で開いてください。',
  ),
  'worklet-failed': say(
    '音声機能を開始できませんでした',
    'ページを再読み込みしてください。解決しない場合は、別のブラウザをお試しください。',
  ),
  'module-failed': say(
    'このアプリの一部を読み込めませんでした',
    'ネットワークを確認して、ページを再読み込みしてください。',
  ),
  'invalid-config': say('サービスがこのアプリの設定を拒否しました', CONTACT),
  'unsupported-capability': say('このサービスでは対応していません', 'この機能を使わずに続けてください。'),
  'invalid-state': say('今はできません', SOON),
  'credential-fetch-failed': say(
    'このアプリは接続の許可を得られませんでした',
    'サーバーが動作していることを確認して、もう一度お試しください。',
  ),
  'credential-rejected': say('サービスがこのアプリのキーを受け付けませんでした', CONTACT),
  'credential-expired': say('接続の許可の有効期限が切れました', AGAIN),
  'playback-blocked': say('ブラウザが音声をブロックしています', 'クリックして音声をオンにしてください。'),
  'connect-timeout': say('サービスから時間内に応答がありませんでした', NETWORK),
  'connect-refused': say('サービスに接続できませんでした', NETWORK),
  'connection-lost': say('接続が切れました', NETWORK),
  'connection-silent': say('サービスからの応答が途絶えました', NETWORK),
  'send-backlog': say(
    'ネットワークが遅く、音声での会話ができません',
    'ルーターに近づくか、文字で入力してください。',
  ),
  'malformed-frame': say('サービスから読み取れないデータが届きました', AGAIN),
  'unsupported-protocol': say('サービスのプロトコルのバージョンにこのアプリが対応していません', CONTACT),
  'rate-limited': say('リクエストが多すぎます', SOON),
  'quota-exhausted': say('このサービスの利用枠を使い切りました', CONTACT),
  'session-expired': say('会話が最長時間に達しました', '続けるには、新しい会話を始めてください。'),
  'content-refused': say('サービスが回答を控えました', OTHERWISE),
  'response-timeout': say('サービスから応答がありませんでした', 'もう一度尋ねてください。'),
  'vendor-failed': say('サービスで問題が発生しました', AGAIN),
  'tool-unknown': say('エージェントが存在しないツールを呼び出しました', OTHERWISE),
  'tool-failed': say('ツールの実行に失敗しました', 'エージェントにもう一度頼んでください。'),
  'tool-timeout': say('ツールの実行に時間がかかりすぎました', 'エージェントにもう一度頼んでください。'),
  'tool-declined': say('ツールが拒否されました', '実行されませんでした。'),
  'approval-timeout': say('ツールが回答を待ちすぎました', 'エージェントにもう一度頼んでください。'),
  'tool-rejected': say('エージェントがツールを正しく使えませんでした', OTHERWISE),
  'budget-exceeded': say(
    'この会話の予算を使い切りました',
    '費用がこれ以上かからないように、会話を終了しました。',
  ),
  'storage-failed': say(
    '会話を保存できませんでした',
    'このまま話し続けられますが、ページを離れると失われることがあります。',
  ),
  'internal-error': say('このアプリで問題が発生しました', CONTACT),
  aborted: say('中止しました', AGAIN),
};
