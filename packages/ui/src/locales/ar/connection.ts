import type { LabelsOverride } from '../../labels/Labels.ts';
import { formatsOf, say } from '../formatsOf.ts';

const { numbers, plural, seconds, exactSeconds, timeLeft } = formatsOf('ar');
const GOES_ON = 'تستمر المحادثة فور عودته.';
const A_MOMENT = 'تستمر المحادثة بعد لحظة.';
const BACK = 'عاد الاتصال';
const TO_CONTINUE = 'ابدأ من جديد لمتابعتها.';

/** The texts about the connection, and about the agent's memory. */
export const connection = {
  connectionNotices: {
    offline: say('أنت غير متصل بالإنترنت', 'تستمر المحادثة عندما تعود شبكتك.'),
    paused: say('متوقفة مؤقتًا', 'الوكيل لا يسمعك.'),
    queued: say('أنت في قائمة الانتظار', 'جميع الوكلاء مشغولون. سيسمع الوكيل التالي ما تقوله الآن.'),
    'idle-warning': say('هل ما زلت هنا؟', 'طال الصمت، لذا ستنتهي المحادثة قريبًا.'),
    'microphone-lost': say('انفصل الميكروفون', 'لا يستطيع الوكيل سماعك. أعد توصيله، أو استخدم غيره.'),
    'microphone-interrupted': say(
      'تطبيق آخر يستخدم الميكروفون',
      'سيسمعك الوكيل مجددًا عندما ينتهي ذلك التطبيق.',
    ),
    resumed: say(BACK, 'تستمر المحادثة من حيث توقفت.'),
    reseeded: say(BACK, 'الوكيل يتذكر المحادثة.'),
    fresh: say(BACK, 'لم يعد الوكيل يتذكر المحادثة السابقة.'),
    'ended-idle': say('انتهت المحادثة بعد صمت طويل', TO_CONTINUE),
    'ended-hidden': say('انتهت المحادثة في الخلفية', TO_CONTINUE),
  },
  reconnectionCauses: {
    'connection-lost': say('انقطع الاتصال', GOES_ON),
    'connection-silent': say('توقفت الخدمة عن الاستجابة', 'تستمر المحادثة فور استجابتها.'),
    'network-changed': say('تغيّرت شبكتك', A_MOMENT),
    'session-expiring': say('يجري تجديد الاتصال', A_MOMENT),
    'session-expired': say('بلغ الاتصال حدّه الزمني', A_MOMENT),
    'config-changed': say('يجري تطبيق الإعدادات الجديدة', A_MOMENT),
    resumed: say('يجري استئناف المحادثة', A_MOMENT),
  },
  connectionActions: {
    'try-now': 'حاول الآن',
    'try-again': 'حاول مرة أخرى',
    reconnect: 'أعد الاتصال',
    'start-again': 'ابدأ من جديد',
    resume: 'استئناف',
    'keep-talking': 'تابع الحديث',
    'open-microphone': 'استخدم ميكروفونًا آخر',
    'turn-sound-on': 'شغّل الصوت',
    reload: 'أعد تحميل الصفحة',
  },
  nextAttempt: (value) => `المحاولة التالية خلال ${seconds(value)}`,
  attempting: (attempt) => (attempt > 1 ? `جارٍ الاتصال، المحاولة ${numbers.count(attempt)}…` : 'جارٍ الاتصال…'),
  endsIn: (value) => `تنتهي خلال ${seconds(value)}`,
  timeLeft: (ms) => `المتبقي: ${timeLeft(ms)}`,
  timeLeftTitle: 'المدة التي تُبقي فيها الخدمة هذا الاتصال مفتوحًا',
  continuity: {
    resumed: 'عاد الاتصال. تستمر المحادثة.',
    reseeded: 'عاد الاتصال. الوكيل يتذكر المحادثة.',
    fresh: 'عاد الاتصال. لم يعد الوكيل يتذكر المحادثة السابقة.',
  },
  connectionRenewed: 'تم تجديد الاتصال',
  lost: 'ما الذي فُقد',
  lostEntries: {
    'over-limit': (count) =>
      plural(count, {
        zero: 'لم يفقد الوكيل أي رسالة سابقة.',
        one: 'لم يعد الوكيل يعرف رسالة سابقة واحدة.',
        two: 'لم يعد الوكيل يعرف رسالتين سابقتين.',
        few: 'لم يعد الوكيل يعرف # رسائل سابقة.',
        many: 'لم يعد الوكيل يعرف # رسالة سابقة.',
        other: 'لم يعد الوكيل يعرف # رسالة سابقة.',
      }),
    unsupported: (count) =>
      plural(count, {
        zero: 'أُبلغت الخدمة بكل الرسائل السابقة.',
        one: 'لا يمكن إبلاغ الخدمة برسالة سابقة واحدة.',
        two: 'لا يمكن إبلاغ الخدمة برسالتين سابقتين.',
        few: 'لا يمكن إبلاغ الخدمة بـ # رسائل سابقة.',
        many: 'لا يمكن إبلاغ الخدمة بـ # رسالة سابقة.',
        other: 'لا يمكن إبلاغ الخدمة بـ # رسالة سابقة.',
      }),
    summarized: (count) =>
      plural(count, {
        zero: 'لم تُلخَّص أي رسالة سابقة.',
        one: 'يعرف الوكيل رسالة سابقة واحدة على شكل ملخص.',
        two: 'يعرف الوكيل رسالتين سابقتين على شكل ملخص.',
        few: 'يعرف الوكيل # رسائل سابقة على شكل ملخص.',
        many: 'يعرف الوكيل # رسالة سابقة على شكل ملخص.',
        other: 'يعرف الوكيل # رسالة سابقة على شكل ملخص.',
      }),
  },
  lostMemory: {
    images: (count) =>
      plural(count, {
        zero: 'لم يفقد الوكيل أي صورة.',
        one: 'لم يعد الوكيل يرى صورة واحدة.',
        two: 'لم يعد الوكيل يرى صورتين.',
        few: 'لم يعد الوكيل يرى # صور.',
        many: 'لم يعد الوكيل يرى # صورة.',
        other: 'لم يعد الوكيل يرى # صورة.',
      }),
    userAudio: (value) => `لم يسمع الوكيل ${exactSeconds(value)} مما قلته.`,
    answer: 'انقطعت إحدى الإجابات.',
    toolCall: 'لم تصل نتيجة إحدى الأدوات إلى الوكيل.',
    summary: 'تعذّر تلخيص المحادثة.',
  },
} satisfies LabelsOverride;
