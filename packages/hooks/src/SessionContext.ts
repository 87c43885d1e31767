'use client';

import { createContext } from 'react';

import type { RealtimeSession } from '@repartee/core';

/** The session of the nearest SessionProvider. */
export const SessionContext = createContext<RealtimeSession | null>(null);
