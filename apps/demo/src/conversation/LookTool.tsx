import { useLookTool } from '@repartee/hooks';

/** Lets the agent ask for one picture, where its vendor sees. */
export function LookTool() {
  useLookTool();
  return null;
}
