import type { LabelsOverride } from '../../labels/Labels.ts';
import { say } from '../formatsOf.ts';

const AGAIN = '请重试。';
const SOON = '请稍等片刻，然后重试。';
const NETWORK = '请检查网络，然后重试。';
const CONTACT = '请联系此应用的提供方。';
const OTHERWISE = '请换一种方式提问。';

export const errors: LabelsOverride['errors'] = {
  'microphone-denied': say(
    '麦克风已被禁止使用',
    '请在地址栏旁的网站设置中允许使用麦克风，然后重试。你也可以打字。',
  ),
  'microphone-missing': say('未找到麦克风', '请连接麦克风，或改用打字。'),
  'microphone-busy': say('其他应用正在使用麦克风', '请关闭该应用，然后重试。'),
  'microphone-lost': say('麦克风已断开', '请重新连接，然后重试。'),
  'speaker-missing': say('所选扬声器未连接', '请连接该扬声器，或选择其他扬声器。'),
  'camera-denied': say('摄像头已被禁止使用', '请在地址栏旁的网站设置中允许使用摄像头，然后重试。'),
  'camera-missing': say('未找到摄像头', '请连接摄像头，然后重试。'),
  'camera-busy': say('其他应用正在使用摄像头', '请关闭该应用，然后重试。'),
  'camera-lost': say('摄像头已断开', '请重新连接，然后重试。'),
  'screen-denied': say('屏幕未共享', '请选择要共享的屏幕或窗口。'),
  'image-unreadable': say('无法读取此图片', '请选择其他图片。'),
  'image-unsupported': say('智能体看不到此文件', '请选择 JPEG 或 PNG 格式的照片或截图。'),
  'image-too-large': say('此图片太大', '请选择较小的图片。'),
  'insecure-context': say('此页面无法使用麦克风', '请通过 https 或 localhost 打开。'),
  'worklet-failed': say('音频引擎无法启动', '请重新加载页面。如果仍然无效，请换一个浏览器。'),
  'module-failed': say('此应用的一部分无法加载', '请检查网络，然后重新加载页面。'),
  'invalid-config': say('服务拒绝了此应用的设置', CONTACT),
  'unsupported-capability': say('此服务不支持该功能', '请继续，但不使用该功能。'),
  'invalid-state': say('暂时无法执行此操作', SOON),
  'credential-fetch-failed': say('此应用未能获得连接许可', '请检查其服务器是否正在运行，然后重试。'),
  'credential-rejected': say('服务未接受此应用的密钥', CONTACT),
  'credential-expired': say('连接许可已过期', AGAIN),
  'playback-blocked': say('浏览器已阻止播放声音', '点击以开启声音。'),
  'connect-timeout': say('服务未及时响应', NETWORK),
  'connect-refused': say('无法连接到服务', NETWORK),
  'connection-lost': say('连接已断开', NETWORK),
  'connection-silent': say('服务已没有回应', NETWORK),
  'send-backlog': say('网络太慢，无法进行实时语音', '请靠近路由器，或改用打字。'),
  'malformed-frame': say('服务发来了此应用无法读取的内容', AGAIN),
  'unsupported-protocol': say('服务使用的协议版本不受此应用支持', CONTACT),
  'rate-limited': say('请求过多', SOON),
  'quota-exhausted': say('此服务的配额已用完', CONTACT),
  'session-expired': say('对话已达到最长时间', '请开始新的对话以继续。'),
  'content-refused': say('服务拒绝回答该问题', OTHERWISE),
  'response-timeout': say('服务没有回答', '请再问一次。'),
  'vendor-failed': say('服务出现问题', AGAIN),
  'tool-unknown': say('智能体请求了不存在的工具', OTHERWISE),
  'tool-failed': say('工具运行失败', '请让智能体再试一次。'),
  'tool-timeout': say('工具运行时间过长', '请让智能体再试一次。'),
  'tool-declined': say('一个工具被拒绝', '它没有运行。'),
  'approval-timeout': say('一个工具等待你的回答太久', '请再次向智能体提出。'),
  'tool-rejected': say('智能体使用工具的方式有误', OTHERWISE),
  'budget-exceeded': say('本次对话的预算已用完', '对话已结束，以免产生更多费用。'),
  'storage-failed': say('对话未能保存', '你可以继续说话，但离开页面后内容可能会丢失。'),
  'internal-error': say('此应用内部出现问题', CONTACT),
  aborted: say('已停止', AGAIN),
};
