import { describeConversation, isSampled } from './scenarios/conversation.ts';

describeConversation((way) => !isSampled(way));
