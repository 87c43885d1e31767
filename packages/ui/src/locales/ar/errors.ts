import type { LabelsOverride } from '../../labels/Labels.ts';
import { say } from '../formatsOf.ts';

const AGAIN = 'حاول مرة أخرى.';
const SOON = 'انتظر لحظة، ثم حاول مرة أخرى.';
const NETWORK = 'تحقق من اتصالك بالشبكة، ثم حاول مرة أخرى.';
const CONTACT = 'تواصل مع الجهة المسؤولة عن هذا التطبيق.';
const OTHERWISE = 'اسأل بطريقة أخرى.';

export const errors: LabelsOverride['errors'] = {
  'microphone-denied': say(
    'الميكروفون محظور',
    'اسمح باستخدامه في إعدادات الموقع بجانب شريط العنوان، ثم حاول مرة أخرى. يمكنك أيضًا الكتابة.',
  ),
  'microphone-missing': say('لم يتم العثور على ميكروفون', 'وصّل ميكروفونًا، أو اكتب بدلًا من ذلك.'),
  'microphone-busy': say('تطبيق آخر يستخدم الميكروفون', 'أغلق ذلك التطبيق، ثم حاول مرة أخرى.'),
  'microphone-lost': say('انفصل الميكروفون', 'أعد توصيله، ثم حاول مرة أخرى.'),
  'speaker-missing': say('مكبر الصوت المحدد غير متصل', 'وصّله، أو اختر غيره.'),
  'camera-denied': say(
    'الكاميرا محظورة',
    'اسمح باستخدامها في إعدادات الموقع بجانب شريط العنوان، ثم حاول مرة أخرى.',
  ),
  'camera-missing': say('لم يتم العثور على كاميرا', 'وصّل كاميرا، ثم حاول مرة أخرى.'),
  'camera-busy': say('تطبيق آخر يستخدم الكاميرا', 'أغلق ذلك التطبيق، ثم حاول مرة أخرى.'),
  'camera-lost': say('انفصلت الكاميرا', 'أعد توصيلها، ثم حاول مرة أخرى.'),
  'screen-denied': say('الشاشة غير مُشارَكة', 'اختر شاشة أو نافذة.'),
  'image-unreadable': say('تعذّرت قراءة هذه الصورة', 'اختر صورة أخرى.'),
  'image-unsupported': say('لا يمكن للوكيل رؤية هذا الملف', 'اختر صورة أو لقطة شاشة بصيغة JPEG أو PNG.'),
  'image-too-large': say('هذه الصورة كبيرة جدًا', 'اختر صورة أصغر.'),
  'insecure-context': say('لا تعمل الميكروفونات في هذه الصفحة', 'افتحها عبر https أو على localhost.'),
  'worklet-failed': say('تعذّر تشغيل محرك الصوت', 'أعد تحميل الصفحة. وإن لم ينجح ذلك، فجرّب متصفحًا آخر.'),
  'module-failed': say('تعذّر تحميل جزء من هذا التطبيق', 'تحقق من اتصالك بالشبكة، ثم أعد تحميل الصفحة.'),
  'invalid-config': say('رفضت الخدمة إعدادات هذا التطبيق', CONTACT),
  'unsupported-capability': say('لا تدعم هذه الخدمة ذلك', 'تابع من دون هذه الميزة.'),
  'invalid-state': say('هذا غير ممكن الآن', SOON),
  'credential-fetch-failed': say(
    'لم يحصل هذا التطبيق على إذن بالاتصال',
    'تأكد من أن خادمه يعمل، ثم حاول مرة أخرى.',
  ),
  'credential-rejected': say('لم تقبل الخدمة مفتاح هذا التطبيق', CONTACT),
  'credential-expired': say('انتهت صلاحية إذن الاتصال', AGAIN),
  'playback-blocked': say('متصفحك يحظر الصوت', 'انقر لتشغيله.'),
  'connect-timeout': say('لم تستجب الخدمة في الوقت المحدد', NETWORK),
  'connect-refused': say('تعذّر الوصول إلى الخدمة', NETWORK),
  'connection-lost': say('انقطع الاتصال', NETWORK),
  'connection-silent': say('لم تعد الخدمة تستجيب', NETWORK),
  'send-backlog': say('شبكتك أبطأ من أن تسمح بمحادثة صوتية', 'اقترب من جهاز التوجيه، أو اكتب بدلًا من ذلك.'),
  'malformed-frame': say('أرسلت الخدمة شيئًا لم يتمكن هذا التطبيق من قراءته', AGAIN),
  'unsupported-protocol': say('تستخدم الخدمة إصدار بروتوكول لا يدعمه هذا التطبيق', CONTACT),
  'rate-limited': say('طلبات كثيرة جدًا', SOON),
  'quota-exhausted': say('نفدت حصة هذه الخدمة', CONTACT),
  'session-expired': say('بلغت المحادثة مدتها القصوى', 'ابدأ محادثة جديدة للمتابعة.'),
  'content-refused': say('امتنعت الخدمة عن الإجابة', OTHERWISE),
  'response-timeout': say('لم تُجب الخدمة', 'اسأل مرة أخرى.'),
  'vendor-failed': say('حدثت مشكلة في الخدمة', AGAIN),
  'tool-unknown': say('طلب الوكيل أداة غير موجودة', OTHERWISE),
  'tool-failed': say('فشلت إحدى الأدوات', 'اطلب من الوكيل المحاولة مرة أخرى.'),
  'tool-timeout': say('استغرقت إحدى الأدوات وقتًا طويلًا', 'اطلب من الوكيل المحاولة مرة أخرى.'),
  'tool-declined': say('رُفض استخدام إحدى الأدوات', 'لم تُشغَّل.'),
  'approval-timeout': say('انتظرت إحدى الأدوات إجابتك مدة طويلة', 'اطلب من الوكيل مرة أخرى.'),
  'tool-rejected': say('استخدم الوكيل إحدى الأدوات بشكل غير صحيح', OTHERWISE),
  'budget-exceeded': say('نفدت ميزانية هذه المحادثة', 'انتهت المحادثة حتى لا تكلّف المزيد.'),
  'storage-failed': say('تعذّر حفظ المحادثة', 'يمكنك متابعة الحديث، لكنها قد تضيع عند مغادرة الصفحة.'),
  'internal-error': say('حدث خطأ داخل هذا التطبيق', CONTACT),
  aborted: say('تم الإيقاف', AGAIN),
};
