import { createDeviceList } from '@repartee/core';

/** The devices of the machine. All components share one list. */
export const audioDeviceList = createDeviceList();
